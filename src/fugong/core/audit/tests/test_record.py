"""Acts go into the chain as they will come out of it, one after the other, whoever writes at the same time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from fugong.core import audit
from fugong.core.audit.models import AuditEntry, AuditHead
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI, Clerk, counter, recorded_act

InParallel = Callable[[list[Callable[[], Any]]], list[Any]]


@pytest.mark.django_db
def test_an_act_needs_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        _outside_a_transaction()
    assert not AuditEntry.objects.exists()


def _outside_a_transaction() -> None:
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        audit.record(county=TONGZI, action="test.moved", subject=counter(), by=OFFICER, at=MORNING)
    finally:
        connection.in_atomic_block = before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "value",
    [
        None, True, 0, -1, 2**63, 1.0, 1e16, 1e-7, 1e22, float("nan"), float("inf"), Decimal("1.10"),
        date(2020, 2, 29), MORNING, "𠮷䶮", "\u202e倒写\u200b", "a\0b", "\ud800", ["x", {"y": [1.5, None]}],
        "x" * 100_000, "\\u0000", '"', "日\n行",
    ],
)  # fmt: skip
def test_whatever_value_is_recorded_the_trail_verifies(value: object) -> None:
    audit.record(
        county=TONGZI, action="test.moved", subject=counter(), by=OFFICER, at=MORNING, changes={"f": (None, value)},
        note=str(value),
    )  # fmt: skip
    verdict = audit.verify(TONGZI)
    assert verdict.sound, verdict.breaks
    assert verdict.acts == 1


@pytest.mark.django_db
def test_a_very_long_post_title_does_not_fail_the_act() -> None:
    entry = audit.record(
        county=TONGZI, action="test.moved", subject=counter(), by=Clerk(title="长" * 500), at=MORNING
    )  # fmt: skip
    assert entry.actor_title == "长" * 120
    assert audit.verify(TONGZI).sound


def test_sixteen_writers_at_once_do_not_fork_the_chain(in_parallel: InParallel) -> None:
    def write(county: str, writer: int) -> Callable[[], None]:
        def ten_acts() -> None:
            for number in range(10):
                if number % 3 == 2:
                    _rolled_back(county, writer)
                recorded_act(writer * 100 + number, county=county)

        return ten_acts

    counties = [TONGZI, "520321"]
    assert in_parallel([write(counties[writer % 2], writer) for writer in range(16)]) == [None] * 16
    verdict = audit.verify()
    assert verdict.sound, verdict.breaks
    assert {found.county_code: found.acts for found in verdict.counties} == {TONGZI: 80, "520321": 80}


def _rolled_back(county: str, writer: int) -> None:
    class ChangedMyMindError(Exception):
        pass

    with suppress(ChangedMyMindError), transaction.atomic():
        audit.record(county=county, action="test.never", subject=counter(writer), by=OFFICER, at=MORNING)
        raise ChangedMyMindError


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["core_auditentry", "core_audithead"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_running_role_can_neither_change_nor_remove_acts(table: str, statement: str) -> None:
    recorded_act()
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("table", ["core_auditentry", "core_audithead"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_a_trigger_stops_even_the_owner_who_forgets_himself(owner_connection: Any, table: str, statement: str) -> None:
    recorded_act()
    with pytest.raises(Exception, match="only grows"):
        owner_connection.execute(statement.format(table))
    assert AuditEntry.objects.count() == 1


@pytest.mark.django_db
def test_rows_of_the_trail_say_that_they_only_grow() -> None:
    assert AuditEntry.append_only
    assert AuditHead.append_only


@pytest.mark.django_db
def test_a_field_about_a_person_is_masked_before_it_is_recorded() -> None:
    audit.mask("test_phone", lambda value: f"{value[:3]}****")
    entry = audit.record(
        county=TONGZI, action="test.moved", subject=counter(), by=OFFICER, at=MORNING,
        changes={"test_phone": ("13987654321", None), "other": ("13987654321", "")},
    )  # fmt: skip

    assert entry.changes == {"test_phone": ["139****", None], "other": ["13987654321", ""]}
    assert audit.verify().sound
