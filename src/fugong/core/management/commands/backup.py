"""Writes everything of this moment into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.database.archive import BackupError
from fugong.core.database.backup import take


class Command(BaseCommand):
    """`fugong backup PATH`: database, files and keys, while work goes on."""

    help = "Write database, files and keys into one file, with counts and audit heads to compare after a restore."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **_options: Any) -> None:
        try:
            manifest = take(path.absolute(), at=clock.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        rows = sum(manifest.tables.values())
        self.stdout.write(
            f"{path}: {rows} rows in {len(manifest.tables)} tables, {len(manifest.files)} files, "
            f"audit heads of {len(manifest.audit_heads)} counties. It holds keys: store it like one."
        )
