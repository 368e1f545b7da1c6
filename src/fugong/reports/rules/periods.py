"""Which period does a report speak of, what is it called, and until when is it due?

January has no monthly report of its own: with Spring Festival in it the statistics of industry publish January and
February together (1—2月), so the report of February covers both.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from fugong.core.calendar import BEIJING
from fugong.core.wording import N_

__all__ = [
    "PERIOD_KINDS",
    "Due",
    "PeriodKind",
    "due_at",
    "end_of",
    "is_period",
    "period_named",
    "periods_between",
    "previous",
    "span",
]

# With the signs for year (5e74), month (6708) and day (65e5), and "to" (81f3) between two months.
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:[-/.\u5e74](?:1[-\u2013\u2014\u81f3](?=[0-9]{1,2}\u6708))?(?P<month>[0-9]{1,2})"
    r"(?:[-/.\u6708](?P<day>[0-9]{1,2}))?)?[\u5e74\u6708\u65e5]?(?:00:00:00)?"
)
_JANUARY, _FEBRUARY, _DECEMBER = 1, 2, 12


class PeriodKind(StrEnum):
    """How long one report's period is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


PERIOD_KINDS = {"day": N_("日报"), "month": N_("月报"), "year": N_("年报")}


@dataclass(frozen=True, slots=True)
class Due:
    """When a report is due: so many days after the period's last day, at a time of the day in Beijing."""

    days: int
    at: time


def is_period(kind: str, on: date) -> bool:
    """Tell whether a period of this kind is named by the day: its first day, never a January of its own."""
    if kind == PeriodKind.DAY:
        return True
    if kind == PeriodKind.MONTH:
        return on.day == 1 and on.month != _JANUARY
    return (on.month, on.day) == (1, 1)


def period_named(text: str) -> date | None:
    """Read a period as offices write it: 2020-03-02, 2020/3/2, 2020年3月2日; 2020-03, 2020年3月, 2020年1—2月; 2020年.

    None for what names no day of the calendar.
    """
    found = _WRITTEN.fullmatch("".join(text.split()))
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError:
        return None


def span(kind: str, on: date) -> tuple[date, date]:
    """Give the first and the last day the period covers; that of February begins with the year."""
    if kind == PeriodKind.DAY:
        return on, on
    if kind == PeriodKind.MONTH:
        first = on.replace(month=_JANUARY, day=1) if on.month == _FEBRUARY else on.replace(day=1)
        return first, _first_of_next_month(on) - timedelta(days=1)
    return date(on.year, 1, 1), date(on.year, 12, 31)


def end_of(kind: str, on: date) -> date:
    """Give the last day the period covers."""
    return span(kind, on)[1]


def previous(kind: str, on: date) -> date | None:
    """Give the period before; none before the first of a year's months, whose cumulative figure starts anew."""
    if kind == PeriodKind.DAY:
        return on - timedelta(days=1)
    if kind == PeriodKind.MONTH:
        return None if on.month <= _FEBRUARY else on.replace(month=on.month - 1, day=1)
    return on.replace(year=on.year - 1)


def due_at(kind: str, on: date, due: Due) -> datetime:
    """Give the moment until which the period's report is on time."""
    return datetime.combine(end_of(kind, on) + timedelta(days=due.days), due.at, BEIJING)


def periods_between(kind: str, from_on: date, until_on: date) -> tuple[date, ...]:
    """Give the periods that end within the days, both included, earliest first."""
    days = (from_on + timedelta(n) for n in range((until_on - from_on).days + 1))
    if kind == PeriodKind.DAY:
        return tuple(days)
    named = {_period_ending(kind, day) for day in days}
    return tuple(sorted(on for on in named if on is not None and from_on <= end_of(kind, on) <= until_on))


def _period_ending(kind: str, day: date) -> date | None:
    if kind == PeriodKind.MONTH:
        first = day.replace(day=1)
        return first if is_period(kind, first) else None
    return date(day.year, 1, 1)


def _first_of_next_month(on: date) -> date:
    return date(on.year + 1, 1, 1) if on.month == _DECEMBER else date(on.year, on.month + 1, 1)
