"""Keeps child processes alive, starts fallen ones again, and ends with all of them ended."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

from fugong.core.database import NoDatabaseError

LIFELINE = "FUGONG_LIFELINE"  # a pipe that closes when the supervisor dies, even by kill -9
LOOK_SECONDS = 0.5
WATCH_SECONDS = 2.0
START_SECONDS = 60.0
STOP_SECONDS = 15.0
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One process and when it may be started again."""

    process: "subprocess.Popen[bytes]"
    pause: float = 1.0
    again_at: float | None = None


@dataclass
class Supervisor:
    """Runs the commands until SIGTERM or Ctrl-C."""

    commands: Mapping[str, list[str]]
    environment: Mapping[str, str]
    watch: Callable[[], None]
    ready: Callable[[], bool]
    told: Callable[[], None]
    children: dict[str, Child] = field(default_factory=dict)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _lifeline: tuple[int, int] = field(default_factory=os.pipe)

    def run(self) -> None:
        """Start everything, keep it running, stop it when told to."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        try:
            for name in self.commands:
                self.children[name] = Child(self._start(name))
            self._wait_until_ready()
            self._keep_alive()
        finally:
            self._stop()

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping.set()

    def _start(self, name: str) -> "subprocess.Popen[bytes]":
        # A session of its own: Ctrl-C in a terminal reaches us alone, and we stop the children in order.
        return subprocess.Popen(  # noqa: S603 our own program
            self.commands[name],
            env={**self.environment, LIFELINE: str(self._lifeline[0])},
            pass_fds=(self._lifeline[0],),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + START_SECONDS
        while not self._stopping.is_set() and not self.ready():
            fallen = next((name for name, child in self.children.items() if child.process.poll() is not None), None)
            if fallen or time.monotonic() > give_up_at:
                raise SystemExit(f"fugong: {fallen or 'the web'} did not start; what it said stands above.")
            self._stopping.wait(LOOK_SECONDS / 2)
        if not self._stopping.is_set():
            self.told()

    def _keep_alive(self) -> None:
        watch_at = time.monotonic()
        while not self._stopping.wait(LOOK_SECONDS):
            now = time.monotonic()
            if now >= watch_at:
                watch_at = now + WATCH_SECONDS
                self._watch()
            for name, child in self.children.items():
                self._look_after(name, child, now)

    def _watch(self) -> None:
        try:
            self.watch()
        except NoDatabaseError as error:
            self._say(f"{error}")

    def _look_after(self, name: str, child: Child, now: float) -> None:
        status = child.process.poll()
        if status is None:
            return
        if child.again_at is None:
            end_group(child)
            self._say(f"{name} ended ({status}); starting it again in {child.pause:.0f} s.")
            child.again_at = now + child.pause
            child.pause = min(child.pause * 2, LONGEST_PAUSE)
        elif now >= child.again_at:
            child.process, child.again_at = self._start(name), None

    def _stop(self) -> None:
        for child in reversed(self.children.values()):
            if child.process.poll() is None:
                child.process.terminate()
        give_up_at = time.monotonic() + STOP_SECONDS
        for child in self.children.values():
            try:
                child.process.wait(max(0.1, give_up_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            end_group(child)
        for end in self._lifeline:
            os.close(end)

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"fugong: {sentence}\n")
        sys.stderr.flush()


def end_group(child: Child) -> None:
    """End what a dead child left behind: orphaned web processes would go on answering beside the new ones."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.process.pid, signal.SIGKILL)


def stop_with_parent() -> None:
    """End this child when the supervisor is gone, however it went."""
    number = os.environ.pop(LIFELINE, "")
    if not number:
        return

    def wait_for_the_end() -> None:
        os.read(int(number), 1)  # returns only when the other end is closed
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(STOP_SECONDS)
        os._exit(1)

    threading.Thread(target=wait_for_the_end, daemon=True, name="lifeline").start()
