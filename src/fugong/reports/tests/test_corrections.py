"""Lake and database agree after very many random corrections, made in any order, refreshed at any moment.

``make test`` makes 300 of them, ``make test-all`` FUGONG_CORRECTIONS. They are the same in every run.
"""

import datetime as dt
import os
from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest

from fugong.core import lake
from fugong.registry.tests.factories import COUNTY, industrial_member
from fugong.reports.actions.taking_in import ReportRow, take_in
from fugong.reports.models import Report
from fugong.reports.tests.factories import LOADER, NOW, SINCE, arranged

pytestmark = pytest.mark.django_db
CORRECTIONS = int(os.environ.get("FUGONG_CORRECTIONS", "300"))
ENTERPRISES, DAYS, MOST_AT_ONCE = 12, 20, 40
MINUTE = dt.timedelta(minutes=1)
OUTPUT = "SELECT enterprise_id, period_on, value FROM report_values WHERE item = 'output_value_wan'"
Told = dict[tuple[int, dt.date], Decimal]


def batches(of: list[int], chance: Random) -> Iterator[list[ReportRow]]:
    """Give first every enterprise's report of every day, then corrections by the handful until there are enough."""
    days = [SINCE + dt.timedelta(n) for n in range(DAYS)]
    yield [row(enterprise, day, chance) for day in days for enterprise in of]
    left = CORRECTIONS
    while left:
        number = min(left, chance.randint(1, MOST_AT_ONCE))
        keys = chance.sample([(enterprise, day) for enterprise in of for day in days], number)
        yield [row(enterprise, day, chance) for enterprise, day in keys]
        left -= number


def row(enterprise: int, day: dt.date, chance: Random) -> ReportRow:
    """Give a report that differs from any before it by its output; sometimes it leaves out what was said before."""
    values: dict[str, object] = {
        "operating": "yes", "staff_at_post": chance.randint(1, 40), "output_value_wan": f"{chance.uniform(1, 99):.2f}",
    }  # fmt: skip
    if chance.random() < 0.5:
        values["mask_days"] = chance.randint(0, 30)
    return ReportRow(enterprise, day, values, reason="更正")


def read(as_of: lake.AsOf | None = None) -> Told:
    with lake.reading(COUNTY, as_of=as_of) as opened:
        return {(pk, day): value for pk, day, value in opened.engine.rows(OUTPUT)}


def test_lake_and_database_agree_after_random_corrections() -> None:
    arranged()
    works = [industrial_member().pk for _ in range(ENTERPRISES)]
    chance = Random(520322)  # noqa: S311  # a seed makes it the same in every run
    at = NOW + dt.timedelta(days=DAYS)
    now: Told = {}
    then: dict[lake.AsOf, Told] = {}
    for batch in batches(works, chance):
        at += MINUTE
        take_in(COUNTY, form_code="daily_industry", rows=batch, via="api", by=LOADER, at=at)
        now |= {(one.enterprise_id, one.period_on): Decimal(str(one.values["output_value_wan"])) for one in batch}
        if chance.random() < 0.2:
            lake.refresh(COUNTY, at=at)
        if chance.random() < 0.05:
            then[lake.AsOf(lake.current_position(COUNTY))] = dict(now)

    assert read() == now  # the tail is read beside the files
    lake.refresh(COUNTY, at=at)
    assert lake.reconcile(COUNTY) == []
    assert read() == now
    assert then
    assert all(read(as_of) == told for as_of, told in then.items())
    assert Report.objects.count() == ENTERPRISES * DAYS + CORRECTIONS
