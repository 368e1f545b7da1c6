"""Prints the published figures of a scenario beside what the platform's records say."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fugong.replay import public as replay

COLOURS = {"ok": "green", "wrong": "red", "pending": "yellow"}
# Redirected output is read by people and by grep: no wrapping at eighty columns.
WIDE = 200


class Command(BaseCommand):
    """``fugong figures NAME_OR_PATH [--json]``; status 1 when a figure is wrong."""

    help = "Recompute a scenario's published figures from the records; exit 1 if any is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the scenario; ``--json`` prints JSON alone."""
        parser.add_argument("scenario", help="name of a shipped scenario, or path of a folder with a scenario.toml")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Recompute and print."""
        try:
            scenario = replay.load(options["scenario"])
        except replay.ScenarioIsWrong as error:
            raise CommandError(str(error)) from None
        if left := replay.steps_left(scenario):
            self.stderr.write(
                f"{left} steps of {scenario.name} are not replayed yet, so what was published later cannot agree yet:"
                f" `fugong replay {options['scenario']}` does them."
            )
        figures = replay.figures_of(scenario)
        states = Counter(figure.state for figure in figures)
        if options["json"]:
            counts = {state: states[state] for state in COLOURS}
            body = {"scenario": scenario.name, "states": counts, "figures": [figure.as_json() for figure in figures]}
            self.stdout.write(json.dumps(body, ensure_ascii=False, indent=2, default=str))
        else:
            self._print(figures)
            self.stdout.write("  ".join(f"{state}: {states[state]}" for state in COLOURS))
        if states["wrong"]:
            sys.exit(1)

    def _print(self, figures: tuple[replay.Figure, ...]) -> None:
        table = Table(show_lines=False)
        for heading in ("id", "figure", "published", "computed", "as of", "records", "state"):
            table.add_column(heading, no_wrap=heading in ("id", "state"))
        for each in figures:
            computed = "; ".join(part for part in (each.reads, each.pending) if part)
            state = f"[{COLOURS[each.state]}]{each.state}[/]"
            title = f"{each.title_zh}\n{each.title_en}"
            cells = (title, each.published, computed, each.as_of.isoformat(), str(each.records or ""))
            table.add_row(each.id, *map(escape, cells), state)
        console = Console() if sys.stdout.isatty() else Console(width=WIDE, no_color=True)
        with console.capture() as drawn:
            console.print(table)
        self.stdout.write(drawn.get())
