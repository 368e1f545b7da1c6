"""The server process: started and stopped as its account, and never confused with a stranger that got its number."""

import contextlib
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

from .place import BOOTSTRAP, PORT, NoDatabaseError, Place

START_SECONDS = 60
STOP_SECONDS = 60

# What PostgreSQL says while the remains of a killed server are still going away.
PASSING = (
    "lock file",
    "pre-existing shared memory block",
    "could not bind Unix address",
    "the database system is shutting down",
    "the database system is starting up",
)


@dataclass(frozen=True)
class Result:
    """How a program of PostgreSQL ended and what it said."""

    status: int
    output: str


@dataclass(frozen=True)
class Trouble:
    """Why the server did not start, and whether waiting may help."""

    sentence: str
    may_pass: bool


def run(place: Place, program: str, *arguments: str) -> Result:
    """Run one of PostgreSQL's programs as the server's account, with nothing of our environment."""
    account = place.server_account
    as_account = {"user": account.uid, "group": account.gid, "extra_groups": []} if place.changes_account else {}
    # A file, not a pipe: the server that pg_ctl leaves behind would keep a pipe open for ever.
    with tempfile.TemporaryFile() as output:
        ended = subprocess.run(  # type: ignore[call-overload]  # noqa: S603 our own programs, no shell
            [place.programs / "bin" / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=place.folder,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "HOME": str(place.folder), "PGTZ": "Asia/Shanghai"},
            check=False,
            **as_account,
        )
        output.seek(0)
        return Result(ended.returncode, output.read().decode("utf-8", "replace"))


def answers(place: Place) -> bool:
    """Tell whether our server answers on our socket. Raises NoDatabaseError if another one answers there."""
    if not (place.socket / f".s.PGSQL.{PORT}").exists():
        return False
    try:
        with connect(place, "postgres", BOOTSTRAP) as connection:
            found = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError:
        return False
    if found is None or Path(str(found[0])) != place.cluster:
        raise NoDatabaseError(
            f"The socket folder {place.socket} is taken by another PostgreSQL: set another FUGONG_VAR."
        )
    return True


def connect(place: Place, database: str, role: str) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection of our own, outside Django."""
    return psycopg.connect(
        host=str(place.socket), port=PORT, dbname=database, user=role, connect_timeout=5, autocommit=True
    )


def start(place: Place) -> Trouble | None:
    """Start the server and wait until it takes connections; None when it runs."""
    log = place.folder / "start.log"
    log.unlink(missing_ok=True)
    sizes = log_sizes(place)
    result = run(
        place, "pg_ctl", "start", "--wait", f"--timeout={START_SECONDS}", "--silent",
        "--pgdata", str(place.cluster), "--log", str(log),
    )  # fmt: skip
    if result.status == 0:
        return None
    said = result.output + said_since(place, sizes)
    with contextlib.suppress(OSError):
        said += log.read_text(encoding="utf-8", errors="replace")
    return Trouble(
        f"The database in {place.folder} does not start: {last_line(said)} (log: {place.logs})",
        may_pass="FATAL" not in said or any(words in said for words in PASSING),  # the log may lag behind
    )


def log_sizes(place: Place) -> dict[Path, int]:
    """Note where each log ends now."""
    return {path: path.stat().st_size for path in sorted(place.logs.glob("*.log"))}


def said_since(place: Place, sizes: dict[Path, int]) -> str:
    """Read what the server wrote into its logs since then."""
    said = b""
    for path, size in log_sizes(place).items():
        with path.open("rb") as file:
            file.seek(sizes.get(path, 0) if size >= sizes.get(path, 0) else 0)
            said += file.read()
    return said.decode("utf-8", "replace")


def stop(place: Place) -> None:
    """Stop the server and wait until its data are safely closed."""
    if server_pid(place) is None:
        return
    result = run(
        place,
        "pg_ctl",
        "stop",
        "--wait",
        f"--timeout={STOP_SECONDS}",
        "--mode=fast",
        "--silent",
        "--pgdata",
        str(place.cluster),
    )
    if result.status != 0 and server_pid(place) is not None:
        raise NoDatabaseError(f"The database in {place.folder} does not stop: {last_line(result.output)}")


def server_pid(place: Place) -> int | None:
    """Find the number of our running server process."""
    pid = noted_pid(place.cluster / "postmaster.pid")
    return pid if pid is not None and is_server(place, pid) else None


def forget_recycled_pid(place: Place) -> None:
    """Remove the notes of a killed server whose number lives on, in another program or unburied: they bar the start.

    Should a child of the killed server still be at work, the new one finds its shared memory in use and waits.
    """
    for note in (place.cluster / "postmaster.pid", place.socket / f".s.PGSQL.{PORT}.lock"):
        pid = noted_pid(note)
        if pid is not None and is_alive(pid) and not is_server(place, pid):
            note.unlink(missing_ok=True)


def noted_pid(note: Path) -> int | None:
    try:
        return abs(int(note.read_text(encoding="utf-8").split("\n", 1)[0]))
    except (FileNotFoundError, ValueError):
        return None


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_server(place: Place, pid: int) -> bool:
    """Tell whether the process is PostgreSQL at work in our cluster: it makes the cluster its working folder."""
    if not is_alive(pid):
        return False
    if Path("/proc/self/cwd").exists():
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cwd").readlink() == place.cluster
        return False
    listed = subprocess.run(["/bin/ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False)  # noqa: S603 no shell
    return str(place.cluster) in listed.stdout


def major_version(place: Place) -> str:
    """Read the major release of the programs."""
    said = run(place, "postgres", "--version").output
    found = re.search(r"\) (\d+)", said)
    if not found:
        raise NoDatabaseError(f"The PostgreSQL programs in {place.programs} do not run here: {last_line(said)}")
    return found.group(1)


def give_to_server(place: Place, path: Path) -> None:
    """Hand a file we wrote to the server's account."""
    path.chmod(0o600)
    if place.changes_account:
        os.chown(path, place.server_account.uid, place.server_account.gid)


def last_line(text: str) -> str:
    """Pick the line that tells most: the last error, else the last line at all."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if re.search(r"FATAL|PANIC|ERROR|error:", line)]
    return (errors or lines or ["it said nothing"])[-1]
