"""Loads the division tree and the industry classification; running it again changes nothing."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.refusals import Refused
from fugong.core.refusals.edge import sentence
from fugong.people.public import loader_actor
from fugong.registry import public as registry
from fugong.registry.public import DivisionRow


class Command(BaseCommand):
    """``fugong load_reference [--divisions FILE]``."""

    help = "Load divisions (GB/T 2260) and industries (GB/T 4754-2017)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let another county bring its own divisions."""
        parser.add_argument("--divisions", type=Path, help="CSV with the columns code,name instead of the shipped one")

    def handle(self, *_args: object, divisions: Path | None = None, **_options: object) -> None:
        """Read both files and load them."""
        rows = list(_divisions(_read(divisions))) if divisions else registry.shipped_divisions()
        by, at = loader_actor("52"), clock.now()
        try:
            regions = registry.load_regions(rows, by=by, at=at)
            industries = registry.load_industries(registry.shipped_industries(), by=by, at=at)
        except Refused as refusal:
            raise CommandError(sentence(refusal)) from None
        self.stdout.write(f"Divisions new or changed: {regions}; industries new or changed: {industries}.")


def _divisions(text: str) -> Iterator[DivisionRow]:
    reader = csv.DictReader(text.splitlines())
    if not {"code", "name"} <= set(reader.fieldnames or ()):
        raise CommandError("The file of divisions needs the columns code and name in its first line.")
    for row in reader:
        yield DivisionRow(code=row["code"].strip(), name=row["name"].strip())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from None
