"""The list of enterprises worth a visit: who opens it, what an answer does, how many questions it costs."""

from datetime import datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from fugong.core.calendar import BEIJING
from fugong.indicators import public as indicators
from fugong.people.public import clock_actor
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import COUNTY, make_enterprise, make_region_tree, record_staff
from fugong.reports import public as reports
from fugong.reports.tests import factories

from .test_screens import ladder, status_for

pytestmark = pytest.mark.django_db
DAYS = 12
MORNING = datetime.combine(factories.SINCE + timedelta(DAYS), time(10, 40), BEIJING)
LIST = reverse("cockpit:visits")


@pytest.fixture(autouse=True)
def _morning(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = MORNING, datetime.now().astimezone()
    make_region_tree()
    factories.arranged()


def stopped_but_busy(number: int = 1, *, place: str = "520322101") -> list[str]:
    """Set up enterprises that say they stand still while their meters run; give their codes."""
    made = [make_enterprise(memberships=("industry_above",), division_code=place) for _ in range(number)]
    meters, readings = [], []
    for one in made:
        record_staff(one, 20)
        meters.append(reports.MeterRow(f"M{one.pk}", one.pk, factories.SINCE - timedelta(days=90)))
        december = [datetime(2019, 12, n, tzinfo=BEIJING).date() for n in range(1, 32)]
        season = [factories.SINCE + timedelta(n) for n in range(DAYS)]
        readings += [reports.ReadingRow(f"M{one.pk}", on, Decimal(100)) for on in december + season]
        for on in season:
            factories.report(one.pk, on=on, at=MORNING, operating="no", staff_at_post=0, output_value_wan=0)
    reports.register_meters(COUNTY, meters=meters, by=factories.LOADER, at=MORNING)
    reports.read_meters(COUNTY, readings=readings, via="meter", by=factories.LOADER, at=MORNING)
    indicators.roll(COUNTY, at=MORNING)
    indicators.suggest_visits(COUNTY, by=clock_actor(COUNTY), at=MORNING)
    return [one.uscc for one in made]


def test_the_list_is_opened_by_those_who_look_after_enterprises() -> None:
    (uscc,) = stopped_but_busy()
    for address in (LIST, reverse("cockpit:beside", args=[uscc])):
        assert {who: status_for(actor, address) for who, actor in ladder().items()} == {
            "county leader": 200, "officer": 200, "supervisor": 200, "reviewer": 403, "operator": 403,
            "administrator": 403, "visitor": 302,
        }  # fmt: skip


def test_the_signals_stand_beside_each_other_with_an_innocent_reason(client: Client) -> None:
    (uscc,) = stopped_but_busy()
    page = people.signed_in(client, people.officer()).get(reverse("cockpit:beside", args=[uscc]))
    text = page.content.decode()

    assert "填报未开工，用电达到基期的 100%（12 天）。" in text
    assert "代他人加工" in text
    assert len(page.context["rows"]) == DAYS
    assert page.context["rows"][0][1:] == ([0.0, 0.0, 100.0, None], 100)


def test_an_answer_takes_a_suggestion_off_the_list(client: Client) -> None:
    (uscc,) = stopped_but_busy()
    officer = people.signed_in(client, people.officer())
    (row,) = [row for _, row in officer.get(LIST).context["rows"]]
    address = reverse("cockpit:answer", args=[uscc, row.pk])

    refused = officer.post(address, {"kind": "explained", "said": ""})
    assert refused.status_code == 422
    assert "请写明核实到的情况。" in refused.content.decode()
    assert len(officer.get(LIST).context["rows"]) == 1
    officer.post(address, {"kind": "explained", "said": "为邻厂转供电"})

    assert officer.get(LIST).context["rows"] == []
    page = officer.get(reverse("cockpit:beside", args=[uscc])).content.decode()
    assert "为邻厂转供电" in page
    assert 'data-action="indicators.visit.answered"' in page


def test_the_list_costs_the_same_for_one_and_for_many(client: Client) -> None:
    officer = people.signed_in(client, people.officer())

    def questions() -> int:
        officer.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(LIST).status_code == 200
        return len(asked)

    stopped_but_busy()
    one = questions()
    stopped_but_busy(6)
    assert questions() == one
