"""Days and moments as people read them, in the reader's language: 2020年2月15日 14:05, or 15 Feb 2020, 14:05."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from fugong.core.clock import BEIJING


def day(on: date) -> str:
    """Write a date."""
    return date_format(on, "j M Y") if _in_english() else f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime) -> str:
    """Write a moment to the minute, in Beijing time."""
    there = at.astimezone(BEIJING)
    return f"{day(there.date())}{', ' if _in_english() else ' '}{there:%H:%M}"


def _in_english() -> bool:
    return (get_language() or "").startswith("en")
