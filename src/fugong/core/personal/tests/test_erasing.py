"""When the time has run out: keys, rows, certificate, trail; and what the check of certificates finds."""

from collections.abc import Callable
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from fugong.core import audit
from fugong.core.audit.models import AuditEntry
from fugong.core.personal import keyring
from fugong.core.personal.certificate import read_document
from fugong.core.personal.erasing import CARETAKER, ERASED, end_purpose, erase_due, exported_path
from fugong.core.personal.keyring import KeysAway
from fugong.core.personal.models import ErasureCertificate, PersonalGroup, PersonalRecord
from fugong.core.personal.verification import flaws, flaws_in_file
from fugong.core.tests.factories import MORNING, TONGZI

from .factories import PERSON, VISITS, group_of, kept, values_of

pytestmark = pytest.mark.django_db
OTHER_COUNTY = "520321"
AFTER = MORNING + timedelta(days=90)


def run(*words: str, settings: Settings, at: Any = AFTER) -> str:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = at, at.now().astimezone()
    said = StringIO()
    call_command(*words, stdout=said)
    return said.getvalue()


def test_before_its_day_nothing_goes() -> None:
    matter = kept()

    assert erase_due(by=CARETAKER, at=AFTER - timedelta(days=1)) == []
    assert values_of(matter) == [PERSON]
    assert not AuditEntry.objects.exists()


def test_on_its_day_keys_and_rows_go_and_a_certificate_counts_them() -> None:
    matters = [kept(1, persons=[PERSON, PERSON]), kept(2, at=MORNING + timedelta(hours=2))]
    rings = list(PersonalGroup.objects.values_list("keyring", flat=True))

    (given,) = erase_due(by=CARETAKER, at=AFTER)

    assert not PersonalRecord.objects.exists()
    assert not [ring for ring in rings if keyring.exists(ring)]
    assert (given.groups, given.persons, given.fields_erased, given.keyrings) == (2, 3, 6, 2)
    assert (given.kept_from, given.kept_to, given.name) == (date(2020, 2, 15), date(2020, 2, 15), "520322-2020-1")
    assert {(group_of(one).persons, group_of(one).certificate) for one in matters} == {(2, given.name), (1, given.name)}
    act = AuditEntry.objects.get(action=ERASED)
    assert act.changes["persons"] == [3, 0]
    assert audit.verify().sound
    assert flaws() == []


def test_each_county_has_its_certificate() -> None:
    kept(1)
    kept(2, county=OTHER_COUNTY)

    assert [one.name for one in erase_due(by=CARETAKER, at=AFTER)] == ["520321-2020-1", "520322-2020-1"]
    assert flaws() == []


def test_erasing_twice_erases_once() -> None:
    kept()

    assert len(erase_due(by=CARETAKER, at=AFTER)) == 1
    assert erase_due(by=CARETAKER, at=AFTER) == []


def test_nothing_is_certified_while_the_folder_of_keys_is_not_in_its_place(settings: Settings, tmp_path: Path) -> None:
    matter = kept()
    settings.FUGONG_PERSONAL_KEYS = tmp_path / "not-mounted"
    with pytest.raises(KeysAway):
        erase_due(by=CARETAKER, at=AFTER)
    settings.FUGONG_PERSONAL_KEYS = None

    assert values_of(matter) == [PERSON]
    assert not ErasureCertificate.objects.exists()


def test_two_runs_at_once_give_one_certificate(in_parallel: Callable[..., list[Any]]) -> None:
    kept()
    results = in_parallel([lambda: erase_due(by=CARETAKER, at=AFTER)] * 3)

    assert sorted(len(result) for result in results) == [0, 0, 1]
    assert ErasureCertificate.objects.count() == 1


def test_a_run_that_fails_before_its_commit_is_made_good_by_the_next() -> None:
    """The keys are gone already: nobody can read what is still there, and no certificate claims more than was done."""
    matter = kept()
    with transaction.atomic():
        erase_due(by=CARETAKER, at=AFTER)
        transaction.set_rollback(True)
    exported_path("520322-2020-1").unlink()
    assert values_of(matter) == [None]
    assert not ErasureCertificate.objects.exists()

    (given,) = erase_due(by=CARETAKER, at=AFTER + timedelta(days=1))
    assert (given.persons, given.keyrings) == (1, 0)
    assert flaws() == []


def test_rows_that_a_restored_backup_brings_back_are_unreadable_and_go_again() -> None:
    matter = kept()
    group, record = PersonalGroup.objects.get(), PersonalRecord.objects.get()
    erase_due(by=CARETAKER, at=AFTER)

    PersonalGroup.objects.update(erased_at=None, certificate=None)
    PersonalRecord.objects.create(
        county_code=TONGZI, group=group, number=1, sealed=record.sealed, fields_kept=2, kept_at=MORNING
    )
    assert values_of(matter) == [None]
    assert [one.persons for one in erase_due(by=CARETAKER, at=AFTER + timedelta(days=1))] == [1]


def test_when_the_measure_ends_everything_held_for_it_is_due() -> None:
    kept(1)
    kept(2, county=OTHER_COUNTY)

    assert end_purpose(VISITS.code, county=TONGZI, on=MORNING.date()) == 1
    assert [one.county_code for one in erase_due(by=CARETAKER, at=MORNING)] == [TONGZI]
    assert PersonalRecord.objects.get().county_code == OTHER_COUNTY


# --- certificates ----------------------------------------------------------------------------------------------------


def test_the_certificate_is_exported_and_checked_without_the_database(var: Path) -> None:
    kept()
    (given,) = erase_due(by=CARETAKER, at=AFTER)
    path = exported_path(given.name)

    assert read_document(path.read_text(encoding="utf-8")) == given
    assert flaws_in_file(path) == []
    path.write_text(path.read_text(encoding="utf-8").replace('"persons": 1', '"persons": 0'), encoding="utf-8")
    assert flaws_in_file(path) == ["bad_signature"]
    assert flaws() == [(given.name, "differs_from_its_file")]
    path.write_text("{}", encoding="utf-8")
    assert flaws_in_file(path) == ["unreadable"]
    assert flaws_in_file(var / "nowhere.json") == ["unreadable"]


def test_a_lost_export_is_made_good_by_the_next_run() -> None:
    kept()
    (given,) = erase_due(by=CARETAKER, at=AFTER)
    exported_path(given.name).unlink()
    erase_due(by=CARETAKER, at=AFTER)

    assert flaws_in_file(exported_path(given.name)) == []


def test_a_key_that_was_never_ours_is_named(var: Path) -> None:
    kept()
    erase_due(by=CARETAKER, at=AFTER)
    for path in (var / "keys").glob("*.pub.pem"):
        path.unlink()

    assert flaws() == [("520322-2020-1", "unknown_key")]


def test_what_is_certified_and_still_here_is_found() -> None:
    kept()
    erase_due(by=CARETAKER, at=AFTER)
    keyring.change(PersonalGroup.objects.get().keyring, put={1: b"1" * 32})

    assert flaws() == [("520322-2020-1", "still_here")]


def test_certificates_only_ever_grow_and_the_owner_is_found_out(
    committed_db: None, owner_connection: psycopg.Connection[Any]
) -> None:
    kept(1)
    erase_due(by=CARETAKER, at=AFTER)
    kept(2, at=AFTER)
    erase_due(by=CARETAKER, at=AFTER + timedelta(days=90))
    for statement in ("DELETE FROM core_erasurecertificate", "UPDATE core_erasurecertificate SET persons = 0"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner_connection.execute(statement)

    owner_connection.execute("ALTER TABLE core_erasurecertificate DISABLE TRIGGER USER")
    owner_connection.execute("UPDATE core_erasurecertificate SET persons = 0 WHERE number = 2")
    owner_connection.execute("UPDATE core_personalgroup SET erased_at = NULL, certificate_id = NULL")
    owner_connection.execute("DELETE FROM core_erasurecertificate WHERE number = 1")
    owner_connection.execute("ALTER TABLE core_erasurecertificate ENABLE TRIGGER USER")

    assert {wrong for _, wrong in flaws()} == {
        "bad_signature", "differs_from_its_file", "missing", "in_the_trail_only", "not_in_the_trail",
    }  # fmt: skip


# --- commands --------------------------------------------------------------------------------------------------------


def test_a_dry_run_says_what_would_go_and_changes_nothing(settings: Settings) -> None:
    matter = kept()

    assert run("erase", "--dry-run", settings=settings) == "due: 520322 test_visits: 1 persons in 1 groups\n"
    assert values_of(matter) == [PERSON]


def test_the_command_erases_and_the_check_finds_it_sound(settings: Settings) -> None:
    kept()

    assert "erased: 1 persons, certificate 520322-2020-1" in run("erase", settings=settings)
    assert run("erase", settings=settings) == "nothing was due\n"
    assert run("erasure", "verify", settings=settings) == "sound: 1 certificates\n"
    path = str(exported_path("520322-2020-1"))
    assert run("erasure", "verify", path, settings=settings) == "sound: 1 certificates\n"


def test_the_command_ends_a_purpose_of_a_county(settings: Settings) -> None:
    kept()
    said = run("erase", "--ended", VISITS.code, "--county", TONGZI, settings=settings, at=MORNING)

    assert "test_visits has ended: 1 groups are due" in said
    assert AuditEntry.objects.get(action=ERASED).note == "收集用途已终止"
    with pytest.raises(CommandError):
        run("erase", "--ended", VISITS.code, settings=settings)


def test_the_check_ends_with_a_fault_when_something_is_wrong(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(CommandError, match="1 faults"):
        run("erasure", "verify", str(tmp_path / "x.json"), settings=settings)
