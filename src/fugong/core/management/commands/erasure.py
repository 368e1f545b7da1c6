"""Checks the certificates of erasure."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core.personal.models import ErasureCertificate
from fugong.core.personal.verification import flaws, flaws_in_file


class Command(BaseCommand):
    """`fugong erasure verify [FILE …]`."""

    help = "Check the certificates of erasure: signature, number, trail, and that what they say is gone is gone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what is checked."""
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help="all certificates here, or those in the files named")
        verify.add_argument("files", nargs="*", type=Path)
        verify.add_argument("--county", default="", help="six digits; every county when left out")

    def handle(self, *, files: list[Path], county: str, **_: Any) -> None:
        """Do it; anything wrong ends it with status 1."""
        if files:
            found = [(str(path), wrong) for path in files for wrong in flaws_in_file(path)]
            checked = len(files)
        else:
            found, checked = flaws(county), ErasureCertificate.objects.filter(county_code__startswith=county).count()
        for name, wrong in found:
            self.stdout.write(f"WRONG {name}: {wrong}")
        if found:
            raise CommandError(f"{len(found)} faults in the certificates of erasure")
        self.stdout.write(f"sound: {checked} certificates")
