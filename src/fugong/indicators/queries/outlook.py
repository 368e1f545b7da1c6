"""What is to be expected: a rate over the next days, and the year's end beside each target."""

import datetime as dt
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

__all__ = ["FORESEEN", "Outlook", "Reached", "outlook_of", "reached"]

# Rates of a day that are forecast: code and version.
FORESEEN = (("resumption_gross", 2), ("return_all", 1), ("return_restarted", 1), ("electricity_ratio", 1))
AHEAD = dt.timedelta(days=14)
LOOKED_BACK = dt.timedelta(days=120)


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
class Reached:
    """A target, what was reported to date in so many daily reports, and what the year may end with."""

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
    targets, stamp = targets_of(county_code, year=year), stamp_of(county_code)
    if not (targets and stamp):
        return []
    series: dict[tuple[int, str], list[tuple[dt.date, Decimal]]] = {}
    begins, ends = dt.date(year, 1, 1), dt.date(year, 12, 31)
    with lake.reading(county_code, as_of=lake.AsOf(stamp.position), only={"report_values"}) as opened:
        parameters(opened.engine, {"from_on": begins, "until_on": min(on, ends)})
        asked = f"({question('reported_daily')}) AS r"
        for pk, item, day, value in opened.engine.rows(lake.select("*", asked, order="1, 2, 3")):
            series.setdefault((int(pk), item), []).append((day, exact(value)))
    return [_reached(one, series.get((one.enterprise_id, one.item), []), ends) for one in targets]


def _reached(target: Target, told: list[tuple[dt.date, Decimal]], ends: dt.date) -> Reached:
    last_on = told[-1][0] if told else None
    ahead = (ends - last_on).days if last_on else 0
    found = _forecast(tuple(float(value) for _, value in told), ahead, is_share=False) if ahead else None
    return Reached(target, sum((value for _, value in told), Decimal(0)), len(told), last_on, found)


@lru_cache(maxsize=128)
def _forecast(values: tuple[float, ...], steps: int, *, is_share: bool) -> Forecast | None:
    """Forecast the same series once; a new report makes another series of it."""
    return forecast(values, steps, is_share=is_share)
