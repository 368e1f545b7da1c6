"""Brings a backup into an empty place and compares what came out with what went in."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.database.archive import BackupError
from fugong.core.database.backup import restore


class Command(BaseCommand):
    """`fugong restore PATH`: refuses to overwrite anything."""

    help = "Restore a backup into an empty data folder and database, and verify counts, files and audit heads."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)

    def handle(self, *, path: Path, **_options: Any) -> None:
        try:
            differences = restore(path.absolute(), at=clock.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        if differences:
            raise CommandError("Restored, but not equal to what was backed up:\n" + "\n".join(differences))
        call_command("migrate", verbosity=0)  # tables of a newer release, and the running role's rights
        self.stdout.write(f"{path}: restored; counts, files and audit heads are equal. Now run `fugong audit verify`.")
