"""Measures sign-ins a second through HTTP: real server, real database, eight clients that sign in all the time.

Limit: how many bare Argon2id hashes of the same cost this machine makes; a sign-in cannot be faster than its hash.
Peer: the same hash at Django's default cost (100 MiB, 8 lanes), the hash alone, which flatters the peer.
The product promises 25 sign-ins a second on two cores (opening hour of a county); below that this ends with
status 1, unless other programs kept the machine busy.
"""

import argparse
import http.client
import json
import os
import platform
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from argon2.low_level import Type, hash_secret_raw

PROMISED = 25.0
CLIENTS = 8
BUSY = 0.7  # load before the start at which figures are no longer this machine's own
PATIENCE_SECONDS = 120
LOGIN, PASSWORD = "bench.admin", "示例口令 用来量速度 " + secrets.token_hex(4)
ADMINISTRATOR = ("--login", LOGIN, "--county", "000000", "--county-name", "示例县人民政府")
OURS = {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1}
DJANGOS = {"time_cost": 2, "memory_cost": 100 * 1024, "parallelism": 8}


def main() -> None:
    """Measure, explain on the way, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few seconds for each measurement")
    seconds = 4.0 if parser.parse_args().quick else 20.0
    busy = os.getloadavg()[0] > BUSY
    limit = rate(lambda: argon2(OURS), seconds)
    print(f"bare Argon2id, 19 MiB, t=2, p=1: {limit:.0f}/s")
    peer = rate(lambda: argon2(DJANGOS), seconds)
    print(f"Django's default, 100 MiB, t=2, p=8: {peer:.0f}/s")
    with server() as port:
        visit = Visitor.ready(port)
        rate(visit, 1.0)  # connections, code and caches warm
        value = rate(visit, seconds)
    print(f"sign-ins through HTTP, {CLIENTS} at a time: {value:.0f}/s (promised: {PROMISED:.0f}/s)")
    if busy:
        print("Other programs keep this machine busy: the figures are too low, their ratios hold.")
    found = {
        "name": "signin",
        "value": round(value, 1),
        "unit": "sign-ins/s",
        "limit": round(limit, 1),
        "peer": round(peer, 1),
        "ratio_to_limit": round(value / limit, 3),
        "ratio_to_peer": round(value / peer, 3),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(found, ensure_ascii=False))
    sys.exit(value < PROMISED and not busy)


def argon2(cost: dict[str, int]) -> None:
    """Hash once."""
    hash_secret_raw(PASSWORD.encode(), b"0123456789abcdef", hash_len=32, type=Type.ID, **cost)


def rate(act: Callable[[], object], seconds: float) -> float:
    """Act from all clients at once for some seconds; give acts a second."""
    counts = [0] * CLIENTS
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        while time.perf_counter() < until:
            act()
            counts[number] += 1

    began = time.perf_counter()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - began)


class Visitor:
    """Signs in over and over, each thread on its own connection, each time as a browser without a session."""

    def __init__(self, port: int, cookie: str, token: str) -> None:
        self.port = port
        self.headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.body = urlencode({"username": LOGIN, "password": PASSWORD, "csrfmiddlewaretoken": token})
        self.own = threading.local()

    @classmethod
    def ready(cls, port: int) -> "Visitor":
        """Fetch the page once for its cookie and token."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/sign-in/")
        answer = connection.getresponse()
        page = answer.read().decode()
        cookie = (answer.getheader("Set-Cookie") or "").split(";")[0]
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if not found:
            raise SystemExit("The sign-in page has no token.")
        return cls(port, cookie, found.group(1))

    def __call__(self) -> None:
        """Sign in once; anything but success is an error."""
        if not hasattr(self.own, "connection"):
            self.own.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.own.connection.request("POST", "/sign-in/", self.body, self.headers)
        answer = self.own.connection.getresponse()
        answer.read()
        if answer.status != http.client.FOUND:
            raise SystemExit(f"Signing in was answered with {answer.status}.")


@contextmanager
def server() -> Iterator[int]:
    """Serve from a data folder of its own, with one account in it, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fugong-bench-"))
    folder.chmod(0o711)  # the account that runs the database must get through
    port = free_port()
    environment = {**os.environ, "FUGONG_VAR": str(folder), "PORT": str(port), "FUGONG_DEMO": "0"}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "FUGONG_HTTPS"):
        environment.pop(name, None)
    process = subprocess.Popen([sys.executable, "-m", "fugong", "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        subprocess.run(
            [sys.executable, "-m", "fugong", "first_administrator", *ADMINISTRATOR],
            env=environment,
            input=PASSWORD + "\n",
            text=True,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Find a port nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: "subprocess.Popen[bytes]", patience: int = PATIENCE_SECONDS) -> None:
    """Wait until the sign-in page answers."""
    for _ in range(patience * 5):
        if process.poll() is not None:
            raise SystemExit("The server ended before it answered.")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/sign-in/")
                if connection.getresponse().status == http.client.OK:
                    return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The server did not answer in time.")


if __name__ == "__main__":
    main()
