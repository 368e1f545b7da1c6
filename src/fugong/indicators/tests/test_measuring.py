"""Indicators measured on real records: each pair by hand beside what the question counts."""

import datetime as dt
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from fugong.core import lake
from fugong.indicators.queries.definitions import all_definitions
from fugong.indicators.queries.values import Total, measure, reported_total, rows_of
from fugong.indicators.rules.definition import Kind
from fugong.indicators.rules.value import Value
from fugong.registry.tests.factories import COUNTY, make_enterprise, record_staff
from fugong.reports import public as reports
from fugong.reports.tests.factories import DAY, LOADER, NOW, arranged, monthly_form, report

pytestmark = pytest.mark.django_db
MONTH = ("output_value_wan", "output_value_last_wan", "output_value_cum_wan", "output_value_cum_last_wan")
MARCH, APRIL = dt.date(2020, 3, 1), dt.datetime(2020, 4, 5, 12, tzinfo=NOW.tzinfo)


def works(staff: int | None = 20, **told: Any) -> int:
    made = make_enterprise(memberships=("industry_above",), **told)
    if staff is not None:
        record_staff(made, staff)
    return int(made.pk)


def one(code: str, *, on: dt.date = DAY, **asked: Any) -> Value:
    lake.refresh(COUNTY, at=NOW)
    (found,) = measure(code, county_code=COUNTY, on=on, now=NOW, **asked)
    return found


def pair(value: Value) -> tuple[str, str, int, int, int]:
    return f"{value.numerator}", f"{value.denominator}", value.counted, value.missing, value.excluded


def test_operation_counts_what_was_reported_and_shows_what_is_missing() -> None:
    arranged()
    running, idle, _silent = works(), works(), works()
    report(running)
    report(idle, operating="no", output_value_wan=0)

    assert pair(one("resumption_gross", version=2)) == ("1", "3", 2, 1, 0)


def test_confirmation_and_operation_stand_side_by_side() -> None:
    arranged()
    report(works())

    assert pair(one("resumption_gross", version=1)) == ("0", "1", 1, 0, 0)
    assert pair(one("resumption_gross", version=2)) == ("1", "1", 1, 0, 0)


def test_the_return_to_post_of_all_and_of_those_operating_differ() -> None:
    arranged()
    running, idle, _silent, unknown = works(40), works(60), works(100), works(None)
    report(running, staff_at_post=30)
    report(idle, operating="no", staff_at_post=5, output_value_wan=0)
    report(unknown, staff_at_post=7)

    assert pair(one("return_all")) == ("35", "200", 2, 1, 1)
    assert pair(one("return_restarted")) == ("30", "40", 1, 1, 2)


def test_growth_is_over_the_same_units_and_leaves_out_new_ones_by_name() -> None:
    arranged(monthly_form())
    old, new, _silent = works(), works(), works()
    for pk, said in ((old, (103, 100, 309, 300)), (new, (50, 0, 90, 0))):
        values = dict(zip(MONTH, said, strict=True))
        report(pk, form_code="monthly_industry", on=MARCH, at=APRIL, values=values)

    assert pair(one("output_cum_growth", on=MARCH)) == ("309", "300", 1, 1, 1)
    assert one("output_cum_growth", on=MARCH).rate == Decimal("3.0")
    assert pair(one("output_cum", on=MARCH)) == ("399", "3", 2, 1, 0)
    assert one("output_growth", on=dt.date(2020, 3, 31)).rate == Decimal("3.0")


def meter(pk: int, number: str, *, reference: int, day: int | None) -> None:
    reports.register_meters(COUNTY, meters=[reports.MeterRow(number, pk, dt.date(2019, 1, 1))], by=LOADER, at=NOW)
    december = [dt.date(2019, 12, n) for n in range(1, 32)]
    readings = [reports.ReadingRow(number, on, Decimal(reference)) for on in december]
    if day is not None:
        readings.append(reports.ReadingRow(number, DAY, Decimal(day)))
    reports.read_meters(COUNTY, readings=readings, via="meter", by=LOADER, at=NOW)


def test_the_electricity_index_counts_customers_above_the_threshold_and_their_load() -> None:
    above, at_threshold, zero, silent = works(), works(), works(), works()
    meter(above, "A", reference=100, day=31)
    meter(at_threshold, "B", reference=100, day=30)
    meter(zero, "C", reference=0, day=50)
    meter(silent, "D", reference=200, day=None)

    assert pair(one("electricity_customers")) == ("1", "3", 2, 1, 1)
    assert pair(one("electricity_energy")) == ("31", "400", 2, 1, 1)
    assert pair(one("electricity_ratio")) == ("61", "400", 2, 1, 1)
    # 0.5 × 31/400 + 0.5 × 1/3 = 20.54 points
    assert one("electricity_index").rate == Decimal("20.54")


def test_a_meter_that_serves_two_enterprises_speaks_for_neither() -> None:
    first, second = works(), works()
    meter(first, "A", reference=100, day=90)
    reports.register_meters(COUNTY, meters=[reports.MeterRow("A", second, dt.date(2019, 1, 1))], by=LOADER, at=NOW)

    assert pair(one("electricity_customers")) == ("0", "0", 0, 0, 2)


def test_on_time_is_decided_by_the_first_version() -> None:
    arranged()
    prompt, late, _silent = works(), works(), works()
    due = NOW.replace(day=3, hour=10)
    report(prompt)
    report(late, at=due + dt.timedelta(minutes=1))
    report(prompt, staff_at_post=21, reason="更正", at=due + dt.timedelta(days=1))

    assert pair(one("reports_received")) == ("2", "3", 2, 1, 0)
    assert pair(one("reports_on_time")) == ("1", "3", 3, 0, 0)


@pytest.mark.parametrize("by", ["ownership", "size", "industry", "township", "place_and_industry"])
def test_the_groups_add_up_to_the_whole(by: str) -> None:
    arranged()
    for holder, size, place in (("state", "large", "01"), ("private", "small", "02"), ("", "micro", "01")):
        report(works(holder=holder, size=size, division_code=f"5203221{place}"))
    works()
    whole = one("resumption_gross", version=2)

    parts = measure("resumption_gross", county_code=COUNTY, on=DAY, now=NOW, version=2, by=by)

    assert sum(part.numerator for part in parts) == whole.numerator == 3
    assert sum(part.denominator for part in parts) == whole.denominator == 4
    assert len(parts) > 1 or by == "industry"


@pytest.mark.parametrize("key", [d.key for d in all_definitions() if d.kind is not Kind.INDEX])
def test_the_rows_behind_a_value_add_up_to_it(key: str) -> None:
    arranged()
    arranged(monthly_form())
    pk, other = works(), works()
    report(pk)
    meter(pk, "A", reference=100, day=31)
    report(other, form_code="monthly_industry", on=MARCH, at=APRIL, values=dict(zip(MONTH, (5, 4, 9, 8), strict=True)))
    code, version = key.split(".v")
    lake.refresh(COUNTY, at=NOW)

    found = measure(code, county_code=COUNTY, on=DAY, now=NOW, version=int(version))
    opened = rows_of(code, county_code=COUNTY, on=DAY, version=int(version))
    rows = opened.rows

    assert (opened.numerator, opened.denominator) == (sum(r.numerator for r in rows), sum(r.denominator for r in rows))
    assert opened.number == len(rows)
    assert [sum(r.numerator for r in rows)] == [v.numerator for v in found] or (not rows and not found)
    assert [sum(r.denominator for r in rows)] == [v.denominator for v in found] or not rows
    assert [sum(r.standing == "counted" for r in rows)] == [v.counted for v in found] or not rows


def test_a_value_can_be_counted_again_as_it_was_known() -> None:
    arranged()
    pk = works()
    report(pk, operating="no", output_value_wan=0)
    then = lake.AsOf(lake.current_position(COUNTY))
    assert one("resumption_gross", version=2).numerator == 0
    known = lake.AsOf(lake.current_position(COUNTY))
    report(pk, reason="更正")

    assert one("resumption_gross", version=2).numerator == 1
    assert one("resumption_gross", version=2, as_of=known).numerator == 0
    assert then.position < known.position  # the refresh published who was there


def test_a_total_names_how_many_reports_went_in() -> None:
    arranged()
    first, second = works(), works()
    report(first, output_value_wan="1.25")
    report(second, output_value_wan="2.5")

    asked = partial(
        reported_total, COUNTY, item="output_value_wan", form_code="daily_industry", from_on=DAY, until_on=DAY
    )

    assert asked() == Total(Decimal("3.75"), records=2, enterprises=2)
    assert asked(uscc="x") == Total(Decimal(0), records=0, enterprises=0)
