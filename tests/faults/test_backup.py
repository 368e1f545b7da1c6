"""A backup brings everything back into an empty place, equal to the last row, and nothing into any other place."""

import json
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Copy

# Through the command line, as an administrator would: a county's act in the trail and a file below the data folder.
FILL = """
from fugong.core import audit, clock
from fugong.people.public import loader_actor
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
for _ in range(3):
    with transaction.atomic():
        audit.record(county="520322", action="core.backup.tried", subject=ContentType.objects.first(),
            by=loader_actor("520322"), at=clock.now())
from fugong.core import lake
from fugong.registry.tests.factories import make_enterprise, make_region_tree
make_region_tree()
make_enterprise()
lake.refresh("520322", at=clock.now())
"""


@pytest.fixture
def filled(ready_copy: Copy) -> Copy:
    ended = ready_copy.fugong("shell", "-c", FILL)
    assert ended.returncode == 0, ended.stderr
    kept = ready_copy.var / "files" / "ab" / "abcd"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"an attachment")
    (ready_copy.var / "lake" / "half.begun").write_bytes(b"what is only being written")
    return ready_copy


@pytest.fixture
def backup(filled: Copy) -> Path:
    path = filled.var / "backups" / "one.fugong"
    path.parent.mkdir()
    ended = filled.fugong("backup", str(path))
    assert ended.returncode == 0, ended.stderr
    return path


def manifest_of(backup: Path) -> dict[str, dict[str, int | str]]:
    with tarfile.open(backup) as tar:
        file = tar.extractfile("manifest.json")
        assert file
        stated: dict[str, dict[str, int | str]] = json.loads(file.read())
        return stated


def test_a_restored_copy_has_the_same_rows_files_and_audit_head(backup: Path, new_copy: Callable[[], Copy]) -> None:
    other = new_copy()
    ended = other.fugong("restore", str(backup))
    assert ended.returncode == 0, ended.stderr
    assert (other.var / "files" / "ab" / "abcd").read_bytes() == b"an attachment"
    again = other.var / "again.fugong"
    assert other.fugong("backup", str(again)).returncode == 0
    was, now = manifest_of(backup), manifest_of(again)
    assert was["tables"]["core_auditentry"] == 3
    assert str(was["audit_heads"]["520322"]).startswith("3 ")
    for what in ("tables", "audit_heads"):
        assert was[what] == now[what]
    assert was["files"].items() <= now["files"].items()
    assert any(name.startswith("lake/enterprises/") for name in was["files"])
    assert "lake/half.begun" not in was["files"]
    assert other.fugong("lake", "reconcile", "520322").returncode == 0
    assert other.fugong("audit", "verify").returncode == 0


def test_the_running_role_is_kept_from_the_audit_rows_after_a_restore(
    backup: Path, new_copy: Callable[[], Copy]
) -> None:
    other = new_copy()
    assert other.fugong("restore", str(backup)).returncode == 0
    tamper = "from django.db import connection; connection.cursor().execute('DELETE FROM core_auditentry')"
    ended = other.fugong("shell", "-c", tamper)
    assert "permission denied" in ended.stderr


def test_nothing_is_ever_overwritten(backup: Path, filled: Copy) -> None:
    before = filled.fugong("audit", "verify").stdout
    ended = filled.fugong("restore", str(backup))
    assert ended.returncode == 1
    assert "not empty" in ended.stderr
    assert filled.fugong("audit", "verify").stdout == before
    assert "exists already" in filled.fugong("backup", str(backup)).stderr


def test_a_folder_that_keeps_another_lake_is_left_alone(backup: Path, new_copy: Callable[[], Copy]) -> None:
    other = new_copy()
    kept = other.var / "lake" / "enterprises" / "kept.parquet"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"of another database")
    ended = other.fugong("restore", str(backup))
    assert ended.returncode == 1
    assert "lake is not empty" in ended.stderr
    assert [path.name for path in kept.parent.iterdir()] == ["kept.parquet"]
    kept.unlink()
    kept.parent.rmdir()
    assert other.fugong("restore", str(backup)).returncode == 0


def test_a_damaged_or_foreign_file_is_refused_and_leaves_the_place_empty(
    backup: Path, new_copy: Callable[[], Copy], tmp_path: Path
) -> None:
    other = new_copy()
    damaged = tmp_path / "damaged.fugong"
    shutil.copy(backup, damaged)
    with damaged.open("r+b") as file:
        file.seek(4096)  # within the dump
        file.write(b"\0\1\2\3damage")
    assert "damaged" in other.fugong("restore", str(damaged)).stderr
    foreign = tmp_path / "foreign.tar"
    subprocess.run(["tar", "cf", foreign, damaged], capture_output=True, check=True)
    assert "not a backup" in other.fugong("restore", str(foreign)).stderr
    assert "cannot be read" in other.fugong("restore", "/dev/null").stderr
    assert other.fugong("restore", str(backup)).returncode == 0


def test_a_backup_is_readable_by_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == ["one.fugong"]
