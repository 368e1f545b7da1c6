"""The statutory remedy against a decision: before whom, until when, by the law in force on the day of the decision."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from fugong.core.calendar import CalendarUnknown, OfficeCalendar

__all__ = ["Remedy", "last_day_of_action", "last_day_of_review", "remedy_on"]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the law gives from a day on: days for the administrative review, months for the action in court."""

    since: date
    review_days: int
    action_months: int
    sentence: str


# 行政复议法 2017 年修正 §9 (60 days), §12 (the government of the same level, or the superior department);
# 2023 年修订, in force 2024-01-01, §20 (60 days), §24 (the government of the same level alone).
# 行政诉讼法 2017 年修正 §46 (6 months).
_LAW: Final = (
    Remedy(
        date(2017, 7, 1), 60, 6,
        ("如不服本%(word)s，可以自收到之日起60日内向%(government)s或者上一级主管部门申请行政复议，"
           "也可以自收到之日起6个月内向有管辖权的人民法院提起行政诉讼。"),
    ),
    Remedy(
        date(2024, 1, 1), 60, 6,
        ("如不服本%(word)s，可以自收到之日起60日内向%(government)s申请行政复议，"
           "也可以自收到之日起6个月内向有管辖权的人民法院提起行政诉讼。"),
    ),
)  # fmt: skip


def remedy_on(day: date) -> Remedy:
    """Give the remedy by the law in force on the day."""
    return next((law for law in reversed(_LAW) if law.since <= day), _LAW[0])


def last_day_of_review(served_on: date, *, decided_on: date, calendar: OfficeCalendar) -> date:
    """Give the last day for the application for review: the day of service does not count, a rest day is no last day.

    行政复议法 refers to the terms of 民事诉讼法 (2017, §82).
    """
    return _or_next_working(served_on + timedelta(days=remedy_on(decided_on).review_days), calendar)


def last_day_of_action(served_on: date, *, decided_on: date, calendar: OfficeCalendar) -> date:
    """Give the last day for the action in court: the same day of the sixth month, or that month's last."""
    months = served_on.month - 1 + remedy_on(decided_on).action_months
    year, month = served_on.year + months // 12, months % 12 + 1
    return _or_next_working(_day_in(year, month, served_on.day), calendar)


def _day_in(year: int, month: int, day: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))


def _or_next_working(day: date, calendar: OfficeCalendar) -> date:
    try:
        return calendar.first_working(day)
    except CalendarUnknown:
        # The State has not fixed that year's holidays yet: the plain day is never later than the true one.
        return day
