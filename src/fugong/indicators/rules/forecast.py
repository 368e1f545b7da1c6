"""Forecasts with an interval that has been tried on the series' own past.

Exponential smoothing with additive errors and a damped trend, with or without a weekly pattern, whichever erred less
over the trials (Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., ch. 8; statsmodels'
``ETSModel``). Shares are forecast on the logit scale, so that they stay between 0 and 1. The model's own interval is
widened by what the trials call for: from each of several earlier days the next week is forecast with what was known
then, and the factor is the one that would have held the promised share of those days (split conformal prediction,
normalised: Lei et al. 2018). It is never narrowed.
"""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["COVERAGE", "FEWEST", "HORIZON", "Band", "Forecast", "forecast"]

COVERAGE: Final = 0.8
# Six weeks: four to learn from and two to be tried on.
FEWEST, LEARNT_FROM = 42, 28
HORIZON, EVERY, WEEK = 7, 3, 7
PATHS, SEED = 1000, 520322
_EDGE = 0.002

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    """A forecast with its interval of 80 %."""

    point: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is to be expected of the coming days, and of their sum, with what it rests on.

    ``observations`` days were learnt from; in ``trials`` earlier weeks the method was off by ``error`` a day on
    average, and repeating the last day by ``naive_error``. ``is_weekly`` tells whether it sees a weekly pattern.
    """

    days: tuple[Band, ...]
    total: Band
    observations: int
    trials: int
    error: float
    naive_error: float
    is_weekly: bool


@dataclass(frozen=True)
class _Tried:
    """A way of forecasting, tried on the past: the mean error and by how much the interval must be widened."""

    is_weekly: bool
    trials: int
    error: float
    naive_error: float
    factor: float


def forecast(values: Sequence[float], steps: int, *, is_share: bool) -> Forecast | None:
    """Forecast so many days after the last; nothing of fewer than FEWEST observations, which foretell nothing."""
    if len(values) < FEWEST:
        return None
    known = _scaled(np.asarray(values, dtype=np.float64), is_share=is_share)
    best = min((_tried(known, is_weekly=weekly, is_share=is_share) for weekly in (False, True)), key=_error)
    point, paths = _ahead(known, steps, is_weekly=best.is_weekly)
    low, high = _interval(paths, best.factor, point)
    point, paths = _back(point, is_share=is_share), _back(paths, is_share=is_share)
    low, high = _back(low, is_share=is_share), _back(high, is_share=is_share)
    total = float(point.sum())
    down, up = np.quantile(paths.sum(axis=0), [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2])
    return Forecast(
        days=tuple(Band(*map(float, each)) for each in zip(point, low, high, strict=True)),
        total=Band(total, max(0.0, total - best.factor * max(0.0, total - float(down))),
                   total + best.factor * max(0.0, float(up) - total)),
        observations=len(values), trials=best.trials, error=best.error, naive_error=best.naive_error,
        is_weekly=best.is_weekly,
    )  # fmt: skip


def _tried(known: Numbers, *, is_weekly: bool, is_share: bool) -> _Tried:
    errors, naive, scores = [], [], []
    for origin in range(LEARNT_FROM, len(known) - HORIZON + 1, EVERY):
        came = known[origin : origin + HORIZON]
        point, paths = _ahead(known[:origin], HORIZON, is_weekly=is_weekly)
        low, high = _interval(paths, 1.0, point)
        half = np.where(came < point, point - low, high - point)
        scores.append(np.abs(came - point) / np.maximum(half, 1e-9))
        real = _back(came, is_share=is_share)
        errors.append(np.abs(_back(point, is_share=is_share) - real).mean())
        naive.append(np.abs(_back(known[origin - 1 : origin], is_share=is_share) - real).mean())
    tried = np.sort(np.concatenate(scores))
    # One more than were tried: the coming week is one of them.
    place = min(len(tried) - 1, int(np.ceil(COVERAGE * (len(tried) + 1))) - 1)
    return _Tried(is_weekly, len(errors), float(np.mean(errors)), float(np.mean(naive)), max(1.0, float(tried[place])))


def _error(tried: _Tried) -> float:
    return tried.error


def _ahead(known: Numbers, steps: int, *, is_weekly: bool) -> tuple[Numbers, Numbers]:
    """Give the expected path and many possible ones, as columns; the same input gives the same paths."""
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel  # slow to load, and few pages forecast

    if np.ptp(known) == 0:  # nothing ever changed: nothing can be fitted, and nothing is expected to change
        return np.full(steps, known[-1]), np.full((steps, PATHS), known[-1])
    season: dict[str, Any] = {"seasonal": "add", "seasonal_periods": WEEK} if is_weekly else {}
    with warnings.catch_warnings():
        # Whether the search for the parameters came to an end is seen in the trials.
        warnings.simplefilter("ignore")
        fitted = ETSModel(known, error="add", trend="add", damped_trend=True, **season).fit(disp=False)
        point = np.asarray(fitted.forecast(steps), dtype=np.float64)
        paths = np.asarray(fitted.simulate(steps, repetitions=PATHS, anchor="end", rng=SEED), dtype=np.float64)
    return point, paths.reshape(steps, PATHS)


def _interval(paths: Numbers, factor: float, point: Numbers) -> tuple[Numbers, Numbers]:
    low, high = np.quantile(paths, [(1 - COVERAGE) / 2, (1 + COVERAGE) / 2], axis=1)
    return point - factor * np.maximum(point - low, 0), point + factor * np.maximum(high - point, 0)


def _scaled(values: Numbers, *, is_share: bool) -> Numbers:
    if not is_share:
        return values
    inside = np.clip(values, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(inside / (1 - inside)), dtype=np.float64)


def _back(values: Numbers, *, is_share: bool) -> Numbers:
    if is_share:
        return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float64)
    return np.maximum(values, 0.0)
