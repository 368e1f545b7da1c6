"""The leader's screen: who may open it, and that every number on it opens rows that add up to it."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from fugong.core.calendar import BEIJING
from fugong.indicators import public as indicators
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, OTHER_COUNTY, make_enterprise, make_region_tree, record_staff
from fugong.reports import public as reports
from fugong.reports.tests import factories

pytestmark = pytest.mark.django_db
EVENING = datetime(2020, 3, 2, 19, tzinfo=BEIJING)
WALL = "cockpit:wall"


@pytest.fixture(autouse=True)
def _evening(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = EVENING, datetime.now().astimezone()
    make_region_tree()
    cache.clear()


def a_county_at_work(number: int = 3) -> None:
    """Set up enterprises of both lists and others, with reports, meters and months, counted as of the evening."""
    factories.arranged()
    factories.arranged(factories.monthly_form(addressees=reports.Addressees(memberships=("industry_above",))))
    months = ("output_value_wan", "output_value_last_wan", "output_value_cum_wan", "output_value_cum_last_wan")
    for n in range(number):
        place = f"52032210{1 + n % 2}"
        works = make_enterprise(
            memberships=("industry_above",), holder=("state", "private")[n % 2], division_code=place
        )
        record_staff(works, 40 + n)
        factories.report(works.pk, operating="no" if n == 0 else "yes", staff_at_post=n and 20 + n)
        told = dict(zip(months, (10, 9, 20 + n, 18), strict=True))
        factories.report(works.pk, form_code="monthly_industry", on=factories.DAY.replace(month=2, day=1), values=told)
        meter = reports.MeterRow(f"M{n}", works.pk, factories.SINCE - timedelta(days=90))
        reports.register_meters(COUNTY, meters=[meter], by=factories.LOADER, at=EVENING)
        days = [datetime(2019, 12, day, tzinfo=BEIJING).date() for day in range(1, 32)]
        read = [reports.ReadingRow(f"M{n}", day, Decimal(100)) for day in days]
        read.append(reports.ReadingRow(f"M{n}", factories.DAY, Decimal(25 + 10 * n)))
        reports.read_meters(COUNTY, readings=read, via="meter", by=factories.LOADER, at=EVENING)
    make_enterprise()
    indicators.roll(COUNTY, at=EVENING)


def status_for(actor: Actor | None, address: str) -> int:
    client = people.signed_in(Client(), actor) if actor else Client()
    return client.get(address).status_code


def ladder() -> dict[str, Actor | None]:
    return {
        "county leader": people.county_leader(),
        "officer": people.officer(),
        "supervisor": people.supervisor(),
        "reviewer": people.reviewer(),
        "operator": people.operator(),
        "administrator": people.system_admin(),
        "visitor": None,
    }


MAY_LOOK = {
    "county leader": 200,
    "officer": 200,
    "supervisor": 200,
    "reviewer": 403,
    "operator": 403,
    "administrator": 403,
    "visitor": 302,
}


def figure(code: str = "resumption_gross", version: int = 2) -> str:
    return reverse("cockpit:figure", args=[code, version]) + "?on=2020-03-02"


@pytest.mark.parametrize("address", [reverse("cockpit:cockpit"), reverse(WALL), figure()])
def test_the_screens_are_opened_by_those_who_lead(address: str) -> None:
    a_county_at_work()
    assert {who: status_for(actor, address) for who, actor in ladder().items()} == MAY_LOOK


@pytest.mark.parametrize("query", [f"?county={OTHER_COUNTY}", "?county=52", "?county=x", "?county=5203221"])
def test_a_county_outside_ones_area_is_not_there(query: str) -> None:
    leader = people.county_leader()
    for address in (reverse("cockpit:cockpit"), reverse(WALL), reverse("cockpit:figure", args=["permitted", 1])):
        assert status_for(leader, address + query) == 404


@pytest.mark.parametrize(
    "address",
    [
        figure("rich", 1), figure("resumption_gross", 99), figure() + "&by=names", figure() + "&group=nobody",
        reverse("cockpit:figure", args=["permitted", 1]) + "?on=2020-02-30",
    ],
)  # fmt: skip
def test_what_nobody_counts_is_not_there(address: str) -> None:
    a_county_at_work()
    assert status_for(people.county_leader(), address) == 404


def test_every_number_opens_rows_that_add_up_to_it() -> None:
    a_county_at_work(5)
    leader = people.signed_in(Client(), people.county_leader())
    page = leader.get(reverse("cockpit:cockpit"))
    links = [unescape(link) for link in re.findall(r'href="([^"]*/cockpit/figure/[^"]*)"', page.content.decode())]
    assert 5 <= len(page.context["cockpit"].figures) <= 7
    assert len(links) > len(page.context["cockpit"].figures)

    opened = 0
    while links:
        answer = leader.get(links.pop())
        assert answer.status_code == 200
        value, opened = answer.context["value"], opened + 1
        if value.parts:
            parts = re.findall(r'href="([^"]*/cockpit/figure/[^"]*)"', answer.content.decode())
            assert len(parts) == len(value.parts)
            links += [unescape(part) for part in parts]
            continue
        assert (answer.context["numerator"], answer.context["denominator"]) == (value.numerator, value.denominator)
        assert answer.context["page"].paginator.count == value.counted + value.missing + value.excluded
    assert opened > 8


def test_the_rows_stay_those_of_the_figure_while_new_reports_come() -> None:
    a_county_at_work()
    leader = people.signed_in(Client(), people.county_leader())
    before = leader.get(figure()).context["numerator"]
    late = make_enterprise(memberships=("industry_above",))
    factories.report(late.pk, on=factories.DAY)

    assert leader.get(figure()).context["numerator"] == before
    indicators.roll(COUNTY, at=EVENING)
    assert leader.get(figure()).context["numerator"] == before + 1


def test_a_rate_is_never_printed_without_its_pair() -> None:
    a_county_at_work()
    leader = people.signed_in(Client(), people.county_leader())
    for address in (reverse("cockpit:cockpit"), reverse(WALL)):
        page = leader.get(address)
        shown = page.content.decode()
        for one in page.context["cockpit"].figures:
            pairs = [part.value for part in one.value.parts] or [one.value]
            for pair in pairs:
                text = (
                    rf"{pair.numerator:,f}".rstrip("0").rstrip(".")
                    if "." in f"{pair.numerator}"
                    else f"{pair.numerator:,f}"
                )
                assert f"{text} / " in shown, (address, one.value.code)


def test_the_table_twin_says_what_the_curve_shows() -> None:
    a_county_at_work()
    leader = people.signed_in(Client(), people.county_leader())
    for query in ("", "?curves=groups"):
        screen = leader.get(reverse("cockpit:cockpit") + query).context
        latest, values = screen["rows"][0]
        assert latest == factories.DAY
        assert [series["data"][-1] for series in screen["chart"]["series"]] == [
            float(value.rate) if value.rate is not None else None for value in values
        ]


def test_a_poll_of_the_same_figures_has_no_body_and_costs_little() -> None:
    a_county_at_work()
    leader = people.signed_in(Client(), people.county_leader())
    first = leader.get(reverse(WALL), headers={"HX-Request": "true"})
    tag = {"HX-Request": "true", "If-None-Match": first["ETag"]}
    leader.get(reverse(WALL), headers=tag)
    with CaptureQueriesContext(connection) as asked:
        again = leader.get(reverse(WALL), headers=tag)

    assert (again.status_code, again.content) == (304, b"")
    # Who asks: session, account with its posts. The figures themselves are asked once in some seconds for all screens.
    tables = [one["sql"].split('FROM "')[1].split('"')[0] for one in asked]
    assert tables == ["people_session", "people_posting"]
    cache.clear()
    factories.report(make_enterprise(memberships=("industry_above",)).pk)
    indicators.roll(COUNTY, at=EVENING)
    assert leader.get(reverse(WALL), headers=tag).status_code == 200


def test_old_figures_say_so() -> None:
    a_county_at_work()
    indicators.roll(COUNTY, at=EVENING - timedelta(hours=2), anew=True)
    page = people.signed_in(Client(), people.county_leader()).get(reverse(WALL)).content.decode()
    assert "请勿据此决策" in page


def test_rows_cost_the_same_for_three_and_for_forty() -> None:
    costs = []
    leader = people.signed_in(Client(), people.county_leader())
    a_county_at_work(3)
    for more in (0, 37):
        for _ in range(more):
            factories.report(make_enterprise(memberships=("industry_above",)).pk)
        indicators.roll(COUNTY, at=EVENING)
        leader.get(figure())
        with CaptureQueriesContext(connection) as asked:
            leader.get(figure())
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_a_county_without_figures_has_a_screen_too() -> None:
    leader = people.signed_in(Client(), people.county_leader())
    for address in (reverse("cockpit:cockpit"), reverse(WALL)):
        response = leader.get(address)
        assert response.status_code == 200
        assert response.context["cockpit"].figures == ()
