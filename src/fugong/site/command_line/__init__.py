"""What an administrator types: `fugong serve`, `fugong backup`, and every command a context brings.

Whatever needs the database finds it running: the private server is started for the command and left as it was found.
"""

import os
import sys
from collections.abc import Sequence

from fugong.core.database import NoDatabaseError, running
from fugong.site.environment import Environment, SettingError

from .demo import demo
from .serve import serve, web, worker

AS_OWNER = frozenset({"backup", "makemigrations", "migrate", "prepare", "restore", "showmigrations"})
WITHOUT_DATABASE = frozenset({"check", "collectstatic", "help", "version", "--version", "--help"})
HELP = """\
fugong: brings a county's enterprises from closed to full production, and proves it with honest figures.

  fugong demo             replay the demonstration scenario and serve it
  fugong serve            serve pages and do background work until stopped
  fugong worker           do background work only
  fugong migrate          bring the tables up to date, as their owner
  fugong backup PATH      write database, files and keys into one file
  fugong restore PATH     bring a backup into an empty place and compare
  fugong audit verify     check every audit chain; names the first bad row
  fugong documents keys   the keys that sign documents; rotate, take-in, check
  fugong erase            erase data about persons whose time has run out (--dry-run only lists it)
  fugong erasure verify   check the certificates of erasure
  fugong lake WHAT COUNTY refresh, join, rebuild or reconcile a county's lake of facts
  fugong replay NAME      replay a scenario through the product's own actions
  fugong figures NAME     compare published figures with computed ones
  fugong check            look for mistakes in the set-up (--deploy for production)
  fugong shell            Python with the product loaded
  fugong COMMAND --help   the options of a command; any Django command works too

Settings come from the environment: PORT, FUGONG_VAR, DATABASE_URL and others, see docs/howto/operate.md.
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; what cannot work is said in one sentence."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in {"help", "-h", "--help"}:
        sys.stdout.write(HELP)
        return
    try:
        run(words)
    except (SettingError, NoDatabaseError) as wrong:
        raise SystemExit(f"fugong: {wrong}") from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def run(words: Sequence[str]) -> None:
    """Choose the role and the database for a command and run it."""
    environment = Environment.read(os.environ)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fugong.site.settings")
    own = {"serve": serve, "demo": demo, "web": web, "worker": worker}.get(words[0])
    if own:
        own(environment)
        return
    if words[0] in AS_OWNER:
        os.environ["FUGONG_DATABASE_ROLE"] = "owner"
    if environment.database or words[0] in WITHOUT_DATABASE:
        run_django(words)
        return
    with running(environment.var):
        run_django(words)


def run_django(words: Sequence[str]) -> None:
    """Run a Django command; a database that is away is a sentence here too."""
    from django.conf import settings
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)  # a command has one thread
    try:
        execute_from_command_line(["fugong", *words])
    except OperationalError as error:
        raise NoDatabaseError(f"The database cannot be used: {' '.join(str(error).split())}") from error
