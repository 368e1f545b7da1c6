"""Reminders: each once for enterprise, period and step; never for what came, what is closed, or what is long past."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from fugong.core.calendar import BEIJING
from fugong.core.refusals import NotPermitted
from fugong.people.public import clock_actor
from fugong.registry.tests.factories import COUNTY, industrial_member
from fugong.reports.actions.locking import lock_period
from fugong.reports.actions.reminding import remind_missing
from fugong.reports.models import ReportReminder
from fugong.reports.rules.reminders import step_due
from fugong.reports.tests.factories import OFFICER, SINCE, arranged, report

pytestmark = pytest.mark.django_db
CLOCK = clock_actor(COUNTY)
DUE = dt.datetime.combine(SINCE + dt.timedelta(1), dt.time(10), BEIJING)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def steps(enterprise_id: int) -> list[str]:
    rows = ReportReminder.objects.filter(enterprise_id=enterprise_id, period_on=SINCE).order_by("reminded_at")
    return list(rows.values_list("step", flat=True))


@pytest.mark.parametrize(
    ("after", "step"),
    [(-3 * HOUR, ""), (-2 * HOUR, "near"), (-HOUR, "near"), (0 * HOUR, "overdue"), (23 * HOUR, "overdue"),
     (DAY, "escalated"), (7 * DAY, "escalated"), (7 * DAY + HOUR, "")],
)  # fmt: skip
def test_the_step_follows_the_term(after: dt.timedelta, step: str) -> None:
    assert step_due(DUE, DUE + after) == step


def test_who_is_silent_is_told_at_every_step_once() -> None:
    arranged()
    silent, prompt = industrial_member(), industrial_member()
    report(prompt.pk, on=SINCE, at=DUE - 3 * HOUR)
    for at in (DUE - HOUR, DUE - HOUR / 2, DUE + HOUR, DUE + 2 * HOUR, DUE + DAY):
        remind_missing(COUNTY, by=CLOCK, at=at)

    assert steps(silent.pk) == ["near", "overdue", "escalated"]
    assert steps(prompt.pk) == []


def test_who_reports_meanwhile_is_told_no_more() -> None:
    arranged()
    works = industrial_member()
    remind_missing(COUNTY, by=CLOCK, at=DUE - HOUR)
    report(works.pk, on=SINCE, at=DUE)
    remind_missing(COUNTY, by=CLOCK, at=DUE + HOUR)

    assert steps(works.pk) == ["near"]


def test_a_closed_period_is_not_asked_for() -> None:
    arranged()
    works = industrial_member()
    lock_period(COUNTY, form_code="daily_industry", period_on=SINCE, by=OFFICER, at=DUE)
    remind_missing(COUNTY, by=CLOCK, at=DUE + HOUR)

    assert steps(works.pk) == []


def test_nobody_but_the_clock_reminds() -> None:
    arranged()
    industrial_member()
    with pytest.raises(NotPermitted):
        remind_missing(COUNTY, by=OFFICER, at=DUE + HOUR)
    assert not ReportReminder.objects.exists()


def test_two_looks_at_once_tell_once(in_parallel: Callable[..., list[Any]]) -> None:
    arranged()
    industrial_member()
    results = in_parallel([lambda: remind_missing(COUNTY, by=CLOCK, at=DUE + HOUR)] * 3)

    assert sorted(results) == [0, 0, 1]
    assert ReportReminder.objects.count() == 1
