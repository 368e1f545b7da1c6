"""Gets ready to serve: tables and static files of this release."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """What `fugong serve` does first."""

    help = "Bring tables (of the private database) and static files up to date."

    def handle(self, **_options: Any) -> None:
        if self.migrations_wait():
            if settings.ENVIRONMENT.database:
                raise CommandError("The tables are older than this release: take a backup, then run `fugong migrate`.")
            call_command("migrate", verbosity=0)
        wanted = state_of_static_files()
        stamp = Path(settings.STATIC_ROOT) / "collected"
        if not stamp.is_file() or stamp.read_text(encoding="ascii") != wanted:
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            stamp.write_text(wanted, encoding="ascii")

    def migrations_wait(self) -> bool:
        executor = MigrationExecutor(connection)
        return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def state_of_static_files() -> str:
    """Change whenever a static file does."""
    state = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            state.update(f"{path} {found.st_size} {found.st_mtime_ns}\n".encode())
    return state.hexdigest()
