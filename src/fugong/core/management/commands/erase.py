"""Erases data about persons whose time has run out; the nightly job does the same."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.audit.keys import SigningKeyError
from fugong.core.personal import purposes
from fugong.core.personal.erasing import CARETAKER, due, end_purpose, erase_due
from fugong.core.refusals import Refused
from fugong.core.wording import N_


class Command(BaseCommand):
    """`fugong erase [--dry-run] [--ended PURPOSE --county CODE]`."""

    help = "Erase data about persons whose time has run out: keys, then rows; writes a signed certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what is erased."""
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")
        parser.add_argument(
            "--ended", choices=sorted(purpose.code for purpose in purposes()), metavar="PURPOSE",
            help="the measure has ended: all that a county holds for this purpose is due now",
        )  # fmt: skip
        parser.add_argument("--county", help="six digits; with --ended")

    def handle(self, *, dry_run: bool, ended: str | None, county: str | None, **_: Any) -> None:
        """Do it; keys that cannot be used end it with status 1."""
        at = clock.now()
        if bool(ended) != bool(county):
            raise CommandError("--ended and --county go together.")
        if ended and county and not dry_run:
            self.stdout.write(f"{ended} has ended: {end_purpose(ended, county=county, on=at.date())} groups are due")
        for one in due(at.date()):
            self.stdout.write(f"due: {one.county_code} {one.purpose}: {one.persons} persons in {one.groups} groups")
        if dry_run:
            return
        try:
            given = erase_due(by=CARETAKER, at=at, note=N_("收集用途已终止") if ended else "")
        except (SigningKeyError, Refused) as error:
            raise CommandError(str(error)) from None
        for certificate in given:
            self.stdout.write(f"erased: {certificate.persons} persons, certificate {certificate.name}")
        if not given:
            self.stdout.write("nothing was due")
