"""The door of the registry: cards, populations and search as other contexts ask for them."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fugong.core.refusals import NotThere
from fugong.people.tests.factories import make_account
from fugong.registry import public as registry
from fugong.registry.public import Population

from .factories import (
    TOWNSHIP,
    TOWNSHIP_ELSEWHERE,
    closed_enterprise,
    industrial_member,
    make_enterprise,
    trade_member,
)
from .personas import ELSEWHERE, LEADER, OFFICER, operator

DAY = date(2020, 2, 15)
BOTH, ONE = ["甲水泥厂", "乙水泥有限公司"], ["乙水泥有限公司"]

pytestmark = pytest.mark.django_db


def test_a_card_is_found_by_number_and_by_code() -> None:
    enterprise = industrial_member(name="桐梓县示例水泥有限公司", holder="state")

    card = registry.enterprise_card(enterprise.pk, on=DAY)

    assert card == registry.enterprise_card(enterprise.uscc, on=DAY)
    assert (card.township_name, card.industry_name) == ("楚米镇", "水泥制造")
    assert (card.holder, card.size, card.memberships) == ("state", "small", ("industry_above",))


def test_a_card_that_is_none_is_not_there() -> None:
    for wanted in (0, "91520322MA00000000", ""):
        with pytest.raises(NotThere):
            registry.enterprise_card(wanted, on=DAY)


def test_many_cards_cost_as_many_queries_as_one() -> None:
    rows = [make_enterprise() for _ in range(10)]

    with CaptureQueriesContext(connection) as one:
        registry.enterprise_cards([rows[0].pk], on=DAY)
    with CaptureQueriesContext(connection) as many:
        cards = registry.enterprise_cards([row.pk for row in rows], on=DAY)

    assert len(one) == len(many) <= 7
    assert set(cards) == {row.pk for row in rows}


def test_the_population_of_a_county_are_the_enterprises_existing_on_the_day() -> None:
    state, trade = industrial_member(holder="state"), trade_member()
    closed = closed_enterprise()
    make_enterprise(division_code=TOWNSHIP_ELSEWHERE)

    assert registry.population("520322", on=DAY) == (
        Population(state.pk, state.uscc, TOWNSHIP, "3011", "state", "small", ("industry_above",), None),
        Population(trade.pk, trade.uscc, TOWNSHIP, trade.industry_code, "private", "small", ("trade_above",), None),
    )
    assert closed.pk in {one.enterprise_id for one in registry.population("520322", on=date(2020, 1, 14))}


def test_an_operator_finds_and_speaks_for_the_own_enterprises_only() -> None:
    account = make_account()
    mine = make_enterprise(name="甲水泥厂", representative_id=account.pk)
    make_enterprise(name="乙水泥厂")
    actor = operator(account.pk)

    assert [card.id for card in registry.enterprises_of(actor, on=DAY)] == [mine.pk]
    assert [card.id for card in registry.find_enterprises(actor, "水泥", on=DAY)] == [mine.pk]
    assert not registry.may_act_for(OFFICER, mine.pk, on=DAY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("泥", BOTH), ("水泥", BOTH), ("水泥有", ONE), ("有限公司", ONE), ("ysn", ONE), ("ys", ONE),
        ("煤", []), ("煤矿", []),
        ("９１５２", BOTH), ("%", []), ("__", []), ("", BOTH),
    ],
)  # fmt: skip
def test_fragments_of_every_length_initials_and_codes_are_found_in_pinyin_order(text: str, found: list[str]) -> None:
    for name in ("乙水泥有限公司", "甲水泥厂"):
        make_enterprise(name=name)

    assert [card.name for card in registry.find_enterprises(LEADER, text, on=DAY)] == found
    assert registry.find_enterprises(ELSEWHERE, text, on=DAY) == ()
