"""Dated facts: which day belongs to which period, and what may follow what."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.registry.rules.periods import Period, problem_with_day, problem_with_successor

DAY = date(2020, 2, 15)
days = st.dates(date(2019, 1, 1), date(2021, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    since = draw(days)
    length = draw(st.none() | st.integers(1, 400))
    return Period(since, None if length is None else since + timedelta(days=length))


@given(periods(), periods())
def test_periods_overlap_when_and_only_when_they_share_a_day(one: Period, other: Period) -> None:
    shared = any(
        one.holds_on(day) and other.holds_on(day)
        for day in (one.since_on, other.since_on, *(p.last_day for p in (one, other) if p.last_day))
    )

    assert one.overlaps(other) == other.overlaps(one) == shared


def test_the_last_bound_is_the_first_day_of_the_successor() -> None:
    former, successor = Period(date(2019, 1, 1), DAY), Period(DAY)

    assert not former.overlaps(successor)
    assert former.last_day == date(2020, 2, 14)
    assert (former.holds_on(DAY), successor.holds_on(DAY)) == (False, True)


@pytest.mark.parametrize(
    ("day", "words"),
    [(date(2020, 2, 16), "晚于今天"), (date(9999, 12, 31), "晚于今天"), (date(1, 1, 1), "过早"), (DAY, None)],
)
def test_future_and_impossible_days_are_refused(day: date, words: str | None) -> None:
    problem = problem_with_day(day, today=DAY, field="since_on")

    assert (words is None) == (problem is None)
    if problem and words:
        assert words in problem.message


def test_a_successor_may_follow_an_open_period_and_not_precede_a_known_one() -> None:
    known = [Period(date(2018, 1, 1), date(2019, 1, 1)), Period(date(2019, 1, 1))]

    assert problem_with_successor(date(2020, 1, 1), known, field="since_on") is None
    for since in (date(2019, 1, 1), date(2018, 6, 1), date(2017, 1, 1)):
        assert problem_with_successor(since, known, field="since_on") is not None
