"""Backup and restore: everything of one moment into one file, and back into an empty place, counted and compared."""

import contextlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from . import archive
from .address import DatabaseAddress
from .archive import BackupError, Manifest
from .place import bundled_programs
from .removing import hold_files
from .roles import create_extensions

STAMP = "last-backup"
NOT_FOR_OLD_SERVERS = b"SET transaction_timeout = 0;"  # written by PostgreSQL 18's pg_dump, unknown before 17
HEAD_LINES = 60


def take(target: Path, *, at: datetime) -> Manifest:
    """Write a backup of this moment to the target while work goes on. Raises BackupError."""
    if target.exists():
        raise BackupError(f"{target} exists already: name a new file.")
    if not target.parent.is_dir():
        raise BackupError(f"{target.parent} is not a folder.")
    var = Path(settings.FUGONG_VAR)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder, transaction.atomic():
        dump = Path(folder) / archive.DUMP
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            hold_files()
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
        options = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments", f"--snapshot={snapshot}")
        run_client("pg_dump", *options, f"--file={dump}", f"--dbname={own_address().conninfo(with_password=False)}")
        # Files are stored once under their own name and never change: those the snapshot knows are there by now, and
        # what the lake replaces meanwhile stays until this is done.
        try:
            manifest = state(at=at, dump_sha256=archive.sha256(dump))
            written = archive.write(target, manifest, dump=dump, var=var)
        except FileNotFoundError as gone:  # erased in this moment
            raise BackupError(f"{gone.filename} was removed meanwhile: take the backup again.") from None
    (var / STAMP).touch()
    return written


def restore(source: Path, *, at: datetime) -> list[str]:
    """Bring a backup into this empty place; gives what differs from its manifest, which should be nothing."""
    refuse_unless_empty()
    var = Path(settings.FUGONG_VAR)
    with archive.opened(source) as (tar, manifest), tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / archive.DUMP
        archive.unpack(tar, manifest, dump=dump)
        connection.ensure_connection()
        create_extensions(connection.connection)
        load(dump)
        archive.unpack_files(tar, var)
        return manifest.differences(state(at=at, dump_sha256=manifest.dump_sha256))


def state(*, at: datetime, dump_sha256: str) -> Manifest:
    """Count what is here now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version')")
        server = cursor.fetchone()[0]
        counts = {}
        for table in tables():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 a name from the catalogue
            counts[table] = cursor.fetchone()[0]
        heads = {}
        if "core_auditentry" in counts:
            cursor.execute(
                "SELECT DISTINCT ON (county_code) county_code, sequence, hash FROM core_auditentry"
                " ORDER BY county_code, sequence DESC"
            )
            heads = {county: f"{sequence} {fingerprint}" for county, sequence, fingerprint in cursor.fetchall()}
    return Manifest(
        taken_at=at.isoformat(),
        release=version("fugong"),
        server=server,
        tables=counts,
        audit_heads=heads,
        files=archive.files_below(Path(settings.FUGONG_VAR)),
        dump_sha256=dump_sha256,
    )


def refuse_unless_empty() -> None:
    """Restore only where nothing can be overwritten. Raises BackupError."""
    found = tables()
    if found:
        name = connection.settings_dict["NAME"]
        raise BackupError(
            f"The database {name} is not empty (it has {len(found)} tables): restore into a new FUGONG_VAR, and with"
            " DATABASE_URL into a new database as well."
        )
    for name in ("files", "lake"):
        kept = Path(settings.FUGONG_VAR) / name
        if kept.is_dir() and any(kept.iterdir()):
            raise BackupError(f"{kept} is not empty: restore into a new FUGONG_VAR.")


def tables() -> list[str]:
    """List the tables in the database, those of extensions aside."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e') ORDER BY relname"
        )
        return [str(name) for (name,) in cursor.fetchall()]


def load(dump: Path) -> None:
    """Load a dump in one transaction, on servers older than the programs too."""
    connection.close()
    programs = bundled_programs() / "bin"
    target = f"--dbname={own_address().conninfo(with_password=False)}"
    with (
        subprocess.Popen(  # noqa: S603 our own list of arguments, no shell our own programs, no shell
            [programs / "pg_restore", "--no-owner", "--no-privileges", "--file=-", dump], stdout=subprocess.PIPE
        ) as reader,
        subprocess.Popen(  # noqa: S603 our own list of arguments, no shell
            [
                programs / "psql",
                "--no-psqlrc",
                "--quiet",
                "--single-transaction",
                "--set=ON_ERROR_STOP=1",
                "--output=/dev/null",
                target,
            ],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=client_environment(),
        ) as writer,
    ):
        with contextlib.suppress(BrokenPipeError):  # then psql has said why
            pump(reader.stdout or (), writer)
        said = writer.communicate()[1].decode("utf-8", "replace").strip()
    if reader.returncode or writer.returncode:
        raise BackupError(f"The backup could not be loaded and nothing was changed: {said or 'the dump is unreadable'}")


def pump(lines: Iterable[bytes], writer: "subprocess.Popen[bytes]") -> None:
    if writer.stdin is None:
        return
    for number, line in enumerate(lines):
        if number > HEAD_LINES or not line.startswith(NOT_FOR_OLD_SERVERS):
            writer.stdin.write(line)


def run_client(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's client programs as ourselves."""
    ended = subprocess.run(  # noqa: S603 our own programs, no shell
        [bundled_programs() / "bin" / program, *arguments],
        env=client_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if ended.returncode:
        raise BackupError(f"{program} failed: {ended.stderr.strip()}")


def client_environment() -> dict[str, str]:
    """Hand the password over where no process list shows it."""
    password = own_address().password
    return {**os.environ, "LC_ALL": "C", **({"PGPASSWORD": password} if password else {})}


def own_address() -> DatabaseAddress:
    """Give the address Django itself uses now."""
    used = connection.settings_dict
    return DatabaseAddress(used["NAME"], used["USER"], used["PASSWORD"], used["HOST"], str(used["PORT"]))


def last_backup_age() -> timedelta | None:
    """Tell how long ago a backup was taken here; none if never."""
    try:
        taken_at = (Path(settings.FUGONG_VAR) / STAMP).stat().st_mtime
    except OSError:
        return None
    return timedelta(seconds=time.time() - taken_at)
