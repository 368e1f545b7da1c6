"""What is to be expected: a rate over the next days, and the year's end beside each target."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from fugong.core import lake
from fugong.indicators.queries.cells import curve, stamp_of
from fugong.indicators.queries.counting import exact, parameters
from fugong.indicators.queries.definitions import definition, question
from fugong.indicators.queries.targets import Target, targets_of
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.forecast import Band, Forecast, forecast
from fugong.indicators.rules.value import Value

__all__ = ["FORESEEN", "Outlook", "Period", "Reached", "outlook_of", "periods_behind", "reached"]

# Rates of a day that are forecast: code and version.
FORESEEN = (("resumption_gross", 2), ("return_all", 1), ("return_restarted", 1), ("electricity_ratio", 1))
AHEAD = dt.timedelta(days=14)
LOOKED_BACK = dt.timedelta(days=120)
# January and February are reported together.
LONGEST_MONTH = dt.timedelta(days=61)


@dataclass(frozen=True, slots=True)
class Outlook:
    """An indicator's past values, and what is to be expected; no forecast of too few observations."""

    definition: Definition
    values: tuple[Value, ...]
    forecast: Forecast | None

    def days_ahead(self) -> tuple[tuple[dt.date, Band], ...]:
        """Give the days to come with their bands."""
        if self.forecast is None:
            return ()
        last = self.values[-1].on
        return tuple((last + dt.timedelta(n), band) for n, band in enumerate(self.forecast.days, 1))


@dataclass(frozen=True, slots=True)
class Period:
    """What was reported of an item for one period, and on which form."""

    form_code: str
    first_on: dt.date
    last_on: dt.date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Reached:
    """A target, what was reported to date in so many reports, and what the year may end with."""

    target: Target
    reported: Decimal
    records: int
    last_on: dt.date | None
    forecast: Forecast | None

    @property
    def share(self) -> Decimal:
        """Give the part of the target reached, in per cent."""
        return 100 * self.reported / self.target.value

    @property
    def year_end(self) -> Band | None:
        """Give the year's total as expected, with its interval."""
        if self.forecast is None:
            return None
        total, so_far = self.forecast.total, float(self.reported)
        return Band(so_far + total.point, so_far + total.low, so_far + total.high)


def outlook_of(code: str, version: int, *, county_code: str, on: dt.date) -> Outlook:
    """Give an indicator's values up to a day and a forecast of the fourteen days after it."""
    wanted = definition(code, version)
    found = curve(code, county_code=county_code, from_on=on - LOOKED_BACK, until_on=on, version=version)
    values = tuple(value for value in found if value.denominator)
    shares = tuple(float(value.numerator / value.denominator) for value in values)
    return Outlook(wanted, values, _forecast(shares, AHEAD.days, is_share=True))


def reached(county_code: str, *, year: int, on: dt.date) -> list[Reached]:
    """Give the targets of a year with what was reported up to a day, as of the moment the cells are counted."""
    targets = targets_of(county_code, year=year)
    told = _told(county_code, {(one.enterprise_id, one.item) for one in targets}, year=year, on=on)
    return [_reached(one, told.get((one.enterprise_id, one.item), []), dt.date(year, 12, 31)) for one in targets]


def periods_behind(county_code: str, enterprise_id: int, item: str, *, year: int, on: dt.date) -> list[Period]:
    """Give the periods whose sum is what was reached of a target, the latest first."""
    return _told(county_code, {(enterprise_id, item)}, year=year, on=on).get((enterprise_id, item), [])[::-1]


def _told(
    county_code: str, wanted: Collection[tuple[int, str]], *, year: int, on: dt.date
) -> dict[tuple[int, str], list[Period]]:
    """Give by enterprise and item what was reported of a year's days or, where no day was, of its months, in order."""
    stamp = stamp_of(county_code)
    if not (wanted and stamp):
        return {}
    enterprises = ", ".join(str(int(pk)) for pk, _ in wanted)
    items = ", ".join(f"'{item}'" for _, item in wanted)
    told: dict[tuple[int, str], list[Period]] = {}
    with lake.reading(county_code, as_of=lake.AsOf(stamp.position), only={"report_values"}) as opened:
        parameters(opened.engine, {"from_on": dt.date(year, 1, 1), "until_on": min(on, dt.date(year, 12, 31))})
        asked = f"({question('reported_by_period')}) AS r"
        where = f"r.enterprise_id IN ({enterprises}) AND r.item IN ({items})"
        for pk, item, form, first, last, value in opened.engine.rows(
            lake.select("*", asked, where=where, order="r.period_on, r.form_code")
        ):
            told.setdefault((int(pk), item), []).append(Period(form, first, last, exact(value)))
    return {key: _shortest(periods) for key, periods in told.items()}


def _shortest(periods: list[Period]) -> list[Period]:
    """Keep the days where there are any, else the months: the same amount stands in both, a year's sheet in neither."""
    days = [one for one in periods if one.first_on == one.last_on]
    return days or [one for one in periods if one.last_on - one.first_on < LONGEST_MONTH]


def _reached(target: Target, told: list[Period], ends: dt.date) -> Reached:
    """Put a target beside what was reported; a day that nobody reported is passed over, also by the forecast."""
    last_on = told[-1].last_on if told else None
    is_daily = bool(told) and told[-1].first_on == told[-1].last_on
    ahead = (ends - last_on).days if last_on and is_daily else 0
    values = tuple(float(one.value) for one in told)
    found = _forecast(values, ahead, is_share=False) if ahead else None
    return Reached(target, sum((one.value for one in told), Decimal(0)), len(told), last_on, found)


@lru_cache(maxsize=128)
def _forecast(values: tuple[float, ...], steps: int, *, is_share: bool) -> Forecast | None:
    """Forecast the same series once; a new report makes another series of it."""
    return forecast(values, steps, is_share=is_share)
