"""When does a dated fact hold, and may another one follow it?

A period runs from its first day up to, not including, the first day on which it no longer holds; without such a day
it is open. So the successor begins on the very day on which the predecessor ends, and no day belongs to both.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fugong.core.refusals import Problem
from fugong.core.wording import N_

__all__ = ["EARLIEST", "Period", "problem_with_day", "problem_with_successor"]

# Nothing in an enterprise register of the People's Republic is older.
EARLIEST = date(1949, 10, 1)


@dataclass(frozen=True)
class Period:
    """Days from ``since_on`` up to, not including, ``until_on``; open when that is missing."""

    since_on: date
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the period covers the day."""
        return self.since_on <= day and (self.until_on is None or day < self.until_on)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether some day belongs to both."""
        if self.until_on == self.since_on or other.until_on == other.since_on:
            return False  # taken back on its first day: it has no day at all
        return (other.until_on is None or self.since_on < other.until_on) and (
            self.until_on is None or other.since_on < self.until_on
        )

    @property
    def last_day(self) -> date | None:
        """Give the last day on which it holds, as people write it; none while it is open."""
        return None if self.until_on is None else self.until_on - timedelta(days=1)


def problem_with_day(day: date, *, today: date, field: str) -> Problem | None:
    """Say why a day cannot be the start or end of a registered fact; none if it can."""
    if day > today:
        return Problem(field, N_("日期 %(day)s 晚于今天，不能登记尚未发生的事项。"), {"day": day.isoformat()})
    if day < EARLIEST:
        return Problem(field, N_("日期 %(day)s 过早，请核对年份。"), {"day": day.isoformat()})
    return None


def problem_with_successor(since_on: date, periods: Iterable[Period], *, field: str) -> Problem | None:
    """Say why a new open period cannot start on the day; none if it can.

    An open period that started earlier is no obstacle: it ends when the new one starts.
    """
    for period in periods:
        if period.since_on >= since_on or (period.until_on is not None and period.until_on > since_on):
            return Problem(
                field,
                N_("%(day)s 起已有登记，新的登记须从更晚的日期开始。"),
                {"day": period.since_on.isoformat()},
            )
    return None
