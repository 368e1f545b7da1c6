"""Rolls daily values up to place, industry, size and day, in the version known as of a position.

10⁷ values (``--quick``) or 10⁸: what the platform asks of its lake, beside SQL written by hand for the same files on
the same engine (the limit) and, at 10⁷, pandas (with pyarrow) and polars where they are installed. The promises: 1.15
times the hand's time, one new day into the stored rollup in 0.2 s, a dashboard's curve from it in 3 ms; a broken one
ends this with status 1. All ways are taken in turn, the figures are medians; the first two must give the same rows.
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

PROMISED = {"ratio_to_hand": 1.15, "one_day_s": 0.2, "read_ms": 3.0}
DAYS = 365
SIZES = {"quick": (27_400, 5), "full": (274_000, 3)}
LOAD_BEFORE = round(os.getloadavg()[0], 1)  # on a busy machine every figure is too large
HERE = Path(__file__).parent


def main() -> None:
    """Set a throw-away lake up, measure inside the product, print one JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    enterprises, rounds = SIZES["quick" if quick else "full"]
    fugong = Path(sys.executable).with_name("fugong")
    place = tempfile.mkdtemp(prefix="fugong-bench-")
    environment = {
        **os.environ, "FUGONG_VAR": place, "BENCH_ENTERPRISES": str(enterprises), "BENCH_DAYS": str(DAYS),
        "BENCH_ROUNDS": str(rounds), "BENCH_PEERS": "1" if quick else "0", "BENCH_QUESTIONS": str(HERE / "rollup.sql"),
    }  # fmt: skip
    try:
        subprocess.run([fugong, "migrate", "--verbosity=0"], env=environment, check=True)
        inside = [fugong, "shell", "--verbosity=0", "-c", (HERE / "rollup_inside.py").read_text("utf-8")]
        done = subprocess.run(inside, check=False, env=environment, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            sys.exit(done.returncode)
        measured = json.loads(done.stdout.strip().splitlines()[-1])
    finally:
        shutil.rmtree(place, ignore_errors=True)
    told = {
        "bench": "rollup", "enterprises": enterprises, "days": DAYS, "quick": quick, **measured, "promised": PROMISED,
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load_before": LOAD_BEFORE,
    }  # fmt: skip
    print(json.dumps(told))
    sys.exit(any(measured[name] > limit for name, limit in PROMISED.items()))


if __name__ == "__main__":
    main()
