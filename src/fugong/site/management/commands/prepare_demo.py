"""Fills the demonstration: replays a scenario and says at what moment it stands and who can sign in."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from fugong.people import public as people
from fugong.replay import public as replay


class Command(BaseCommand):
    """What `fugong demo` does before it serves."""

    help = "Replay a scenario and write a card with the demo's clock and sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the scenario and where the card goes."""
        parser.add_argument("scenario")
        parser.add_argument("--card", type=Path, required=True)

    def handle(self, *, scenario: str, card: Path, **_options: Any) -> None:
        """Replay what is not yet there and write the card."""
        try:
            loaded = replay.load(scenario)
        except replay.ScenarioIsWrong as error:
            raise CommandError(str(error)) from None
        # What happens later than the demonstration stands has not happened yet.
        call_command("replay", scenario, until=loaded.manifest.demo_clock)
        shown = {"clock": loaded.manifest.demo_clock.isoformat(), "sign_ins": sign_ins(loaded)}
        card.write_text(json.dumps(shown), encoding="utf-8")


def sign_ins(scenario: replay.Scenario) -> list[str]:
    """Write one line per role, the first account the scenario marks for the demo."""
    roles = {entry.row.code: entry.row.role for entry in scenario.posts}
    lines: dict[str, str] = {}
    for entry in scenario.accounts:
        row = entry.row
        if row.demo == "yes" and roles[row.post] not in lines:
            role = roles[row.post]
            lines[role] = f"  {row.login:<16} {people.DEMO_PASSWORD}   {people.ROLES[role].label} {row.display_title}"
    return list(lines.values())
