"""Which days an office works, and its hours: the State's calendar with dated local overrides (pure).

Source of the national days: the State Council's yearly notices, for 2020 国办发明电〔2019〕16号 and 〔2020〕1号, as
kept by the ``chinesecalendar`` package. During an emergency a county orders its offices to work on rest days; such an
order is an override with its period and basis.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

from fugong.core.refusals import Refused
from fugong.core.wording import N_

BEIJING = ZoneInfo("Asia/Shanghai")
OPENS, CLOSES = time(9), time(17)


def day_of(at: datetime) -> date:
    """Give the day in Beijing on which a moment falls."""
    return at.astimezone(BEIJING).date()


class CalendarUnknown(Refused):
    """The State's calendar of that year is not known to this version; nothing is guessed."""

    code = "calendar_unknown"
    status = 422
    message = N_("系统中没有%(year)s年的全国节假日安排，无法计算工作日。请升级系统或录入本地日历。")


@dataclass(frozen=True)
class Override:
    """A local order: between two days (both included) every day is, or is not, an office day, with these hours."""

    from_on: date
    until_on: date
    working: bool
    opens: time = OPENS
    closes: time = CLOSES
    basis: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the order holds on the day."""
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True)
class OfficeCalendar:
    """The calendar by which one county's offices count working days; later overrides win over earlier ones."""

    overrides: tuple[Override, ...] = ()

    def is_working(self, day: date) -> bool:
        """Tell whether the offices work that day. Raises CalendarUnknown for a year the State has not yet fixed."""
        override = self._override(day)
        return override.working if override else _national(day)

    def hours(self, day: date) -> tuple[time, time]:
        """Give opening and closing time of an office day."""
        override = self._override(day)
        return (override.opens, override.closes) if override else (OPENS, CLOSES)

    def closing(self, day: date) -> datetime:
        """Give the moment at which the offices close that day."""
        return datetime.combine(day, self.hours(day)[1], BEIJING)

    def first_working(self, day: date) -> date:
        """Give the day itself if the offices work, else the next day on which they do. Raises CalendarUnknown."""
        return self._nth_working(day, 1)

    def after(self, day: date, working_days: int) -> date:
        """Give the n-th working day after the day; n = 0 gives the day itself or the next working day.

        Raises CalendarUnknown when the count leaves the years the State has fixed.
        """
        if working_days < 0:
            raise ValueError("a term runs forward: the number of working days is not negative")
        return self._nth_working(day + timedelta(days=1), working_days) if working_days else self.first_working(day)

    def between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``; negative when ``end`` lies before."""
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(start + timedelta(n)) for n in range(1, (end - start).days + 1))

    def _nth_working(self, day: date, wanted: int) -> date:
        counted = 0
        while True:
            counted += self.is_working(day)
            if counted == wanted:
                return day
            if day == date.max:
                raise CalendarUnknown(year=day.year)  # by orders that let the offices rest for ever
            day += timedelta(days=1)

    def _override(self, day: date) -> Override | None:
        return next((override for override in reversed(self.overrides) if override.covers(day)), None)


def _national(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        raise CalendarUnknown(year=day.year) from None
