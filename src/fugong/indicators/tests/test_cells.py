"""Cells counted beforehand say what counting directly says, after whatever came meanwhile."""

import datetime as dt
from pathlib import Path

import pytest

from fugong.core import lake
from fugong.core.calendar import BEIJING
from fugong.indicators.actions.rolling import roll
from fugong.indicators.models import CellFile
from fugong.indicators.queries.cells import curve, latest, stamp_of
from fugong.indicators.queries.definitions import all_definitions
from fugong.indicators.queries.values import values_of
from fugong.indicators.rules.groups import STORED
from fugong.indicators.rules.value import Value
from fugong.indicators.tests.test_measuring import APRIL, MARCH, MONTH, meter, works
from fugong.registry.tests.factories import COUNTY
from fugong.reports.tests.factories import DAY, NOW, arranged, monthly_form, report

pytestmark = pytest.mark.django_db
LATER = dt.datetime(2020, 4, 6, 9, tzinfo=BEIJING)


def pairs(values: tuple[Value, ...]) -> list[tuple[object, ...]]:
    return [(v.group, v.numerator, v.denominator, v.counted, v.missing, v.excluded, v.rate) for v in values]


def agree(on: dt.date, period: str = "day") -> int:
    """Compare every definition of the period by every stored grouping; give how many values were compared."""
    compared = 0
    as_of = lake.AsOf(roll(COUNTY, at=LATER).position)
    with lake.reading(COUNTY, as_of=as_of) as opened:
        for one in (one for one in all_definitions() if one.period == period):
            direct = tuple(values_of(opened, one, days=[on], by=STORED, now=LATER))
            for by in STORED:
                stored = latest(one.code, county_code=COUNTY, on=on, version=one.version, by=by)
                assert pairs(stored) == pairs(tuple(v for v in direct if v.by == by)), (one.key, by)
                compared += len(stored)
    return compared


def test_cells_say_what_counting_says_and_go_on_doing_so() -> None:
    arranged()
    arranged(monthly_form())
    first, second = works(40), works(holder="state", size="large")
    report(first)
    meter(first, "A", reference=100, day=31)
    assert agree(DAY) > len(all_definitions())

    report(second, on=DAY, operating="no", output_value_wan=0)
    assert agree(DAY) > 0
    report(first, staff_at_post=39, reason="更正", at=LATER)
    assert agree(DAY) > 0
    report(second, form_code="monthly_industry", on=MARCH, at=APRIL, values=dict(zip(MONTH, (5, 4, 9, 8), strict=True)))
    assert agree(dt.date(2020, 3, 31), "month") > 0
    assert agree(DAY) > 0


def cell_files() -> list[Path]:
    return [lake.folder() / path for path in CellFile.objects.values_list("path", flat=True)]


def test_a_replaced_file_stays_for_who_reads_it_and_goes_after_an_hour() -> None:
    arranged()
    report(works(40))
    roll(COUNTY, at=LATER)
    before = cell_files()
    roll(COUNTY, at=LATER, anew=True)
    assert set(before).isdisjoint(cell_files())

    roll(COUNTY, at=LATER + dt.timedelta(minutes=59), anew=True)
    assert all(path.is_file() for path in before)
    roll(COUNTY, at=LATER + dt.timedelta(minutes=60), anew=True)

    assert not any(path.is_file() for path in before)
    assert agree(DAY) > 0


def test_cells_whose_files_are_missing_are_counted_anew() -> None:
    arranged()
    report(works(40))
    roll(COUNTY, at=LATER)
    for path in cell_files():
        path.unlink()

    assert roll(COUNTY, at=LATER).days > 0
    assert agree(DAY) > 0


def test_what_is_known_already_is_not_counted_again() -> None:
    arranged()
    report(works())
    assert roll(COUNTY, at=LATER).days > 0
    assert roll(COUNTY, at=LATER).days == 0


def test_a_report_of_one_day_counts_that_day_alone() -> None:
    arranged()
    pk = works()
    report(pk)
    report(pk, on=DAY + dt.timedelta(days=1), at=NOW + dt.timedelta(days=1))
    roll(COUNTY, at=LATER)
    report(pk, staff_at_post=19, reason="更正", at=LATER)

    assert roll(COUNTY, at=LATER).days == 1
    assert agree(DAY) > 0


def test_a_curve_has_a_value_a_day() -> None:
    arranged()
    pk = works()
    for n in range(3):
        report(pk, on=DAY + dt.timedelta(days=n), at=NOW + dt.timedelta(days=n))
    roll(COUNTY, at=LATER)

    found = curve("resumption_gross", county_code=COUNTY, from_on=DAY, until_on=DAY + dt.timedelta(days=2))

    assert [(value.on.day, int(value.numerator)) for value in found] == [(2, 1), (3, 1), (4, 1)]


def test_before_anything_was_counted_there_is_nothing_to_show() -> None:
    assert stamp_of(COUNTY) is None
    assert latest("resumption_gross", county_code=COUNTY, on=DAY) == ()
    assert roll(COUNTY, at=LATER).days == 0
