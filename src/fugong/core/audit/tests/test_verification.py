"""Whatever the database's owner does to the trail is found and named; the running role cannot do it at all."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from fugong.core import audit
from fugong.core.audit.chain import Act, Break, hash_of, moment
from fugong.core.audit.models import AuditEntry, AuditHead
from fugong.core.tests.factories import MORNING, TONGZI, recorded_act

ACTION = "test.counter.moved"


@pytest.fixture
def owner(owner_connection: Any) -> Iterator[Any]:
    """Give the owner with the triggers switched off, as somebody who means it would."""
    for table in ("core_auditentry", "core_audithead"):
        owner_connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER only_grows")
    yield owner_connection
    for table in ("core_auditentry", "core_audithead"):
        owner_connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER only_grows")


@pytest.fixture
def trail(owner: Any) -> None:
    """Ten acts, of which the first eight are signed in two heads."""
    for number in range(1, 6):
        recorded_act(number)
    audit.sign_heads(at=MORNING)
    for number in range(6, 9):
        recorded_act(number)
    audit.sign_heads(at=MORNING + timedelta(hours=1))
    recorded_act(9)
    recorded_act(10)
    assert audit.verify().sound


def breaks() -> list[tuple[int, str]]:
    return [(found.sequence, found.reason) for found in audit.verify().breaks]


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    "column",
    ["at = at + interval '1 microsecond'", "recorded_at = recorded_at - interval '1 day'", "actor_id = 8",
     "actor_title = '县领导'", "action = 'test.other'", "subject_id = '99'", "subject_type = 'core.other'",
     "changes = '{}'", "changes = jsonb_set(changes, '{last,1}', '99')", "note = ''", "hash = repeat('0', 64)"],
)  # fmt: skip
def test_an_edited_row_is_named(owner: Any, column: str) -> None:
    owner.execute(f"UPDATE core_auditentry SET {column} WHERE sequence = 3")  # noqa: S608 (the cases stand above)
    assert breaks() == [(3, "changed")]


@pytest.mark.usefixtures("trail")
def test_a_deleted_row_is_named(owner: Any) -> None:
    owner.execute("DELETE FROM core_auditentry WHERE sequence = 4")
    assert breaks() == [(4, "missing")]


@pytest.mark.usefixtures("trail")
def test_an_inserted_row_is_named(owner: Any) -> None:
    columns = "at, recorded_at, actor_id, actor_title, action, subject_type, subject_id, changes, note"
    owner.execute("UPDATE core_auditentry SET sequence = sequence + 100 WHERE sequence > 4")
    owner.execute(
        f"INSERT INTO core_auditentry (county_code, sequence, {columns}, previous_hash, hash)"  # noqa: S608 (fixed)
        f" SELECT county_code, 5, {columns}, hash, repeat('a', 64) FROM core_auditentry WHERE sequence = 4"
    )
    owner.execute("UPDATE core_auditentry SET sequence = sequence - 99 WHERE sequence > 100")
    assert breaks()[0] == (5, "changed")


@pytest.mark.usefixtures("trail")
def test_reordered_rows_are_named(owner: Any) -> None:
    owner.execute("UPDATE core_auditentry SET sequence = 1003 WHERE sequence = 3")
    owner.execute("UPDATE core_auditentry SET sequence = 3 WHERE sequence = 6")
    owner.execute("UPDATE core_auditentry SET sequence = 6 WHERE sequence = 1003")
    assert breaks()[0] == (3, "changed")


@pytest.mark.usefixtures("trail")
def test_a_cut_off_tail_is_found_by_the_signed_head(owner: Any) -> None:
    owner.execute("DELETE FROM core_auditentry WHERE sequence >= 7")
    assert breaks() == [(7, "cut_off")]


@pytest.mark.usefixtures("trail")
def test_a_cut_off_tail_is_found_even_when_its_head_was_removed_too(owner: Any) -> None:
    owner.execute("DELETE FROM core_auditentry WHERE sequence >= 7")
    owner.execute("DELETE FROM core_audithead WHERE sequence = 8")
    assert breaks() == [(7, "cut_off"), (8, "head_removed")]


@pytest.mark.usefixtures("trail")
def test_a_trail_removed_as_a_whole_is_found(owner: Any) -> None:
    owner.execute("TRUNCATE core_auditentry, core_audithead")
    assert (1, "cut_off") in breaks()


def rewrite_from(owner: Any, first: int) -> None:
    """Change one act and hash everything after it anew, as somebody would who knows the recipe."""
    owner.execute("UPDATE core_auditentry SET note = '改写' WHERE sequence = %s", [first])
    previous = AuditEntry.objects.get(sequence=first - 1).hash
    for row in AuditEntry.objects.filter(sequence__gte=first).order_by("sequence"):
        covered = {field: getattr(row, field) for field in Act.__dataclass_fields__}
        act = Act(**covered | {"at": moment(row.at), "recorded_at": moment(row.recorded_at)})
        fresh = hash_of(act, previous)
        owner.execute(
            "UPDATE core_auditentry SET previous_hash = %s, hash = %s WHERE sequence = %s",
            [previous, fresh, row.sequence],
        )
        previous = fresh


@pytest.mark.usefixtures("trail")
def test_a_chain_hashed_anew_is_found_by_the_next_signed_head(owner: Any) -> None:
    rewrite_from(owner, 3)
    assert breaks() == [(5, "rewritten")]


@pytest.mark.usefixtures("trail")
def test_a_head_forged_to_fit_has_no_valid_signature(owner: Any) -> None:
    rewrite_from(owner, 3)
    owner.execute("UPDATE core_audithead h SET hash = e.hash FROM core_auditentry e WHERE e.sequence = h.sequence")
    found = breaks()
    assert (5, "bad_signature") in found
    assert (5, "head_changed") in found
    assert (5, "rewritten") in found  # by the exported head, which he could not reach


@pytest.mark.usefixtures("trail")
def test_heads_signed_with_a_key_of_ones_own_are_not_believed(owner: Any) -> None:
    owner.execute("UPDATE core_audithead SET key_id = repeat('f', 16) WHERE sequence = 5")
    assert (5, "unknown_key") in breaks()


@pytest.mark.usefixtures("trail")
def test_a_changed_exported_file_is_found(var: Path) -> None:
    path = var / "audit-heads" / f"{TONGZI}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = json.loads(lines[0]) | {"hash": "0" * 64}
    path.write_text(json.dumps(changed) + "\n" + lines[1] + "\n", encoding="utf-8")
    assert (5, "bad_signature") in breaks()
    assert (5, "head_changed") in breaks()


@pytest.mark.usefixtures("trail")
def test_an_exported_file_of_rubbish_is_said_and_not_a_crash(var: Path) -> None:
    (var / "audit-heads" / f"{TONGZI}.jsonl").write_bytes(b"\xff\xfe rubbish\n")
    assert breaks() == [(0, "unreadable")]


@pytest.mark.usefixtures("trail")
def test_a_copy_of_the_heads_kept_elsewhere_finds_what_the_own_files_no_longer_can(
    owner: Any, var: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    path = var / "audit-heads" / f"{TONGZI}.jsonl"
    (elsewhere / path.name).write_bytes(path.read_bytes())
    owner.execute("DELETE FROM core_auditentry WHERE sequence >= 7")
    owner.execute("DELETE FROM core_audithead WHERE sequence = 8")
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert audit.verify().sound
    assert Break(TONGZI, 7, "cut_off") in audit.verify(heads_folder=elsewhere).breaks


@pytest.mark.usefixtures("trail")
def test_each_county_is_judged_by_itself(owner: Any) -> None:
    recorded_act(1, county="520321")
    owner.execute("UPDATE core_auditentry SET note = 'x' WHERE county_code = %s AND sequence = 2", [TONGZI])
    verdict = audit.verify()
    assert {found.county_code: found.sound for found in verdict.counties} == {"520321": True, TONGZI: False}


@pytest.mark.usefixtures("trail")
def test_the_command_names_the_first_bad_row_and_ends_with_one(owner: Any) -> None:
    owner.execute("UPDATE core_auditentry SET note = 'x' WHERE sequence = 3")
    said = StringIO()
    with pytest.raises(CommandError, match=f"first at {TONGZI}/3") as ended:
        call_command("audit", "verify", stdout=said)
    assert ended.value.returncode == 1
    assert f"BROKEN county {TONGZI}, sequence 3 {ACTION}: changed" in said.getvalue()


@pytest.mark.usefixtures("trail")
def test_the_command_says_what_is_sound() -> None:
    said = StringIO()
    call_command("audit", "verify", stdout=said)
    assert "sound: 10 acts in 1 counties" in said.getvalue()


@pytest.mark.usefixtures("trail")
def test_signing_again_without_new_acts_signs_nothing() -> None:
    assert audit.sign_heads(at=MORNING + timedelta(hours=2)) == 1
    assert audit.sign_heads(at=MORNING + timedelta(hours=3)) == 0
    assert audit.verify().sound


@pytest.mark.usefixtures("trail")
def test_heads_that_a_crash_kept_from_the_file_are_exported_by_the_next_run(var: Path) -> None:
    path = var / "audit-heads" / f"{TONGZI}.jsonl"
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[: len(whole) // 2 + 40], encoding="utf-8")  # the second line was cut short
    assert audit.verify().counties[0].not_exported == 1
    assert audit.verify().sound
    audit.sign_heads(at=MORNING + timedelta(hours=2))
    assert path.read_text(encoding="utf-8").startswith(whole)
    verdict = audit.verify()
    assert verdict.sound
    assert verdict.counties[0].not_exported == 0


@pytest.mark.django_db
def test_the_signing_key_is_for_this_account_only_and_sealed_by_the_passphrase(var: Path, settings: Settings) -> None:
    settings.FUGONG_KEY_PASSPHRASE = "a long and secret sentence"
    recorded_act()
    audit.sign_heads(at=MORNING)
    path = var / "keys" / "audit-signing.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"ENCRYPTED" in path.read_bytes()
    settings.FUGONG_KEY_PASSPHRASE = "another one"
    recorded_act(2)
    with pytest.raises(CommandError, match="FUGONG_KEY_PASSPHRASE"):
        call_command("audit", "sign", stdout=StringIO())
    assert AuditHead.objects.count() == 1
    assert audit.verify().sound  # checking needs the public key alone


@pytest.mark.django_db
def test_the_public_key_can_be_handed_out() -> None:
    said = StringIO()
    call_command("audit", "export-key", stdout=said)
    assert said.getvalue().startswith("-----BEGIN PUBLIC KEY-----")


@pytest.mark.django_db
def test_an_empty_trail_is_sound() -> None:
    with transaction.atomic():
        verdict = audit.verify()
    assert verdict.sound
    assert verdict.acts == 0
