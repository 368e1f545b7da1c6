"""The only place where the time is read; only edges (web, tasks, commands) may ask.

A demonstration may stand in a past spring: ``settings.FUGONG_CLOCK`` is the moment at which the demo's clock was set
and ``settings.FUGONG_CLOCK_SET_AT`` the real moment when that happened; the clock then runs on from there.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

__all__ = ["BEIJING", "now", "real", "today"]

BEIJING = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Give the present moment in Beijing time."""
    real = datetime.now(BEIJING)
    starts: datetime | None = getattr(settings, "FUGONG_CLOCK", None)
    if starts is None:
        return real
    set_at: datetime = settings.FUGONG_CLOCK_SET_AT
    return starts.astimezone(BEIJING) + (real - set_at)


def today() -> date:
    """Give the present day in Beijing time."""
    return now().date()


def real(at: datetime) -> datetime:
    """Give the machine's moment for a business moment; they differ only under a demonstration's clock."""
    starts: datetime | None = getattr(settings, "FUGONG_CLOCK", None)
    if starts is None:
        return at
    set_at: datetime = settings.FUGONG_CLOCK_SET_AT
    return set_at + (at - starts)
