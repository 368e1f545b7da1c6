"""How much of an enterprise's time did a form take? Fields asked, kept as prefilled, typed; minutes without pauses."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

__all__ = ["LONGEST_PAUSE", "Effort", "effort", "week_of", "working_seconds"]

# Whoever saves nothing for longer has done something else meanwhile; the form keeps a draft every few seconds.
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Effort:
    """What one form handed in asked of the enterprise."""

    asked: int
    kept: int
    typed: int
    seconds: int


def working_seconds(saved_at: datetime, at: datetime) -> int:
    """Give the time between two saves that counts as work: all of it up to ten minutes, nothing of a longer pause."""
    gap = at - saved_at
    return int(gap.total_seconds()) if timedelta(0) < gap <= LONGEST_PAUSE else 0


def effort(
    asked: Collection[str], *, offered: Mapping[str, object], answers: Mapping[str, object], seconds: int
) -> Effort:
    """Count the fields: one that still has the value it was offered with was kept, another with a value was typed.

    A ticked confirmation counts as typed; a field left empty was asked, and neither.
    """
    filled = [key for key in asked if not _is_empty(answers.get(key))]
    kept = sum(key in offered and offered[key] == answers[key] for key in filled)
    return Effort(len(asked), kept, len(filled) - kept, seconds)


def week_of(day: date) -> date:
    """Give the Monday of the day's week (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def _is_empty(value: object) -> bool:
    # Nought is an answer; it equals False, so it is told apart by identity.
    return value is None or value is False or value == ""
