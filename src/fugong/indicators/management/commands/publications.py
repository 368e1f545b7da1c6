"""Counts everything a county has published again, and says whether it comes out the same to the last digit."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.indicators.models import Publication
from fugong.indicators.queries.publications import rebuilt
from fugong.indicators.rules.publication import digest_of, tables_from


class Command(BaseCommand):
    """``fugong publications COUNTY``."""

    help = "Count a county's publications again from the lake and compare every number."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the county."""
        parser.add_argument("county", help="six digits")

    def handle(self, *, county: str, **_options: Any) -> None:
        """Compare; a difference ends with status 1."""
        wrong, number = 0, 0
        for row in Publication.objects.of_county(county).order_by("period_on", "code", "version").iterator():
            stored, number = tables_from(row.tables), number + 1
            if digest_of(stored) != row.digest:
                self.stderr.write(f"{row}: what is stored is not what was published")
            elif rebuilt(row) != stored:
                self.stderr.write(f"{row}: counted again it says something else")
            else:
                continue
            wrong += 1
        if wrong:
            raise CommandError(f"{wrong} of {number} publications differ.")
        self.stdout.write(f"{county}: {number} publications counted again, all the same to the last digit")
