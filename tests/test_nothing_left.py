"""A byte search over everything the product stores: a roster is readable nowhere, and after its day nothing is left."""

import base64
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from pytest_django import Settings

from fugong.approvals.tasks import start_clocks
from fugong.approvals.tests import offices
from fugong.approvals.tests.factories import Filing
from fugong.approvals.tests.rosters import (
    MARKS,
    PHONE,
    WELDER,
    draft_without_lines,
    roster_granted,
    shown_to_enterprise,
)
from fugong.approvals.tests.screens import NOON, as_seen_by, text_of, url
from fugong.core.database import archive
from fugong.core.database.backup import take
from fugong.core.database.place import bundled_programs
from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.personal import keyring
from fugong.core.personal.models import PersonalGroup, PersonalRecord
from fugong.core.personal.verification import flaws
from fugong.core.tasks import erase_personal_data

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def var(settings: Settings, tmp_path: Path) -> Path:
    """Keep everything this test stores outside the database in one folder; the clock stands at noon."""
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOON, datetime.now(UTC)
    settings.FUGONG_VAR = tmp_path / "var"
    settings.FUGONG_VAR.mkdir()
    settings.MEDIA_ROOT = settings.FUGONG_VAR / "files"
    return Path(settings.FUGONG_VAR)


def tables() -> Iterator[bytes]:
    """Give every row of every table as text, binary columns as they are."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 a name from the catalogue
            for row in cursor.fetchall():
                for value in row:
                    yield bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode()
    for key in IdempotencyKey.objects.exclude(answer=None):
        yield base64.b64decode(str((key.answer or {}).get("body", "")))


def files(folder: Path) -> Iterator[bytes]:
    """Give every file below a folder."""
    yield from (path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def found_in(pieces: Iterator[bytes]) -> set[str]:
    """Search each piece for what was said about anybody, in the spellings in which programs store text."""
    spelled = {mark: {mark.encode(), mark.encode("unicode_escape"), mark.encode("utf-16-le")} for mark in MARKS}
    text = list(pieces)
    return {mark for mark, spellings in spelled.items() for piece in text for one in spellings if one in piece}


def backup(target: Path) -> list[bytes]:
    """Take a backup and give what it holds: the dump as SQL, and every file."""
    take(target, at=NOON)
    with archive.opened(target) as (tar, _):
        members = {member.name: tar.extractfile(member) for member in tar.getmembers()}
        content = {name: file.read() for name, file in members.items() if file}
    dump = target.with_suffix(".dump")
    dump.write_bytes(content.pop(archive.DUMP))
    program = bundled_programs() / "bin" / "pg_restore"
    said = subprocess.run([program, "--file=-", dump], capture_output=True, check=True)
    return [said.stdout, *content.values()]


def worked_with(filing: Filing) -> None:
    """Let the enterprise and a desk do on their pages everything that can be done with a roster."""
    own, health = as_seen_by(filing.operator), as_seen_by(offices.reviewer("health"))
    typed = {
        "own_number": "GH-0428", "job": "钳工", "origin": "黄梅县", "arrived_on": "2020-02-10", "isolation": "home",
        "phone": PHONE, "form_key": "c",
    }  # fmt: skip
    assert own.post(url("roster-person", filing.application_id, 2), typed).status_code == 302
    reason = {"reason": "follow_up", "note": "随访", "form_key": "d"}
    assert PHONE in text_of(health.post(url("roster-phone", filing.application_id, 2), reason))
    for client, name in ((own, "roster"), (health, "roster-office"), (health, "case"), (health, "history")):
        assert client.get(url(name, filing.application_id)).status_code == 200


def test_a_roster_is_readable_nowhere_and_after_its_day_gone_everywhere(
    var: Path, tmp_path: Path, settings: Settings
) -> None:
    filing, half_done = roster_granted(), draft_without_lines()
    form = {"pasted": f"{WELDER}\n张三", "form_key": "a"}
    assert as_seen_by(half_done.operator).post(url("roster", half_done.application_id), form).status_code == 422
    worked_with(filing)
    assert found_in(tables()) == set()
    assert found_in(files(var)) == set()

    before = backup(tmp_path / "before.fugong")
    kept_rows = list(PersonalRecord.objects.order_by("pk").values())
    ring = PersonalGroup.objects.get().keyring
    assert found_in(iter(before)) == set()
    assert not [piece for piece in before for key in keyring.read(ring).values() if key.hex().encode() in piece]
    assert not [name for name in archive.names_below(var) if "personal-keys" in name]

    settings.FUGONG_CLOCK = NOON + timedelta(days=14)
    start_clocks(0)
    erase_personal_data(0)

    assert not PersonalRecord.objects.exists()
    assert not keyring.exists(ring)
    assert found_in(tables()) | found_in(files(var)) == set()
    assert flaws() == []

    # What the backup holds opens with nothing that is left, the key of keys included.
    assert (django_settings.FUGONG_VAR / "personal-keys" / "key-of-keys").exists()
    PersonalGroup.objects.update(erased_at=None, certificate=None)
    PersonalRecord.objects.bulk_create(PersonalRecord(**row) for row in kept_rows)
    assert shown_to_enterprise(filing) == ["1", "2"]


def test_the_search_finds_what_is_there() -> None:
    """A search that finds nothing proves nothing unless it would have found something."""
    assert found_in(iter([f"x{PHONE}".encode(), "特种焊工".encode("unicode_escape")])) == {PHONE, "特种焊工"}
