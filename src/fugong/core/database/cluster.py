"""The cluster on disk: made whole or not at all, and configured anew before every start."""

import contextlib
import locale
import shutil
import sys

from . import process
from .place import APP, BOOTSTRAP, OWNER, PORT, NoDatabaseError, Place

MAP = "fugong"

# Durable as PostgreSQL is by default; small enough for an office machine.
CONFIGURATION = """\
# Written by fugong before every start.
listen_addresses = ''
port = {port}
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 80
shared_buffers = 128MB
max_wal_size = 512MB
jit = off
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
logging_collector = on
log_directory = '{logs}'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_line_prefix = '%m [%p] %u@%d '
log_min_duration_statement = 2s
"""

# After a crash: one call for the whole disk instead of one for each of a thousand files (0.2 s against 4 s here).
LINUX = "recovery_init_sync_method = syncfs\n"


def initialise(place: Place) -> None:
    """Make the cluster beside its final name and rename it, so that a killed start leaves nothing half done."""
    if place.cluster.exists():
        return
    fresh = place.cluster.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)
    result = process.run(
        place,
        "initdb",
        "--pgdata", str(fresh),
        "--username", BOOTSTRAP,
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--lc-ctype={character_types()}",
        "--auth-local=peer",
        "--auth-host=reject",
    )  # fmt: skip
    if result.status != 0:
        shutil.rmtree(fresh, ignore_errors=True)
        raise NoDatabaseError(f"The database cannot be made in {place.folder}: {process.last_line(result.output)}")
    with (fresh / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude 'fugong.conf'\n")
    fresh.rename(place.cluster)


def character_types() -> str:
    """Find a locale of this machine that knows letters beyond ASCII: without one, Chinese text has no trigrams."""
    kept = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8", "zh_CN.UTF-8", "UTF-8"):
            with contextlib.suppress(locale.Error):
                locale.setlocale(locale.LC_CTYPE, name)
                return name
    finally:
        locale.setlocale(locale.LC_CTYPE, kept)
    raise NoDatabaseError("This machine has no UTF-8 locale: install one, as with `locale-gen en_US.UTF-8`.")


def check_version(place: Place) -> None:
    """Refuse a folder that is no cluster, or one that another release of PostgreSQL made."""
    try:
        made_by = (place.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    except OSError:
        raise NoDatabaseError(
            f"{place.cluster} is taken by something that is no database: remove it or set another FUGONG_VAR."
        ) from None
    ours = process.major_version(place)
    if made_by != ours:
        raise NoDatabaseError(
            f"The data in {place.cluster} were made by PostgreSQL {made_by}, the programs here are {ours}: "
            "take a backup with the old release and restore it with this one."
        )


def configure(place: Place) -> None:
    """Write who may connect and how: over the private socket only, by accounts of this machine known by name."""
    accounts = sorted({place.own_account.name, place.server_account.name})
    who = "".join(f'{MAP} "{account}" {role}\n' for account in accounts for role in (BOOTSTRAP, OWNER, APP))
    settings = CONFIGURATION.format(port=PORT, socket=quoted(place.socket), logs=quoted(place.logs))
    if sys.platform == "linux":
        settings += LINUX
    for name, text in (
        ("fugong.conf", settings),
        ("pg_hba.conf", f"local all all peer map={MAP}\n"),
        ("pg_ident.conf", who),
    ):
        path = place.cluster / name
        try:
            if not path.is_file() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                process.give_to_server(place, path)
        except OSError as error:
            raise NoDatabaseError(f"The database folder {place.cluster} cannot be written: {error.strerror}.") from None


def quoted(path: object) -> str:
    return str(path).replace("'", "''")
