"""Measures how many documents a second are set, signed, stored and recorded by the workers, on both cores.

A scenario is replayed up to the day on which enough acts have brought forth their documents; then two workers do the
jobs that wait, each in its durable transaction with the file on disk. The limit is setting and signing the same
documents in two processes without database, file or audit. The promise is 20 a second; there is no peer.
"""

import argparse
import json
import os
import platform
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROMISED = 20.0
SCENARIO = "tongzi-2020"
UNTIL, UNTIL_QUICK = "2020-02-24", "2020-02-16"
PROCESSES = 2
# Only the documents' jobs are measured; one document is made beforehand, so that the county has its key.
PREPARE = """
from django.db import connection
from fugong.approvals import tasks
from fugong.approvals.models import IssuedDocument
with connection.cursor() as cursor:
    cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name <> 'approvals.make_document'")
tasks.make_document(IssuedDocument.objects.earliest("pk").pk)
print("waiting", IssuedDocument.objects.filter(stage="waiting").count())
"""
COUNT = """
from fugong.approvals.models import IssuedDocument
print("made", IssuedDocument.objects.filter(stage="made").count())
"""
ALONE = """
import time
from fugong.approvals.models import IssuedDocument
from fugong.core.documents import OfficialDocument, making
rows = list(IssuedDocument.objects.order_by("pk")[:151])
began = 0.0
for row in rows:
    making.make(OfficialDocument.thawed(row.content), county=row.county_code, verify_path=row.verify_path)
    began = began or time.perf_counter()  # the first one loads the fonts
print("alone", round((len(rows) - 1) / (time.perf_counter() - began) * 1000))
"""


def main() -> None:
    """Measure in a data folder of its own, explain on the way, and print one JSON object as the last line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer documents")
    quick = parser.parse_args().quick
    with throw_away() as environment:
        fugong("migrate", "--verbosity=0", environment=environment)
        fugong("replay", SCENARIO, "--until", UNTIL_QUICK if quick else UNTIL, environment=environment)
        waiting = told("waiting", fugong("shell", "-v0", "-c", PREPARE, environment=environment))
        limit = sum(rate / 1000 for rate in in_parallel("alone", ["shell", "-v0", "-c", ALONE], environment))
        print(f"setting and signing alone: {limit:.1f}/s in {PROCESSES} processes")
        # How long two workers take to start and find nothing to do is no part of the work.
        seconds, cpu = timed(["procrastinate", "worker", "--one-shot"], environment)
        made = told("made", fugong("shell", "-v0", "-c", COUNT, environment=environment)) - 1
        starting, cpu_of_starting = timed(["procrastinate", "worker", "--one-shot"], environment)
    if made != waiting:
        raise SystemExit(f"{made} of {waiting} documents were made")
    value = made / (seconds - starting)
    print(f"{made} documents in {seconds:.1f} s, {starting:.1f} s of them to start the workers")
    found = {
        "name": "documents",
        "value": round(value, 1),
        "unit": "signed PDFs/s",
        "limit": round(limit, 1),
        "peer": None,
        "ratio_to_limit": round(value / limit, 2),
        "ratio_to_peer": None,
        "documents": made,
        "cpu_ms_per_document": round((cpu - cpu_of_starting) / made * 1000, 1),
        "seconds": round(seconds, 1),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    }
    print(json.dumps(found, ensure_ascii=False))
    sys.exit(not quick and value < PROMISED)


def timed(words: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Run a command in two processes at once; give the seconds it took, by the clock and of the processors."""
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    in_parallel("", words, environment)
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def in_parallel(word: str, words: list[str], environment: dict[str, str]) -> list[int]:
    """Run a command in two processes at once; give what each told under the word."""
    running = [
        subprocess.Popen(command(*words), env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(PROCESSES)
    ]
    said = [process.communicate() for process in running]
    if any(process.returncode for process in running):
        raise SystemExit(f"{words[0]} failed: {said}")
    return [told(word, out) for out, _ in said] if word else []


def told(word: str, said: str) -> int:
    """Read a number that one of the commands told."""
    found = re.search(rf"^{word} (\d+)$", said, re.MULTILINE)
    if not found:
        raise SystemExit(f"Unexpected words: {said!r}")
    return int(found.group(1))


def fugong(*words: str, environment: dict[str, str]) -> str:
    """Run a command of the product; give what it said."""
    return subprocess.run(command(*words), env=environment, check=True, text=True, stdout=subprocess.PIPE).stdout


def command(*words: str) -> list[str]:
    """Give the command line of a command of the product."""
    return [sys.executable, "-m", "fugong", *words]


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
