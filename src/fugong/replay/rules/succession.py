"""Did one group restart before the others, and did they follow? Read from curves of running enterprises by day.

The leading group leads when on every day its share of running enterprises is at least that of each following group,
and it reaches half earlier than each of them. The others follow when each of them reaches half as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

__all__ = ["Shares", "Verdict", "judge"]

HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Shares:
    """One group: how many it has, and how many of them ran on each of the days."""

    group: str
    listed: int
    days: Sequence[date]
    running: Sequence[int]

    def on(self, position: int) -> Fraction:
        """Give the share that ran on a day; nobody of nobody is none."""
        return Fraction(self.running[position], self.listed) if self.listed else Fraction(0)

    def half_on(self) -> date | None:
        """Give the first day on which half of the group ran."""
        return next((day for position, day in enumerate(self.days) if self.on(position) >= HALF), None)


@dataclass(frozen=True)
class Verdict:
    """The order found (empty when there is none), the days of half, and the first day that spoils the order."""

    order: tuple[str, ...]
    half_on: dict[str, date | None]
    spoiled_on: date | None


def judge(first: Shares, others: Sequence[Shares]) -> Verdict:
    """Say whether the first group led and the others followed; all curves must be over the same days."""
    half_on = {each.group: each.half_on() for each in (first, *others)}
    spoiled_on = next(
        (day for position, day in enumerate(first.days) if any(first.on(position) < o.on(position) for o in others)),
        None,
    )
    lead = half_on[first.group]
    followed = all(lead is not None and (day := half_on[o.group]) is not None and lead < day for o in others)
    order = tuple(half_on) if followed and spoiled_on is None else ()
    return Verdict(order, half_on, spoiled_on)
