"""Checks, signs and exports what proves that the audit trail was not rewritten."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import audit, clock
from fugong.core.audit.keys import SigningKeyError, pem_of
from fugong.core.audit.signing import our_key


class Command(BaseCommand):
    """`fugong audit verify | sign | export-key`."""

    help = (
        "Check the audit trail (exit 1 and the first bad row when it was touched), sign its ends, show the public key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the three things it can do."""
        what = parser.add_subparsers(dest="what", required=True)
        verify = what.add_parser("verify", help="walk every county's chain and check the signed heads")
        verify.add_argument("--county", help="six digits; every county when left out")
        verify.add_argument("--heads", type=Path, help="a folder with a copy of the exported heads kept elsewhere")
        what.add_parser("sign", help="sign where each chain ends now and export the heads")
        what.add_parser("export-key", help="print the public key with which others can check the heads")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it; a broken trail or key ends with status 1."""
        try:
            if options["what"] == "verify":
                self._verify(options["county"], options["heads"])
            elif options["what"] == "sign":
                self.stdout.write(f"{audit.sign_heads(at=clock.now())} new heads signed")
            else:
                self.stdout.write(pem_of(our_key().private.public_key()).strip())
        except SigningKeyError as error:
            raise CommandError(str(error)) from None

    def _verify(self, county: str | None, heads: Path | None) -> None:
        verdict = audit.verify(county, heads_folder=heads)
        for found in verdict.counties:
            self.stdout.write(_line(found))
        for wrong in verdict.breaks:
            where = f"county {wrong.county_code}, sequence {wrong.sequence}"
            self.stdout.write(f"BROKEN {where} {wrong.action or '-'}: {wrong.reason} {wrong.sentence}")
        if not verdict.sound:
            first = verdict.breaks[0]
            raise CommandError(f"the audit trail was touched, first at {first.county_code}/{first.sequence}")
        self.stdout.write(f"sound: {verdict.acts} acts in {len(verdict.counties)} counties")


def _line(found: audit.CountyVerdict) -> str:
    head = found.last_head
    signed = f"signed up to {head.sequence} on {head.signed_on} by key {head.key_id}" if head else "not signed yet"
    late = f", {found.not_exported} heads not exported yet" if found.not_exported else ""
    return f"{found.county_code}: {found.acts} acts, {len(found.heads)} heads, {signed}{late}"
