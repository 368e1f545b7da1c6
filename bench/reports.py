"""Takes daily reports in by the machine interface: singly, in batches of 2,000, and in the burst before a deadline.

Everything runs in one process through the product's own stack (token, idempotency key, validation, doubts, one
durable transaction with audit and position), without the network. The limits: one insert with commit by psycopg for a
single report, COPY for a batch. The promises: 10,000 rows a second in batches; 1,000 reports, each sent twice, by
eight clients within 60 s, and exactly 1,000 rows afterwards. A broken promise ends this with status 1.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROMISED = {"batch_rows_s": 10_000, "burst_s": 60.0}
LOAD_BEFORE = round(os.getloadavg()[0], 1)  # on a busy machine every figure is too low
INSIDE = Path(__file__).with_name("reports_inside.py")


def main() -> None:
    """Set a throw-away county up, measure inside the product, print one JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    fugong = Path(sys.executable).with_name("fugong")
    place = tempfile.mkdtemp(prefix="fugong-bench-")
    environment = {
        **os.environ, "FUGONG_VAR": place, "FUGONG_DATABASE_ROLE": "owner",
        "BENCH_ENTERPRISES": "2000", "BENCH_SINGLE": "50" if quick else "300",
        "BENCH_BATCHES": "3" if quick else "9", "BENCH_BURST": "200" if quick else "1000",
    }  # fmt: skip
    try:
        subprocess.run([fugong, "migrate", "--verbosity=0"], env=environment, check=True)
        inside = [fugong, "shell", "--verbosity=0", "-c", INSIDE.read_text("utf-8")]
        done = subprocess.run(inside, check=False, env=environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(done.returncode)
        measured = json.loads(done.stdout.strip().splitlines()[-1])
    finally:
        shutil.rmtree(place, ignore_errors=True)
    told = {
        "bench": "reports", "quick": quick, **measured, "promised": PROMISED,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load_before": LOAD_BEFORE,
    }  # fmt: skip
    print(json.dumps(told))
    broken = measured["batch_rows_s"] < PROMISED["batch_rows_s"] or measured["burst_s"] > PROMISED["burst_s"]
    sys.exit(broken or measured["burst_arrived"] != measured["burst_reports"])


if __name__ == "__main__":
    main()
