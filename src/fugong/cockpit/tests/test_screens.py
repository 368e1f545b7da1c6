"""The leader's screen: who may open it, and that every figure opens exactly the records it was counted from."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from fugong.approvals.tests import factories
from fugong.people.public import Actor
from fugong.people.tests import factories as people
from fugong.registry.tests.factories import OTHER_COUNTY, make_enterprise

pytestmark = pytest.mark.django_db

NOON = factories.MORNING + timedelta(hours=3)
COUNTY = "520322"


@pytest.fixture(autouse=True)
def _noon(settings: Settings) -> None:
    settings.FUGONG_CLOCK, settings.FUGONG_CLOCK_SET_AT = NOON, datetime.now().astimezone()


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


def test_the_screen_is_opened_by_those_who_lead() -> None:
    address = reverse("cockpit:cockpit")

    assert {who: status_for(actor, address) for who, actor in ladder().items()} == MAY_LOOK


def test_the_records_are_opened_by_those_who_lead() -> None:
    address = reverse("cockpit:records", args=["all"])

    assert {who: status_for(actor, address) for who, actor in ladder().items()} == MAY_LOOK


@pytest.mark.parametrize("query", [f"?county={OTHER_COUNTY}", "?county=52", "?county=x", "?county=5203221"])
def test_a_county_outside_ones_area_is_not_there(query: str) -> None:
    leader = people.county_leader()

    assert status_for(leader, reverse("cockpit:cockpit") + query) == 404
    assert status_for(leader, reverse("cockpit:records", args=["all"]) + query) == 404


@pytest.mark.parametrize("query", ["?on=2020-02-30", "?on=yesterday", "?on=99999-01-01"])
def test_a_day_that_never_was_is_not_there(query: str) -> None:
    assert status_for(people.county_leader(), reverse("cockpit:records", args=["all"]) + query) == 404


def test_a_group_that_nobody_counts_is_not_there() -> None:
    assert status_for(people.county_leader(), reverse("cockpit:records", args=["rich"])) == 404


@pytest.mark.parametrize("query", ["?on=0001-01-01", "?on=9999-12-31", "?page=999", "?page=x"])
def test_a_day_far_away_or_a_page_too_far_is_answered(query: str) -> None:
    make_enterprise()

    assert status_for(people.county_leader(), reverse("cockpit:records", args=["all"]) + query) == 200


def test_a_tile_and_the_records_behind_it_say_the_same() -> None:
    running, waiting = factories.running_enterprise(), factories.granted_application()
    make_enterprise(division_code=f"{OTHER_COUNTY}101")
    leader = people.signed_in(Client(), people.county_leader())

    screen = leader.get(reverse("cockpit:cockpit")).context
    behind = leader.get(reverse("cockpit:records", args=["all"])).context

    tile = next(tile for tile in screen["cockpit"].tiles if tile.group == "all")
    assert (tile.resumed, tile.listed) == (behind["resumed"], behind["listed"]) == (1, 2)
    shown = {record.enterprise.id: record.is_resumed for record in behind["page"]}
    assert shown == {running.enterprise_id: True, waiting.enterprise_id: False}


def test_the_table_twin_ends_where_the_tiles_stand() -> None:
    factories.running_enterprise()
    leader = people.signed_in(Client(), people.county_leader())

    screen = leader.get(reverse("cockpit:cockpit")).context

    _latest, pairs = screen["rows"][0]
    assert pairs == [(tile.resumed, tile.listed) for tile in screen["cockpit"].tiles]
    assert [series["data"][-1] for series in screen["chart"]["series"]] == [
        tile.rate for tile in screen["cockpit"].tiles
    ]


def test_a_county_without_enterprises_has_a_screen_too() -> None:
    leader = people.signed_in(Client(), people.county_leader())

    response = leader.get(reverse("cockpit:cockpit"))

    assert response.status_code == 200
    assert all(tile.rate is None for tile in response.context["cockpit"].tiles)
