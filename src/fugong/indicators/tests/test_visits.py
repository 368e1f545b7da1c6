"""Suggesting visits: found once, announced, answered once; nobody else's area, nothing half done."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from fugong.core.calendar import BEIJING
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused, Stale
from fugong.indicators.actions.rolling import roll
from fugong.indicators.actions.suggesting import answer_visit, suggest_visits
from fugong.indicators.models import VisitAnswer, VisitSuggestion
from fugong.indicators.queries.visits import signals_of, suggestions
from fugong.indicators.tests.test_measuring import works
from fugong.people.public import Actor, Grant, clock_actor
from fugong.registry import public as registry
from fugong.registry.tests.factories import COUNTY
from fugong.reports import public as reports
from fugong.reports.tests.factories import ELSEWHERE, LEADER, LOADER, OFFICER, SINCE, arranged, report

pytestmark = pytest.mark.django_db
DAYS = 12
MORNING = dt.datetime.combine(SINCE + dt.timedelta(DAYS), dt.time(10, 40), BEIJING)
CLOCK = clock_actor(COUNTY)
NEIGHBOUR = Actor(109, "他镇联络员", (Grant("liaison", "520322999", None, "他镇联络员"),))
OPERATOR = Actor(110, "企业经办人", (Grant("operator", "", None, "企业经办人"),))


def watched(name: str, *, operating: str, kwh: int, days: int = DAYS) -> int:
    """Set an enterprise up that says the same of every day while its meter counts the same load."""
    pk = works()
    reports.register_meters(COUNTY, meters=[reports.MeterRow(name, pk, dt.date(2019, 1, 1))], by=LOADER, at=MORNING)
    readings = [reports.ReadingRow(name, dt.date(2019, 12, n), Decimal(100)) for n in range(1, 32)]
    for n in range(days):
        on = SINCE + dt.timedelta(n)
        said: dict[str, Any] = {"staff_at_post": 0, "output_value_wan": 0} if operating == "no" else {}
        report(pk, on=on, at=MORNING, operating=operating, **said)
        readings.append(reports.ReadingRow(name, on, Decimal(kwh + n % 2)))
    reports.read_meters(COUNTY, readings=readings, via="meter", by=LOADER, at=MORNING)
    roll(COUNTY, at=MORNING)
    return pk


def suggested() -> list[tuple[int, str]]:
    return list(VisitSuggestion.objects.in_order().values_list("enterprise_id", "code"))


def one_suggestion() -> VisitSuggestion:
    arranged()
    watched("A", operating="no", kwh=85)
    suggest_visits(COUNTY, by=CLOCK, at=MORNING)
    return VisitSuggestion.objects.get()


def test_who_says_stopped_while_the_meter_runs_is_suggested_and_who_agrees_is_not() -> None:
    arranged()
    odd = watched("A", operating="no", kwh=85)
    watched("B", operating="no", kwh=6)
    watched("C", operating="yes", kwh=90)

    assert suggest_visits(COUNTY, by=CLOCK, at=MORNING) == 1
    assert suggested() == [(odd, "stopped_but_busy")]
    row = VisitSuggestion.objects.get()
    assert (row.first_on, row.last_on) == (SINCE, SINCE + dt.timedelta(DAYS - 1))
    assert row.facts == {"days": "12", "load": "86"}


def test_what_goes_on_is_not_suggested_again() -> None:
    row = one_suggestion()
    report(row.enterprise_id, on=SINCE + dt.timedelta(DAYS), at=MORNING, operating="no", staff_at_post=0,
           output_value_wan=0)  # fmt: skip
    roll(COUNTY, at=MORNING)

    assert suggest_visits(COUNTY, by=CLOCK, at=MORNING + dt.timedelta(1)) == 0
    assert VisitSuggestion.objects.count() == 1


def test_nothing_is_suggested_of_too_few_days() -> None:
    arranged()
    watched("A", operating="no", kwh=85, days=9)
    assert suggest_visits(COUNTY, by=CLOCK, at=MORNING) == 0
    assert suggested() == []


@pytest.mark.parametrize("actor", [OPERATOR, ELSEWHERE, NEIGHBOUR])
def test_others_suggest_nothing(actor: Actor) -> None:
    arranged()
    watched("A", operating="no", kwh=85)
    with pytest.raises(NotPermitted):
        suggest_visits(COUNTY, by=actor, at=MORNING)
    assert suggested() == []


def test_suggestions_are_read_in_their_area_alone() -> None:
    row = one_suggestion()
    uscc = registry.enterprise_card(row.enterprise_id, on=SINCE).uscc
    on = MORNING.date()

    assert list(suggestions(OFFICER, on=on, tab="open")) == [row]
    assert list(suggestions(OFFICER, on=on + dt.timedelta(60), tab="past")) == [row]
    for other in (ELSEWHERE, NEIGHBOUR, OPERATOR):
        assert list(suggestions(other, on=on, tab="open")) == []
        with pytest.raises(NotThere):
            signals_of(other, uscc, on=on)
    assert len(signals_of(LEADER, uscc, on=on).days) == DAYS


def test_an_answer_settles_a_suggestion_once() -> None:
    row = one_suggestion()
    answer_visit(row.pk, kind="explained", said="为邻厂转供电", by=OFFICER, at=MORNING)

    assert list(suggestions(OFFICER, on=MORNING.date(), tab="open")) == []
    assert [one.answer.said for one in suggestions(OFFICER, on=MORNING.date(), tab="answered")] == ["为邻厂转供电"]
    with pytest.raises(Stale):
        answer_visit(row.pk, kind="agrees", said="再答", by=OFFICER, at=MORNING)
    assert VisitAnswer.objects.get().kind == "explained"


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"kind": "guilty"}, Invalid),
        ({"said": " "}, Invalid),
        ({"by": NEIGHBOUR}, NotPermitted),
        ({"by": OPERATOR}, NotPermitted),
        ({"suggestion_id": 10**6}, NotThere),
    ],
)
def test_a_refused_answer_changes_nothing(told: dict[str, Any], refusal: type[Refused]) -> None:
    row = one_suggestion()
    asked: dict[str, Any] = {
        "suggestion_id": row.pk,
        "kind": "agrees",
        "said": "已核实",
        "by": OFFICER,
        "at": MORNING,
    } | told
    with pytest.raises(refusal):
        answer_visit(**(asked | told))
    assert not VisitAnswer.objects.exists()


def test_two_looks_at_once_suggest_once(in_parallel: Callable[..., list[Any]]) -> None:
    arranged()
    watched("A", operating="no", kwh=85)
    results = in_parallel([lambda: suggest_visits(COUNTY, by=CLOCK, at=MORNING)] * 3)

    assert sorted(results) == [0, 0, 1]
    assert VisitSuggestion.objects.count() == 1
