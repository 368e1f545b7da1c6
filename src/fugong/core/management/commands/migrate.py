"""Brings the tables up to date as their owner, then gives the running role exactly what it may do."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connection

from fugong.core.database import NoDatabaseError
from fugong.core.database.roles import check_letters, create_extensions, grant_to_app


class Command(migrate.Command):
    """`fugong migrate`: Django's own command between the extensions before and the grants after."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection.ensure_connection()
        try:
            create_extensions(connection.connection)
            check_letters(connection.connection)
        except NoDatabaseError as error:
            raise CommandError(str(error)) from None
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        app = settings.FUGONG_APP_ROLE
        if app == connection.settings_dict["USER"]:
            self.stderr.write(
                "Owner and running role are the same, so audit rows are not protected from the program itself: "
                "set DATABASE_OWNER_URL."
            )
            return
        grant_to_app(connection.connection, app, append_only=append_only_tables())


def append_only_tables() -> tuple[str, ...]:
    """List the tables whose models say that rows are only ever added."""
    models = apps.get_models(include_auto_created=True)
    return tuple(sorted(model._meta.db_table for model in models if getattr(model, "append_only", False)))  # noqa: SLF001 Django's own door
