"""The private folders of the server: made once, for its account only, and refused when somebody else owns them."""

import os
import shutil
import stat
from pathlib import Path

from .place import POINTER, NoDatabaseError, Place, bundled_programs


def make(place: Place) -> None:
    """Make what is missing and judge what is there. Raises NoDatabaseError."""
    try:
        place.folder.parent.mkdir(parents=True, exist_ok=True)
        for folder in (place.folder, place.socket, place.logs):
            make_private(folder, place)
        copy_programs(place)
    except OSError as error:
        raise NoDatabaseError(
            f"The database folder {error.filename or place.folder} cannot be used: {error.strerror}."
        ) from None


def make_private(folder: Path, place: Place) -> None:
    """Make a folder for the server's account alone; one that exists must already be that."""
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if place.changes_account:
            os.chown(folder, place.server_account.uid, place.server_account.gid)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode):
        raise NoDatabaseError(
            f"{folder} is taken by something that is not a folder: remove it or set another FUGONG_VAR."
        )
    if found.st_uid != place.server_account.uid:
        raise NoDatabaseError(
            f"{folder} does not belong to the account {place.server_account.name} that runs the database: "
            "use the account that made it, or set another FUGONG_VAR."
        )
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise NoDatabaseError(
            f"{folder} is open to other accounts: run `chmod 700 {folder}` or set another FUGONG_VAR."
        )


def remember(place: Place) -> None:
    """Keep the choice of a folder outside the data folder, so that a later start finds the same data."""
    var = place.var
    if place.folder.parent == var or (var / POINTER).exists():
        return
    try:
        var.mkdir(parents=True, exist_ok=True)
        (var / POINTER).write_text(f"{place.folder}\n", encoding="utf-8")
    except OSError as error:
        raise NoDatabaseError(f"The data folder {var} cannot be written: {error.strerror}.") from None


def copy_programs(place: Place) -> None:
    """Copy PostgreSQL's programs beside the data when the account cannot reach the installed ones."""
    installed = bundled_programs()
    if place.programs == installed:
        return
    stamp = place.programs / "copied-from"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == identity(installed):
        return
    fresh = place.programs.with_name("programs.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(installed, fresh, symlinks=True)
    (fresh / "copied-from").write_text(identity(installed), encoding="utf-8")
    for path in (fresh, *fresh.rglob("*")):
        os.chown(path, place.server_account.uid, place.server_account.gid, follow_symlinks=False)
    shutil.rmtree(place.programs, ignore_errors=True)
    fresh.rename(place.programs)


def identity(installed: Path) -> str:
    """Tell one installed release of the programs from the next."""
    program = (installed / "bin" / "postgres").stat()
    return f"{installed} {program.st_size} {program.st_mtime_ns}\n"
