"""The private PostgreSQL: made on first use, started for whoever needs it, stopped when nobody does."""

import contextlib
import fcntl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from . import cluster, folders, process
from .place import NoDatabaseError, Place, place_for
from .roles import prepare_server

PATIENCE_SECONDS = 30.0  # after a kill the old children may hold the lock file for seconds
PAUSE_SECONDS = 0.25


@dataclass
class PrivateServer:
    """One private server as seen by one process: `use` while it is needed, `release` afterwards."""

    place: Place
    _held: IO[str] | None = field(default=None, repr=False)

    @classmethod
    def under(cls, var: Path) -> "PrivateServer":
        """Give the server whose data belong to the data folder. Raises NoDatabaseError."""
        return cls(place_for(var))

    def use(self, *, prepare: bool = True) -> None:
        """Start the server or join the running one, and hold it until `release`. Raises NoDatabaseError."""
        folders.make(self.place)
        folders.remember(self.place)
        with self._deciding():
            self._ensure_running()
            if prepare:
                prepare_server(self.place)
            self._held = self._held or self._lock("users.lock", fcntl.LOCK_SH)

    def release(self) -> None:
        """Let go; the last user stops the server. The system lets go for a process that was killed."""
        if self._held is None:
            return
        with self._deciding():
            self._held.close()
            self._held = None
            try:
                alone = self._lock("users.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            with alone:
                process.stop(self.place)

    def revive(self) -> None:
        """Start the server again if it has died under us."""
        if process.answers(self.place):
            return
        with self._deciding():
            self._ensure_running()

    @contextlib.contextmanager
    def _deciding(self) -> Iterator[None]:
        """Let one process at a time start or stops the server."""
        with self._lock("start.lock", fcntl.LOCK_EX):
            yield

    def _lock(self, name: str, kind: int) -> IO[str]:
        file = (self.place.folder / name).open("a", encoding="ascii")
        try:
            fcntl.flock(file, kind)
        except BaseException:
            file.close()
            raise
        return file

    def _ensure_running(self) -> None:
        if process.answers(self.place):
            return
        if not self.place.cluster.exists():
            cluster.initialise(self.place)
        cluster.check_version(self.place)
        cluster.configure(self.place)
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while True:
            process.forget_recycled_pid(self.place)
            trouble = process.start(self.place)
            if trouble is None:
                return
            if not trouble.may_pass or time.monotonic() > give_up_at:
                raise NoDatabaseError(trouble.sentence)
            time.sleep(PAUSE_SECONDS)
            if process.answers(self.place):
                return


@contextlib.contextmanager
def running(var: Path) -> Iterator[PrivateServer]:
    """Have the private server of the data folder running inside the block."""
    server = PrivateServer.under(var)
    server.use()
    try:
        yield server
    finally:
        server.release()
