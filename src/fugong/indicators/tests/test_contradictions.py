"""Contradictions: the score says how far signals are apart, the detectors find what was planted and nothing else."""

import datetime as dt
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.indicators.rules.contradictions import Signals, disagreement, findings

FIRST = dt.date(2020, 3, 1)
LEVEL = st.one_of(st.none(), st.floats(0, 1.5))


def days(number: int, **told: Any) -> list[Signals]:
    """Give so many days; a told value may be a function of the day's number."""
    made = []
    for n in range(number):
        values = {name: value(n) if callable(value) else value for name, value in told.items()}
        made.append(Signals(FIRST + dt.timedelta(n), **values))
    return made


def noise(low: float, high: float) -> Any:
    drawn = random.Random(7)  # noqa: S311  # a reproducible draw, not a secret
    return lambda _n: drawn.uniform(low, high)


@given(LEVEL, LEVEL, LEVEL)
def test_the_score_is_the_largest_gap(staff: float | None, load: float | None, output: float | None) -> None:
    score = disagreement(Signals(FIRST, True, 10, staff, load, output))
    known = [1.0, *(min(1.0, level) for level in (staff, load, output) if level is not None)]
    assert score == pytest.approx(max(known) - min(known))


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_a_missing_signal_never_raises_it(staff: float, load: float, output: float) -> None:
    whole = disagreement(Signals(FIRST, True, 10, staff, load, output))
    for missing in ("operating", "staff", "load", "output"):
        told = {"operating": True, "staff": staff, "load": load, "output": output} | {missing: None}
        assert disagreement(Signals(FIRST, **told)) <= whole  # type: ignore[arg-type]  # words of the signals


@given(st.floats(0, 1))
def test_signals_that_agree_do_not_disagree(level: float) -> None:
    assert disagreement(Signals(FIRST, None, None, level, level, level)) == 0


def honest(number: int = 60) -> list[Signals]:
    return days(number, operating=True, heads=lambda n: 40 + n % 5, staff=0.95, load=noise(0.7, 1.0), output=0.9)


PLANTED = {
    "threshold": days(40, operating=True, heads=lambda n: 10 + n % 2, staff=0.6, load=noise(0.304, 0.312)),
    "flat": days(40, operating=True, heads=lambda n: 10 + n % 2, staff=0.95, load=0.08),
    "stopped_but_busy": days(40, operating=False, heads=0, staff=0.0, load=noise(0.8, 0.9)),
    "same_heads": days(40, operating=True, heads=20, staff=1.0, load=noise(0.3, 1.0)),
    "month_end": days(
        92,
        operating=True,
        heads=lambda n: 10 + n % 3,
        staff=0.7,
        load=lambda n: 0.95 if (FIRST + dt.timedelta(n + 2)).day <= 2 else 0.36,
    ),
    "output_without_load": days(40, operating=True, heads=lambda n: 9 + n % 2, staff=0.5, load=0.1, output=0.95),
}


@pytest.mark.parametrize("code", PLANTED)
def test_what_was_planted_is_found(code: str) -> None:
    assert code in {found.code for found in findings(PLANTED[code])}


def test_an_honest_enterprise_has_no_finding() -> None:
    assert findings(honest()) == ()
    assert findings(days(60, operating=False, heads=0, staff=0.0, load=noise(0.04, 0.12), output=0.0)) == ()


@pytest.mark.parametrize("code", ["threshold", "flat", "stopped_but_busy", "same_heads", "output_without_load"])
def test_nine_days_are_too_few_to_say_anything(code: str) -> None:
    assert findings(PLANTED[code][:9]) == ()


def test_a_finding_names_its_days() -> None:
    (found,) = findings(PLANTED["threshold"])
    assert (found.first_on, found.last_on) == (FIRST, FIRST + dt.timedelta(39))
    assert found.facts["days"] == "40"
