"""Targets and forecasts: who opens the page, what it says of too little, and that a target is set in versions."""

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fugong.cockpit.queries.outlook import reached_options
from fugong.indicators import public as indicators
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, OTHER_COUNTY, make_enterprise, make_region_tree
from fugong.reports.tests import factories

from .test_screens import EVENING, MAY_LOOK, ladder, status_for

pytestmark = pytest.mark.django_db
OTHER_TOWNSHIP = f"{OTHER_COUNTY}101"
PAGE, SETTING = reverse("cockpit:targets"), reverse("cockpit:set-target")


@pytest.fixture(autouse=True)
def _evening(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = EVENING, dt.datetime.now().astimezone()
    make_region_tree()
    cache.clear()


def works_with_a_report() -> str:
    factories.arranged()
    made = make_enterprise(memberships=("industry_above",))
    factories.report(made.pk, output_value_wan="12.5")
    indicators.roll(COUNTY, at=EVENING)
    return made.uscc


def told(uscc: str, **changed: object) -> dict[str, object]:
    return {"uscc": uscc, "item": "output_value_wan", "year": 2020, "value": "250", "basis": "示例文1号"} | changed


def test_the_page_is_opened_by_those_who_lead() -> None:
    works_with_a_report()
    assert {who: status_for(actor, PAGE) for who, actor in ladder().items()} == MAY_LOOK


def test_a_target_is_set_then_corrected_and_shown_with_what_was_reported(client: Client) -> None:
    uscc = works_with_a_report()
    officer = people.signed_in(client, people.officer())
    assert officer.post(SETTING, told(uscc, value="200")).status_code == 302
    assert officer.post(SETTING, told(uscc)).status_code == 302

    page = officer.get(PAGE)
    ((_card, item, row),) = page.context["rows"]

    assert (item.code, row.target.value, row.target.version) == ("output_value_wan", 250, 2)
    assert (row.reported, row.records, row.share) == (12.5, 1, 5)
    assert row.year_end is None
    text = page.content.decode()
    assert "只有 1 期数据，不足以预测" in text
    assert "第 2 版" in text


def test_what_was_reached_opens_periods_that_add_up_to_it(client: Client) -> None:
    uscc = works_with_a_report()
    officer = people.signed_in(client, people.officer())
    officer.post(SETTING, told(uscc, value="200"))
    officer.post(SETTING, told(uscc))
    (link,) = re.findall(r'href="([^"]+)" data-test="reached"', officer.get(PAGE).content.decode())

    where = {"uscc": uscc, "item": "output_value_wan", "year": 2020}
    assert link == reverse("cockpit:target", kwargs=where)
    opened = officer.get(link)

    ((_card, _item, row),) = officer.get(PAGE).context["rows"]
    assert opened.context["total"] == row.reported == 12.5
    assert [period.first_on for period in opened.context["rows"]] == [factories.DAY]
    assert opened.context["chart"]["yAxis"]["name"] == "万元"
    assert [one["data"] for one in opened.context["chart"]["series"]] == [[12.5]]
    assert "data-chart" not in opened.content.decode()  # one period is no curve
    assert [act.action for act in opened.context["history"]] == ["indicators.target.set"] * 2
    assert opened.content.decode().count('data-action="indicators.target.set"') == 2
    for wrong in ({"item": "nothing"}, {"item": "staff_at_post"}, {"item": "operating"}, {"year": 0}, {"year": 99999}):
        assert officer.get(reverse("cockpit:target", kwargs=where | wrong)).status_code == 404, wrong
    assert status_for(people.reviewer(), link) == 403
    assert officer.get(link.replace(uscc, make_enterprise(division_code=OTHER_TOWNSHIP).uscc)).status_code == 404


def test_the_line_of_what_was_reached_runs_from_the_earliest_period_to_the_latest() -> None:
    days = [factories.DAY + dt.timedelta(n) for n in (1, 0)]
    periods = [indicators.Period("daily_industry", day, day, Decimal(day.day)) for day in days]

    drawn: Any = reached_options(periods, "产值", unit="万元")

    assert drawn["xAxis"]["data"] == ["3-2", "3-3"]
    assert [one["data"] for one in drawn["series"]] == [[2.0, 3.0]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"uscc": "X"},
        {"value": "0"},
        {"value": "-1"},
        {"item": "operating"},
        {"item": "staff_at_post"},
        {"basis": " "},
        {"year": "x"},
        {"year": "0"},
        {"year": "99999"},
    ],
)
def test_a_wrong_target_is_said_and_nothing_is_set(client: Client, wrong: dict[str, object]) -> None:
    uscc = works_with_a_report()
    officer = people.signed_in(client, people.officer())
    answer = officer.post(SETTING, told(uscc) | wrong)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert indicators.targets_of(COUNTY, year=2020) == ()


def test_only_who_sets_targets_may_set_one(client: Client) -> None:
    uscc = works_with_a_report()
    assert people.signed_in(client, people.supervisor()).post(SETTING, told(uscc)).status_code == 403
    assert indicators.targets_of(COUNTY, year=2020) == ()
