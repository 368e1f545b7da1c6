"""Says what a scenario is, whether it is right, and who can sign in to its demo."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.replay import public as replay


class Command(BaseCommand):
    """``fugong scenario NAME_OR_PATH [--json]``; reads only, needs no database."""

    help = "Check a scenario and show its title, period, demo clock and demo sign-ins."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the scenario."""
        parser.add_argument("scenario", help="name of a shipped scenario, or path of a folder with a scenario.toml")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read and show; every fault ends with status 1."""
        try:
            scenario = replay.load(options["scenario"])
        except replay.ScenarioIsWrong as error:
            raise CommandError(str(error)) from None
        manifest = scenario.manifest
        roles = {entry.row.code: entry.row.role for entry in scenario.posts}
        people = [
            {"login": entry.row.login, "title": entry.row.display_title, "role": roles[entry.row.post]}
            for entry in scenario.accounts
            if entry.row.demo == "yes"
        ]
        if options["json"]:
            shown = {**manifest.model_dump(mode="json", by_alias=True), "sign_ins": people}
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
            return
        self.stdout.write(f"{manifest.title.zh} / {manifest.title.en}")
        self.stdout.write(f"{manifest.period.since} to {manifest.period.until}, demo clock {manifest.demo_clock}")
        self.stdout.write(f"{len(scenario.enterprises)} enterprises, {len(scenario.events)} events, no faults")
        for one in people:
            self.stdout.write(f"  {one['login']:<18} {one['role']:<15} {one['title']}")
