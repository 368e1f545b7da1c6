"""No file of the data folder that rows name is removed while a backup is taken: both sides meet at one lock."""

from django.db import connection

__all__ = ["hold_files", "may_remove_files"]

_FILES_LOCK = 0x4647_424B


def hold_files() -> None:
    """Keep every file of the data folder in its place until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_FILES_LOCK])


def may_remove_files() -> bool:
    """Tell whether files may be removed now, and if so keep backups waiting until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_FILES_LOCK])
        return bool(cursor.fetchone()[0])
