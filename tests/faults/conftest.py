"""Copies of the product of their own, to be broken: data folder, database, port, all thrown away afterwards."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from fugong.core.database import Place, PrivateServer, place_for

OUR_SETTINGS = ("FUGONG_", "DATABASE_", "DJANGO_SETTINGS", "PORT")


@dataclass(frozen=True)
class Answer:
    """What a page answered."""

    status: int
    headers: Message
    text: str


@dataclass
class Copy:
    """A copy of the product under its own data folder."""

    var: Path
    port: int

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OUR_SETTINGS)}
        return {**kept, "FUGONG_VAR": str(self.var), "PORT": str(self.port), **more}

    def fugong(self, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
        """Run one command to its end."""
        command = [sys.executable, "-m", "fugong", *words]
        return subprocess.run(
            command, env=self.environment(**more), capture_output=True, text=True, timeout=120, check=False
        )

    @contextmanager
    def served(self) -> Iterator["subprocess.Popen[bytes]"]:
        """Serve inside the block."""
        process = subprocess.Popen([sys.executable, "-m", "fugong", "serve"], env=self.environment())
        try:
            until(lambda: self.get("/healthz").status == 200 or process.poll() is not None, seconds=120)
            yield process
        finally:
            process.terminate()
            process.send_signal(signal.SIGCONT)  # a test may have stopped it in its tracks
            process.wait(40)

    def get(self, path: str, **headers: str) -> Answer:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:  # noqa: S310 our own address
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())
        except OSError as error:
            return Answer(0, Message(), str(error))

    @property
    def place(self) -> Place:
        return place_for(self.var)


def until(happened: Callable[[], bool], *, seconds: float) -> float:
    """Wait until it happened; gives how long that took."""
    began = time.monotonic()
    while not happened():
        if time.monotonic() - began > seconds:
            pytest.fail(f"did not happen within {seconds} s")
        time.sleep(0.1)
    return time.monotonic() - began


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def new_copy() -> Iterator[Callable[[], Copy]]:
    """Make copies; their servers are stopped and their folders removed."""
    with ExitStack() as ends:
        yield lambda: make_copy(ends)


def make_copy(ends: ExitStack) -> Copy:
    var = Path(tempfile.mkdtemp(prefix="fugong-test-")).resolve()
    var.chmod(0o711)  # ours, just made: the account that runs the database must get through
    ends.callback(shutil.rmtree, var, ignore_errors=True)
    return Copy(var, free_port())


@pytest.fixture
def copy(new_copy: Callable[[], Copy]) -> Copy:
    return new_copy()


@pytest.fixture(scope="session")
def prepared() -> Iterator[Path]:
    """Make a data folder ready to serve, once, for copies of it."""
    with ExitStack() as ends:
        ready = make_copy(ends)
        ended = ready.fugong("prepare")
        assert ended.returncode == 0, ended.stderr
        yield ready.var


@pytest.fixture
def ready_copy(prepared: Path, copy: Copy) -> Copy:
    """Give a copy of the product that has been served before."""
    subprocess.run(["cp", "-a", f"{prepared}/.", copy.var], check=True)
    return copy


@pytest.fixture
def server(copy: Copy) -> Iterator[PrivateServer]:
    """Run the private server of a copy."""
    server = PrivateServer.under(copy.var)
    server.use()
    yield server
    server.release()
