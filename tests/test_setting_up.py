"""Setting up is one command that explains itself and installs exactly what is locked."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted(ROOT.glob("requirements*.lock"))


def pinned(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock.read_text(), flags=re.MULTILINE))


def test_make_alone_lists_every_target() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE)
    assert targets
    assert all(f"make {target} " in listed for target in targets)


def test_an_unknown_benchmark_is_answered_with_the_known_ones() -> None:
    ended = subprocess.run(
        [sys.executable, "run.py", "bench", "nope"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "no benchmark 'nope'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_missing_program_is_installed_where_we_may_and_named_where_we_may_not(tmp_path: Path) -> None:
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    apt.chmod(0o755)
    ask = (
        "import run\n"
        "try: run.install_by_apt(['example-tool'], why='tests need it')\n"
        "except run.Trouble as said: print(said)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT, capture_output=True, text=True, check=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
    )  # fmt: skip
    if os.geteuid() == 0:
        asked = (tmp_path / "asked").read_text().splitlines()
        assert [line.split()[0] for line in asked] == ["update", "install"]
        assert asked[1].endswith(" example-tool")
    else:
        assert "sudo apt-get install -y example-tool" in ended.stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_and_hashes_everything_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text
    assert "index-url" not in text
    assert len(re.findall(r"^\S+==", text, flags=re.MULTILINE)) == len(
        re.findall(r"^\S.*\\$", text, flags=re.MULTILINE)
    )
    assert pinned(lock)


def test_the_locks_agree_with_each_other_and_with_what_is_asked_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run, dev, build = (pinned(ROOT / f"requirements{part}.lock") for part in ("", "-dev", "-build"))
    names = {re.split(r"[\[<>=]", wanted)[0] for wanted in asked["project"]["dependencies"]}
    assert names <= run.keys()
    assert {re.split(r"[\[<>=]", wanted)[0] for wanted in asked["dependency-groups"]["dev"]} <= dev.keys()
    assert run.items() <= dev.items()
    assert {name: version for name, version in build.items() if name in dev}.items() <= dev.items()


def test_the_server_runs_the_same_as_everybody() -> None:
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[-2:] == ["export FUGONG_REQUIRE_ALL=1", "exec make test"]
