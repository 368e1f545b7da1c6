"""Brings the lake up to date, joins its files, makes it anew, and proves that it says what the database says."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock, lake


class Command(BaseCommand):
    """``fugong lake refresh | join | rebuild | reconcile COUNTY``."""

    help = "Refresh, join, rebuild or reconcile a county's lake of facts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name what to do, and the county."""
        parser.add_argument("what", choices=("refresh", "join", "rebuild", "reconcile"))
        parser.add_argument("county", help="six digits")

    def handle(self, *, what: str, county: str, **_options: Any) -> None:
        """Do it; a difference between lake and database ends with status 1."""
        if what == "reconcile":
            self._reconcile(county)
            return
        if what == "join":
            self._join(county)
            return
        done = (lake.refresh if what == "refresh" else lake.rebuild)(county, at=clock.now())
        added = ", ".join(f"{fact} {rows}" for fact, rows in sorted(done.added.items())) or "nothing new"
        self.stdout.write(f"{county}: up to position {done.position}; {added}")
        if done.forgotten:
            self.stderr.write(
                f"Earlier versions of {', '.join(done.forgotten)} were damaged or missing and are lost: figures as of"
                " an earlier moment cannot be counted again. Restoring a backup brings them back."
            )

    def _join(self, county: str) -> None:
        done = lake.join(county, at=clock.now())
        told = f"{done.before} files became {done.after}" if done.before else "nothing to join"
        self.stdout.write(f"{county}: {told}")
        for path in done.damaged:
            self.stderr.write(f"{path} is damaged or missing: its table and month stay as they are.")
        if done.damaged:
            raise CommandError(
                f"Restore the damaged files from a backup, or run `fugong lake rebuild {county}`, which says what is"
                " lost for good; then join again."
            )

    def _reconcile(self, county: str) -> None:
        found = lake.reconcile(county)
        for one in found:
            self.stderr.write(
                f"{one.fact}: {one.damaged} is damaged or missing" if one.damaged else
                f"{one.fact}: {one.only_in_database} rows only in the database, {one.only_in_lake} only in the lake"
            )  # fmt: skip
        if found:
            raise CommandError(
                f"Lake and database differ in {len(found)} table(s): run `fugong lake rebuild {county}`."
            )
        self.stdout.write(f"{county}: lake and database say the same, row by row, in {len(lake.declared())} tables")
