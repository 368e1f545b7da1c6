"""The working-day clock of an application: when the answer is due, and the lamp that says how it stands.

The day of receipt does not count (行政许可法 §82 counts working days); an application handed in after the office
closed, or on a rest day, is received on the next working day. A reply within 0 working days is the county's promise to
answer the same day. While the enterprise corrects its application the clock stands still.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fugong.core.calendar import BEIJING, OfficeCalendar, day_of
from fugong.core.wording import N_

__all__ = ["Lamp", "Pause", "due_at", "lamp", "received_on", "warns_at"]

# The lamp turns yellow this long before the answer is due.
WARNING = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stood still from the return for correction until the enterprise handed in again."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Lamp:
    """How an application stands against its clock: a colour never stands without its word."""

    colour: str
    word: str
    due_at: datetime | None
    working_days_left: int | None = None


def received_on(at: datetime, calendar: OfficeCalendar) -> date:
    """Give the working day on which something handed in at that moment counts as received."""
    local = at.astimezone(BEIJING)
    day = local.date()
    if calendar.is_working(day) and local <= calendar.closing(day):
        return day
    return calendar.after(day, 1)


def due_at(
    submitted_at: datetime, *, working_days: int, calendar: OfficeCalendar, pauses: Iterable[Pause] = ()
) -> datetime:
    """Give the closing hour of the last day for the answer, every pause added in full working days.

    Both ends of a pause are read like the receipt: what happens after closing belongs to the next working day, so that
    an evening or a weekend spent correcting neither costs the enterprise a day nor gives the office one.
    """
    stood_still = sum(
        calendar.between(received_on(pause.from_at, calendar), received_on(pause.until_at, calendar))
        for pause in pauses
    )
    return calendar.closing(calendar.after(received_on(submitted_at, calendar), working_days + stood_still))


def warns_at(due: datetime) -> datetime:
    """Give the moment from which the case is near its limit."""
    return due - WARNING


def lamp(state: str, *, due: datetime | None, now: datetime, calendar: OfficeCalendar) -> Lamp:
    """Give the lamp of an application: standing still, on course, near the limit, overdue, or settled."""
    if state == "returned":
        return Lamp("grey", N_("计时暂停"), None)
    if state != "in_review" or due is None:
        return Lamp("grey", N_("不计时"), None)
    left = calendar.between(day_of(now), day_of(due))
    if now > due:
        return Lamp("red", N_("已超期"), due, left)
    if now >= warns_at(due):
        return Lamp("yellow", N_("即将到期"), due, left)
    return Lamp("green", N_("正常"), due, left)
