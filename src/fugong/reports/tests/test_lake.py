"""The lake says what the database says: after every refresh, after corrections, as of any moment."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from fugong.core import jobs, lake
from fugong.registry.tests.factories import COUNTY, industrial_member
from fugong.reports.actions.metering import MeterRow, ReadingRow, read_meters, register_meters
from fugong.reports.tests.factories import DAY, LOADER, NOW, arranged, report

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
STAFF = (
    "SELECT enterprise_id, value FROM report_values WHERE item = 'staff_at_post' AND period_on = DATE '2020-03-02'"
    " ORDER BY enterprise_id"
)


def files(fact: str = "report_values") -> list[Path]:
    """Give the files that the database says make up a table of the lake."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM core_lakefile WHERE fact = %s AND replaced_at IS NULL ORDER BY id", [fact])
        return [lake.folder() / path for (path,) in cursor.fetchall()]


def staff(as_of: lake.AsOf | None = None) -> list[int]:
    with lake.reading(COUNTY, as_of=as_of) as opened:
        return [int(value) for _, value in opened.engine.rows(STAFF)]


def places(as_of: lake.AsOf | None = None) -> list[str]:
    with lake.reading(COUNTY, as_of=as_of) as opened:
        return [str(code) for (code,) in opened.engine.rows("SELECT division_code FROM enterprises")]


def test_what_was_reported_is_in_the_lake_item_by_item() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20, output_value_wan="12.34", difficulties=["labour"])
    lake.refresh(COUNTY, at=NOW)

    with lake.reading(COUNTY) as opened:
        found = dict(opened.engine.rows("SELECT item, value FROM report_values"))

    assert found == {
        "_received": 1, "operating": 1, "staff_at_post": 20, "output_value_wan": Decimal("12.34"),
        "difficulties.labour": 1,
    }  # fmt: skip
    assert lake.reconcile(COUNTY) == []


def test_what_is_not_yet_published_is_read_from_the_database_beside_the_files() -> None:
    arranged()
    first, second = industrial_member(), industrial_member()
    report(first.pk, staff_at_post=20)
    lake.refresh(COUNTY, at=NOW)

    report(second.pk, staff_at_post=30)
    report(first.pk, staff_at_post=25, reason="更正")

    assert staff() == [25, 30]


def test_a_correction_leaves_what_was_known_before_as_it_was() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    before = lake.current_position(COUNTY)
    lake.refresh(COUNTY, at=NOW)
    report(works.pk, staff_at_post=25, at=NOW + HOUR, reason="更正")
    lake.refresh(COUNTY, at=NOW + HOUR)

    assert staff() == [25]
    assert staff(lake.AsOf(before)) == [20]
    assert staff(lake.AsOf(lake.current_position(COUNTY), NOW)) == [20]
    assert lake.reconcile(COUNTY) == []


def test_a_correction_that_leaves_an_item_out_takes_it_out() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20, mask_days=5)
    report(works.pk, values={"operating": True, "staff_at_post": 20}, reason="更正")
    lake.refresh(COUNTY, at=NOW)

    with lake.reading(COUNTY) as opened:
        items = {item for (item,) in opened.engine.rows("SELECT item FROM report_values")}

    assert items == {"_received", "operating", "staff_at_post"}


def test_refreshing_twice_adds_nothing() -> None:
    arranged()
    report(industrial_member().pk)
    lake.refresh(COUNTY, at=NOW)
    before = files()

    again = lake.refresh(COUNTY, at=NOW)

    assert (again.added, files()) == ({}, before)


def test_the_lake_can_be_made_anew_from_nothing() -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    report(works.pk, staff_at_post=25, reason="更正")
    lake.refresh(COUNTY, at=NOW)
    before = files()

    lake.rebuild(COUNTY, at=NOW)

    assert staff() == [25]
    assert lake.reconcile(COUNTY) == []
    assert all(path.is_file() for path in files())
    assert all(path.is_file() for path in before)
    lake.join(COUNTY, at=NOW + 12 * HOUR)
    assert not any(path.is_file() for path in before)
    assert all(path.is_file() for path in files())


def test_a_damaged_file_is_named() -> None:
    arranged()
    report(industrial_member().pk)
    lake.refresh(COUNTY, at=NOW)
    (path,) = files()
    path.write_bytes(path.read_bytes()[:-1] + b"X")

    assert [difference.damaged for difference in lake.reconcile(COUNTY)] == [str(path.relative_to(lake.folder()))]


def test_a_report_that_never_reached_the_lake_is_found() -> None:
    arranged()
    report(industrial_member().pk)
    report(industrial_member().pk)
    lake.refresh(COUNTY, at=NOW)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_lakefile WHERE fact = 'report_values'")

    found = {difference.fact: difference.only_in_database for difference in lake.reconcile(COUNTY)}

    assert found == {"report_values": 8}


def test_a_state_that_changed_keeps_what_it_was() -> None:
    works = industrial_member()
    lake.refresh(COUNTY, at=NOW)
    before = lake.AsOf(lake.current_position(COUNTY))
    works.division_code = "520322102"
    works.save(update_fields=["division_code"])
    lake.refresh(COUNTY, at=NOW + HOUR)

    assert (places(before), places()) == (["520322101"], ["520322102"])


@pytest.mark.parametrize("damaged", [False, True])
def test_a_rebuild_keeps_what_a_state_was_unless_its_files_are_damaged(*, damaged: bool) -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    lake.refresh(COUNTY, at=NOW)
    before = lake.AsOf(lake.current_position(COUNTY))
    works.division_code = "520322102"
    works.save(update_fields=["division_code"])
    lake.refresh(COUNTY, at=NOW + HOUR)
    report(works.pk, staff_at_post=25, reason="更正")
    works.division_code = "520322103"
    works.save(update_fields=["division_code"])
    if damaged:
        path = files("enterprises")[0]
        path.write_bytes(path.read_bytes()[:-1] + b"X")

    done = lake.rebuild(COUNTY, at=NOW + HOUR)

    assert done.forgotten == (("enterprises",) if damaged else ())
    assert places() == ["520322103"]
    assert places(before) == ([] if damaged else ["520322101"])
    assert (staff(), staff(before)) == ([25], [20])
    assert lake.reconcile(COUNTY) == []


def moved_and_corrected() -> tuple[lake.AsOf, list[Path]]:
    """Leave three files of values and two of enterprises; give the moment before the changes, and the files."""
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    lake.refresh(COUNTY, at=NOW)
    before = lake.AsOf(lake.current_position(COUNTY))
    works.division_code = "520322102"
    works.save(update_fields=["division_code"])
    for hours, staff_at_post in enumerate((25, 30), start=1):
        report(works.pk, staff_at_post=staff_at_post, at=NOW + hours * HOUR, reason="更正")
        lake.refresh(COUNTY, at=NOW + hours * HOUR)
    return before, files() + files("enterprises")


def test_joined_files_say_what_the_small_ones_said_at_any_moment() -> None:
    before, small = moved_and_corrected()
    now = lake.published_up_to(COUNTY)

    done = lake.join(COUNTY, at=NOW + 3 * HOUR, many=2)

    assert len(small) == 5
    assert (done.damaged, done.before >= 5) == ((), True)
    assert (len(files()), len(files("enterprises"))) == (1, 1)
    assert (staff(now), staff(before)) == ([30], [20])
    assert (places(now), places(before)) == (["520322102"], ["520322101"])
    assert lake.reconcile(COUNTY) == []
    assert lake.refresh(COUNTY, at=NOW + 3 * HOUR).added == {}


def test_joined_files_stay_for_half_a_day_for_who_reads_them() -> None:
    _, small = moved_and_corrected()

    def there() -> list[bool]:
        return [path.is_file() for path in small]

    lake.join(COUNTY, at=NOW + 3 * HOUR, many=2)
    lake.join(COUNTY, at=NOW + 14 * HOUR, many=2)
    assert there() == [True] * 5
    lake.join(COUNTY, at=NOW + 15 * HOUR, many=2)

    assert there() == [False] * 5
    assert all(path.is_file() for path in files() + files("enterprises"))
    assert lake.reconcile(COUNTY) == []


def test_whoever_reads_or_refreshes_while_files_are_joined_sees_every_row(
    in_parallel: Callable[..., list[Any]],
) -> None:
    before, _ = moved_and_corrected()
    report(industrial_member().pk, staff_at_post=40, at=NOW + 3 * HOUR)

    def joined() -> tuple[str, ...]:
        return lake.join(COUNTY, at=NOW + 3 * HOUR, many=2).damaged

    def refreshed() -> int:
        return lake.refresh(COUNTY, at=NOW + 3 * HOUR).added.get("report_values", 0)

    def read() -> tuple[list[int], list[int]]:
        return staff(), staff(before)

    seen = in_parallel([joined, refreshed, read, read, joined])

    known = ([30, 40], [20])
    assert seen == [(), 4, known, known, ()]
    assert lake.reconcile(COUNTY) == []
    assert (staff(), staff(before)) == known


def slipping_in(in_parallel: Callable[..., list[Any]], act: Callable[[], Any]) -> AbstractContextManager[None]:
    """Have somebody else act just before the files of the lake are asked for, as it may happen."""
    done: list[Any] = []

    def slip_in(execute: Callable[..., Any], question: str, *rest: Any) -> Any:
        if "core_lakefile" in question and not done:
            done.extend(in_parallel([act]))
        return execute(question, *rest)

    return connection.execute_wrapper(slip_in)


def test_a_refresh_between_two_looks_of_a_reader_shows_no_row_twice(in_parallel: Callable[..., list[Any]]) -> None:
    arranged()
    report(industrial_member().pk, staff_at_post=20)

    with slipping_in(in_parallel, lambda: lake.refresh(COUNTY, at=NOW)):
        assert staff() == [20]


def test_a_refresh_between_two_looks_is_no_difference(in_parallel: Callable[..., list[Any]]) -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)
    lake.refresh(COUNTY, at=NOW)
    report(works.pk, staff_at_post=25, reason="更正")

    with slipping_in(in_parallel, lambda: lake.refresh(COUNTY, at=NOW)):
        assert lake.reconcile(COUNTY) == []
    assert staff(lake.published_up_to(COUNTY)) == [25]


def test_what_is_reported_while_states_are_compared_is_published_with_them(
    in_parallel: Callable[..., list[Any]],
) -> None:
    arranged()
    works = industrial_member()
    report(works.pk, staff_at_post=20)

    with slipping_in(in_parallel, lambda: report(works.pk, staff_at_post=25, reason="更正")):
        done = lake.refresh(COUNTY, at=NOW)

    assert (done.added["report_values"], done.position) == (8, lake.published_up_to(COUNTY).position)
    assert staff(lake.AsOf(done.position)) == [25]
    assert lake.refresh(COUNTY, at=NOW).added == {}
    assert lake.reconcile(COUNTY) == []


def test_nothing_is_removed_while_a_backup_is_taken(owner_connection: psycopg.Connection[Any]) -> None:
    _, small = moved_and_corrected()
    lake.join(COUNTY, at=NOW + 3 * HOUR, many=2)
    with owner_connection.transaction():
        owner_connection.execute("SELECT pg_advisory_xact_lock_shared(%s)", [0x4647_424B])
        lake.join(COUNTY, at=NOW + 20 * HOUR, many=2)
        assert all(path.is_file() for path in small)

    lake.join(COUNTY, at=NOW + 20 * HOUR, many=2)

    assert not any(path.is_file() for path in small)


def test_the_worker_joins_every_night(work: Callable[[], None]) -> None:
    _, small = moved_and_corrected()
    lake.join(COUNTY, at=NOW + 3 * HOUR, many=2)

    jobs.defer("core.lake.join", timestamp=0)
    work()

    assert not any(path.is_file() for path in small)
    assert lake.reconcile(COUNTY) == []


def test_the_command_says_what_it_joined(capsys: pytest.CaptureFixture[str]) -> None:
    arranged()
    works = industrial_member()
    for number in range(21):
        report(works.pk, staff_at_post=number, reason="更正" if number else "")
        lake.refresh(COUNTY, at=NOW)

    call_command("lake", "join", COUNTY)
    call_command("lake", "join", COUNTY)

    assert capsys.readouterr().out.splitlines() == ["520322: 21 files became 1", "520322: nothing to join"]
    assert staff() == [20]


def test_few_files_are_not_worth_joining() -> None:
    _, small = moved_and_corrected()

    done = lake.join(COUNTY, at=NOW + 3 * HOUR)

    assert (done.before, done.after) == (0, 0)
    assert files() + files("enterprises") == small


def test_files_are_not_joined_with_a_damaged_one() -> None:
    _, small = moved_and_corrected()
    small[1].write_bytes(small[1].read_bytes()[:-1] + b"X")

    done = lake.join(COUNTY, at=NOW + 3 * HOUR, many=2)

    assert done.damaged == (str(small[1].relative_to(lake.folder())),)
    assert (files(), len(files("enterprises"))) == (small[:3], 1)
    assert [one.damaged for one in lake.reconcile(COUNTY)] == list(done.damaged)


def test_a_corrected_reading_is_the_one_that_counts() -> None:
    works = industrial_member()
    register_meters(COUNTY, meters=[MeterRow("M1", works.pk, DAY)], by=LOADER, at=NOW)
    for kwh in ("100.5", "90"):
        read_meters(COUNTY, readings=[ReadingRow("M1", DAY, Decimal(kwh))], via="meter", by=LOADER, at=NOW)
    lake.refresh(COUNTY, at=NOW)

    with lake.reading(COUNTY) as opened:
        assert opened.engine.rows("SELECT kwh FROM meter_readings") == [(Decimal(90),)]
    assert lake.reconcile(COUNTY) == []
