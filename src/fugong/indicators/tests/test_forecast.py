"""Forecasts: they stay in bounds, hold what they promise, and do not speak of what is too little to speak of."""

import math
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fugong.indicators.rules.forecast import COVERAGE, FEWEST, HORIZON, forecast


def rising(days: int, *, seed: int, noise: float = 0.15) -> list[float]:
    """Give shares that rise to nearly all, with a weekly dip."""
    chance = Random(seed)  # noqa: S311  # a reproducible draw, not a secret
    levels = (0.12 * n - 2.5 - (0.5 if n % 7 > 4 else 0) + chance.gauss(0, noise) for n in range(days))
    return [1 / (1 + math.exp(-level)) for level in levels]


@pytest.mark.parametrize("number", [0, 1, FEWEST - 1])
def test_too_few_observations_foretell_nothing(number: int) -> None:
    assert forecast([0.5] * number, 14, is_share=True) is None


@settings(max_examples=5, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=FEWEST, max_size=60))
def test_a_share_stays_a_share_and_its_interval_holds_it(values: list[float]) -> None:
    found = forecast(values, 14, is_share=True)
    assert found is not None
    assert len(found.days) == 14
    assert all(0 <= one.low <= one.point <= one.high <= 1 for one in found.days)


@settings(max_examples=5, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=FEWEST, max_size=60))
def test_a_sum_is_the_sum_of_its_days_and_never_below_nothing(values: list[float]) -> None:
    found = forecast(values, 30, is_share=False)
    assert found is not None
    assert found.total.point == pytest.approx(sum(one.point for one in found.days))
    assert 0 <= found.total.low <= found.total.point <= found.total.high


def test_the_same_past_foretells_the_same() -> None:
    assert forecast(rising(60, seed=1), 14, is_share=True) == forecast(rising(60, seed=1), 14, is_share=True)


def test_what_never_changed_is_expected_to_stay() -> None:
    found = forecast([5.0] * 50, 3, is_share=False)
    assert found is not None
    assert [(one.low, one.point, one.high) for one in found.days] == [(5.0, 5.0, 5.0)] * 3
    assert found.total.point == 15


def test_a_weekly_pattern_is_seen_and_beats_repeating_the_last_day() -> None:
    found = forecast(rising(80, seed=3, noise=0.05), 14, is_share=True)
    assert found is not None
    assert found.is_weekly
    assert found.error < found.naive_error / 2


def test_the_interval_holds_about_what_it_promises() -> None:
    """Twenty series that were never seen: the next week lies inside as often as promised, and not always."""
    inside = []
    for seed in range(20):
        series = rising(60 + HORIZON, seed=seed)
        found = forecast(series[:60], HORIZON, is_share=True)
        assert found is not None
        inside += [band.low <= came <= band.high for band, came in zip(found.days, series[60:], strict=True)]
    assert COVERAGE - 0.05 <= sum(inside) / len(inside) <= 0.99
