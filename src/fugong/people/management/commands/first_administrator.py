"""Makes the first security administrator of a fresh installation, which has no account at all."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from fugong.core import clock
from fugong.core.refusals import Invalid, Refused
from fugong.core.refusals.edge import sentence
from fugong.people.actions.founding import found


class Command(BaseCommand):
    """`fugong first_administrator`: asks for login and password; refuses when somebody can appoint already."""

    help = (
        "Make the first security administrator, who then opens all other accounts. The password is asked for, or read "
        "from standard input; it never stands on the command line."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what is not secret from the command line, else ask for it."""
        parser.add_argument("--login", help="what the administrator signs in with")
        parser.add_argument("--county", help="division code of the county, six digits")
        parser.add_argument("--county-name", help="name of the county's government, as its documents write it")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Ask, make, and say who was made."""
        county = options["county"] or _ask("Division code of the county (six digits): ")
        name = options["county_name"] or _ask("Name of the county's government: ")
        login = options["login"] or _ask("Login: ")
        try:
            made = found(county, name=name, login=login, password=_password(), at=clock.now())
        except Refused as refusal:
            said = refusal.problems if isinstance(refusal, Invalid) else [refusal]
            raise CommandError("\n".join(sentence(each) for each in said)) from None
        self.stdout.write(
            f"{made.login} is the security administrator of {county}. Sign in, open the other accounts, and give the "
            "system and audit administrators' posts to other people."
        )


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise CommandError("Standard input is no terminal: give --login, --county and --county-name.")
    return input(prompt).strip()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if first != getpass.getpass("Password again: "):
        raise CommandError("The two passwords differ; nothing was made.")
    return first
