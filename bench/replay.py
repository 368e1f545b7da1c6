"""Measures how fast a scenario is replayed: steps a second through the product's own actions, audit and keys on.

Each step is one or more actions in one durable transaction; one process, as `fugong replay` runs it. The promise is the
whole Tongzi pack within 180 s on two cores; a whole run that takes longer ends with status 1. There is no peer.
"""

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROMISED_SECONDS = 180.0
SCENARIO = "tongzi-2020"
QUICK = ["--until", "2020-02-09"]  # offices, enterprises and rules, before the first event


def main() -> None:
    """Replay into a data folder of its own, explain on the way, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only what stands before the first event")
    quick = parser.parse_args().quick
    with throw_away() as environment:
        fugong("migrate", "--verbosity=0", environment=environment)
        steps, seconds = replayed(*(QUICK if quick else []), environment=environment)
        print(f"{steps} steps in {seconds:.1f} s")
        if not quick:
            again, idle = replayed(environment=environment)
            print(f"again: {again} steps in {idle:.1f} s")
    found = {
        "name": "replay",
        "value": round(steps / seconds, 1),
        "unit": "steps/s",
        "limit": None,
        "peer": None,
        "ratio_to_limit": None,
        "ratio_to_peer": None,
        "seconds": round(seconds, 1),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(found, ensure_ascii=False))
    sys.exit(not quick and seconds > PROMISED_SECONDS)


def replayed(*options: str, environment: dict[str, str]) -> tuple[int, float]:
    """Replay; give how many steps were done now and how long the command took, its start included."""
    began = time.perf_counter()
    said = fugong("replay", SCENARIO, *options, environment=environment)
    seconds = time.perf_counter() - began
    found = re.search(r"(\d+) done now", said)
    if not found:
        raise SystemExit(f"Unexpected words from fugong replay: {said!r}")
    return int(found.group(1)), seconds


def fugong(*words: str, environment: dict[str, str]) -> str:
    """Run a command of the product; give what it said."""
    command = [sys.executable, "-m", "fugong", *words]
    return subprocess.run(command, env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


@contextmanager
def throw_away() -> Iterator[dict[str, str]]:
    """Make a data folder with a database of its own, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="fugong-bench-"))
    folder.chmod(0o711)  # the account that runs the database must get through
    environment = {**os.environ, "FUGONG_VAR": str(folder)}
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        environment.pop(name, None)
    try:
        yield environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
