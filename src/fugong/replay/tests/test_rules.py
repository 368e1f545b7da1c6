"""Pure rules of replay: comparators, who restarted first, and what changed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.replay.queries.measures import MEASURES
from fugong.replay.rules.comparators import SIGNS, Measured, agrees, rounded
from fugong.replay.rules.parameters import PARAMETERS
from fugong.replay.rules.succession import Shares, judge

BEGIN = date(2020, 2, 10)


@pytest.mark.parametrize(
    ("comparator", "target", "decimals", "value", "verdict"),
    [
        ("at_least", 50, None, 50, True),
        ("at_least", 50, None, 49, False),
        ("at_least", 300000, None, Decimal("300000.01"), True),
        ("rounds_to", 3, 0, Decimal("2.5"), True),
        ("rounds_to", 3, 0, Decimal("2.4999"), False),
        ("rounds_to", 610000, -4, 614999, True),
        ("rounds_to", 610000, -4, 615000, False),
        ("exactly", 39, None, 39, True),
        ("exactly", 39, None, 40, False),
        ("same_day", {"filed_on": "2020-02-15"}, None, {"filed_on": "2020-02-15"}, True),
        ("same_day", {"filed_on": "2020-02-15"}, None, None, False),
        ("in_order", ["state", "small"], None, ["state", "small"], True),
        ("in_order", ["state", "small"], None, [], False),
    ],
)
def test_a_value_bears_out_the_published_one_or_not(
    *, comparator: str, target: object, decimals: int | None, value: object, verdict: bool
) -> None:
    assert agrees(comparator, target=target, decimals=decimals, measured=Measured(value, "", 1)) is verdict


@pytest.mark.parametrize(("numerator", "denominator", "verdict"), [(5, 5, True), (4, 5, False), (0, 0, False)])
def test_all_means_all_of_somebody(*, numerator: int, denominator: int, verdict: bool) -> None:
    measured = Measured("", "", denominator, numerator, denominator)
    assert agrees("all", target=100, decimals=None, measured=measured) is verdict


@pytest.mark.parametrize("comparator", ["at_least", "rounds_to"])
def test_no_value_bears_out_nothing(comparator: str) -> None:
    assert not agrees(comparator, target=0, decimals=0, measured=Measured(None, "", 0))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.integers(min_value=-6, max_value=3))
def test_rounding_moves_a_value_by_at_most_half_a_unit(value: Decimal, decimals: int) -> None:
    assert abs(rounded(value, decimals) - value) <= Decimal(1).scaleb(-decimals) / 2


def test_every_comparator_has_a_sign_and_every_measure_its_parameters() -> None:
    assert set(PARAMETERS) == set(MEASURES)
    assert all(SIGNS.values())


def shares(group: str, listed: int, *running: int) -> Shares:
    days = [BEGIN + timedelta(days=number) for number in range(len(running))]
    return Shares(group, listed, days, running)


def test_the_first_group_leads_when_it_is_never_overtaken_and_reaches_half_first() -> None:
    found = judge(shares("state", 4, 1, 2, 4, 4), [shares("private", 10, 0, 2, 5, 10), shares("small", 8, 1, 2, 4, 8)])
    assert found.order == ("state", "private", "small")
    assert found.half_on["state"] == date(2020, 2, 11)
    assert found.half_on["private"] == date(2020, 2, 12)


@pytest.mark.parametrize(
    ("state", "private", "spoiled_on"),
    [
        ((1, 2, 4), (3, 4, 10), BEGIN),  # overtaken on the first day: 1/4 < 3/10
        ((1, 3, 2), (0, 2, 6), BEGIN + timedelta(days=2)),  # falls behind later: 2/4 < 6/10
        ((0, 2, 4), (0, 5, 10), None),  # both reach half on the same day: nobody led
        ((1, 2, 4), (0, 1, 4), None),  # the others never reach half: nobody followed
    ],
)
def test_without_a_lead_or_without_followers_there_is_no_order(
    *, state: tuple[int, ...], private: tuple[int, ...], spoiled_on: date | None
) -> None:
    found = judge(shares("state", 4, *state), [shares("private", 10, *private)])
    assert (found.order, found.spoiled_on) == ((), spoiled_on)


def test_a_group_of_nobody_never_follows() -> None:
    assert judge(shares("state", 1, 1, 1), [shares("private", 0, 0, 0)]).order == ()
