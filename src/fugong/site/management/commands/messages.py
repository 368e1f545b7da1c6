"""Renews the catalogue of interface texts from code and templates."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from fugong.site import messages


class Command(BaseCommand):
    """What a developer runs after changing a sentence."""

    help = "Collect interface texts into the English catalogue and compile it; lists texts that lack English."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to compile only."""
        parser.add_argument("--compile", action="store_true", help="only compile the catalogue")

    def handle(self, **options: Any) -> None:
        """Renew, compile, and end with 1 when English is lacking."""
        if messages.main(["--compile"] if options["compile"] else []):
            sys.exit(1)
