"""Replays a scenario into the database, with a progress bar on a terminal and plain lines elsewhere."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from fugong.replay import public as replay
from fugong.replay.rules.steps import Step

Watch = Callable[[Step, int, int], None]
# Without a terminal a line for every tenth of the way.
LINES = 10


class Command(BaseCommand):
    """``fugong replay NAME_OR_PATH [--until DATE]``; again it does only what is not yet done."""

    help = "Replay a scenario through the platform's own actions, each at its own time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the scenario and perhaps the last day."""
        parser.add_argument("scenario", help="name of a shipped scenario, or path of a folder with a scenario.toml")
        parser.add_argument("--until", type=date.fromisoformat, help="last day to replay, such as 2020-02-15")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read the scenario, perform it, say how it went; every fault ends with status 1."""
        try:
            scenario = replay.load(options["scenario"])
            with self._watching(scenario) as watch:
                done = replay.perform(scenario, until=options["until"], watch=watch)
        except (replay.ScenarioIsWrong, replay.ScenarioHasChanged, replay.StepWasRefused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{scenario.name}: {done.total} steps, {done.now} done now, {done.before} done before.")

    @contextmanager
    def _watching(self, scenario: replay.Scenario) -> Iterator[Watch]:
        if not sys.stdout.isatty():
            yield self._say
            return
        title = TextColumn(f"{scenario.manifest.title.zh} {{task.fields[day]}}")
        console = Console(file=sys.stdout)
        with Progress(title, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console) as bar:
            task = bar.add_task("replay", day="")

            def watch(step: Step, position: int, total: int) -> None:
                bar.update(task, completed=position, total=total, day=step.at.date().isoformat())

            yield watch

    def _say(self, step: Step, position: int, total: int) -> None:
        if position == total or position * LINES // total > (position - 1) * LINES // total:
            self.stdout.write(f"{position}/{total} {step.at.date().isoformat()}")
