"""Keeps the keys with which counties sign their documents, and checks a PDF against them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core.documents import checking, keys
from fugong.core.documents.signing import sm2_public_pem


class Command(BaseCommand):
    """`fugong documents keys | rotate COUNTY ORGAN | take-in COUNTY FILE | check FILE`."""

    help = "List, rotate and take in the keys that sign documents; tell what a PDF is worth (exit 1 if it is not ours)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the four things it can do."""
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("keys", help="list all keys, the one that signs marked")
        rotate = what.add_parser("rotate", help="make a new key for demonstration; the earlier ones stay for checking")
        rotate.add_argument("county", help="six digits")
        rotate.add_argument("organ", help="the organ named in the certificate")
        rotate.add_argument("--scheme", choices=[keys.PADES, keys.SM2], default=keys.PADES)
        take_in = what.add_parser("take-in", help="take in an authority's certificate with its key (PKCS#12)")
        take_in.add_argument("county", help="six digits")
        take_in.add_argument("file", type=Path)
        take_in.add_argument("--passphrase-file", type=Path, help="a file that holds the passphrase of the bundle")
        check = what.add_parser("check", help="tell which key signed a PDF and whether it was changed")
        check.add_argument("file", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it; whatever cannot be done ends with one sentence and status 1."""
        try:
            getattr(self, f"_{options['what'].replace('-', '_')}")(options)
        except (keys.DocumentKeyError, OSError) as error:
            raise CommandError(str(error)) from None

    def _keys(self, _options: dict[str, Any]) -> None:
        every = keys.every_key()
        latest = {(key.county, key.scheme): key.number for key in every}
        for key in every:
            signs = "signs" if latest[key.county, key.scheme] == key.number else "kept"
            worth = "demonstration" if key.demonstration else "authority"
            self.stdout.write(f"{key.county} {key.scheme} {key.key_id} {signs} {worth} since {key.since} {key.subject}")

    def _rotate(self, options: dict[str, Any]) -> None:
        key = keys.make(options["county"], options["scheme"], organ=options["organ"])
        self.stdout.write(f"{key.county} signs with {key.key_id} now")
        if key.public:
            self.stdout.write(sm2_public_pem(bytes.fromhex(key.public)).strip())

    def _take_in(self, options: dict[str, Any]) -> None:
        path: Path | None = options["passphrase_file"]
        passphrase = path.read_text(encoding="utf-8").strip() if path else ""
        key = keys.take_in(options["county"], options["file"].read_bytes(), passphrase)
        self.stdout.write(f"{key.county} signs with {key.key_id} now: {key.subject}")

    def _check(self, options: dict[str, Any]) -> None:
        found = checking.check(options["file"].read_bytes())
        worth = " (demonstration)" if found.demonstration else ""
        self.stdout.write(f"{found.verdict}{worth} {found.key_id} {found.subject} sha256 {found.sha256}")
        if found.verdict != "ours":
            raise CommandError("not signed here, or changed since")
