"""Do the signals about an enterprise agree? Declared operation, staff, load and output, each against its own normal.

The score is the largest gap between any two signals' levels, from 0 (all say the same) to 1. A level is the share of
its own normal: operation 0 or 1, staff of the register's staff, load of the reference mean, output of a
normal day. Nothing is averaged away; a signal that is missing says nothing. Findings are reasons for a visit, never
accusations: each has an innocent explanation. Freight gives no signal yet.

Detectors follow the faking that was reported in spring 2020 (idle machines, loads just above the 30 % line, the same
head-count whatever the load, jumps before a ranking date).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from statistics import fmean, pstdev
from typing import Final

from fugong.core.wording import N_

__all__ = [
    "DETECTORS_VERSION",
    "FINDINGS",
    "INNOCENT",
    "LOOKED_AT",
    "TITLES",
    "Finding",
    "Signals",
    "disagreement",
    "findings",
]

# Rises with every change of a detector, so that a suggestion says by which ones it was found.
DETECTORS_VERSION: Final = 1
# The days that detectors look at, up to the newest: long enough for a habit, and a season says nothing of today.
LOOKED_AT: Final = timedelta(days=45)

# A detector looks at no fewer days: a week may be anything.
FEWEST_DAYS = 10
HUG_LOW, HUG_HIGH, HUG_SPREAD, HUG_SHARE = 0.30, 0.33, 0.02, 0.8
FLAT_LOAD, FLAT_SPREAD, FULL_STAFF = 0.15, 0.02, 0.8
BUSY_LOAD = 0.6
JUMP_TIMES, LAST_DAYS = 2.0, 2
SAME_HEADS_LOAD_SPREAD = 0.15

FINDINGS: Final = {
    "threshold": N_("用电长期停留在复工判定线（基期30%%）之上一点，%(days)s 天中有 %(hits)s 天在 30%%—33%% 之间。"),
    "flat": N_("填报在岗基本到齐，用电却只有基期的 %(load)s%% 且几乎不变（%(days)s 天）。"),
    "stopped_but_busy": N_("填报未开工，用电达到基期的 %(load)s%%（%(days)s 天）。"),
    "same_heads": N_("在岗人数 %(days)s 天均为 %(staff)s 人，同期用电起伏明显。"),
    "month_end": N_("每月最后两天用电为平日的 %(times)s 倍。"),
    "output_without_load": N_("填报产出接近正常，用电不足基期的 %(load)s%%（%(days)s 天）。"),
}
TITLES: Final = {
    "threshold": N_("用电紧贴判定线"),
    "flat": N_("满员而用电极低"),
    "stopped_but_busy": N_("报停工而用电高"),
    "same_heads": N_("在岗人数一成不变"),
    "month_end": N_("月末用电突增"),
    "output_without_load": N_("有产出而用电极低"),
}
# What may lie behind it, and usually does.
INNOCENT: Final = {
    "threshold": N_("订单不足、部分产线检修时，用电也会长期处于低位。"),
    "flat": N_("设备检修、人员培训、自备发电或表计故障都会如此。"),
    "stopped_but_busy": N_("代他人加工、表后转供电、填报选错或检修试车都会如此。"),
    "same_heads": N_("固定班组、用工稳定的企业本来如此，也可能是沿用了前一日的数。"),
    "month_end": N_("月末集中赶交订单、抄表周期与自然月不一致都会如此。"),
    "output_without_load": N_("外协加工、出库计产、自备发电或表计故障都会如此。"),
}


@dataclass(frozen=True, slots=True)
class Signals:
    """What was said and measured of one enterprise on one day; what is not known is nothing.

    ``staff``, ``load`` and ``output`` are shares of their own normal, ``heads`` the number reported.
    """

    on: date
    operating: bool | None = None
    heads: int | None = None
    staff: float | None = None
    load: float | None = None
    output: float | None = None

    @property
    def levels(self) -> dict[str, float]:
        """Give the known signals as levels between 0 and 1."""
        told = {
            "operating": None if self.operating is None else float(self.operating),
            "staff": self.staff, "load": self.load, "output": self.output,
        }  # fmt: skip
        return {name: min(1.0, max(0.0, level)) for name, level in told.items() if level is not None}


@dataclass(frozen=True, slots=True)
class Finding:
    """One reason for a visit: which detector, the first and last day it looked at, the facts of its sentence."""

    code: str
    first_on: date
    last_on: date
    facts: dict[str, str] = field(default_factory=dict)


def disagreement(day: Signals) -> float:
    """Give the largest gap between two signals of a day; fewer than two signals cannot disagree."""
    return max((abs(one - other) for one, other in combinations(day.levels.values(), 2)), default=0.0)


def findings(days: Sequence[Signals]) -> tuple[Finding, ...]:
    """Give what the detectors find over the days, in order of time; no detector looks at fewer than ten days."""
    return tuple(found for detector in _DETECTORS for found in detector(sorted(days, key=lambda day: day.on)))


def _threshold(days: Sequence[Signals]) -> Iterator[Finding]:
    at_work = [day for day in days if day.operating and day.load is not None]
    loads = [day.load for day in at_work if day.load is not None]
    if len(loads) < FEWEST_DAYS:
        return
    hits = sum(HUG_LOW < load <= HUG_HIGH for load in loads)
    if hits >= HUG_SHARE * len(loads) and pstdev(loads) < HUG_SPREAD:
        yield _finding("threshold", at_work, days=len(loads), hits=hits)


def _flat(days: Sequence[Signals]) -> Iterator[Finding]:
    full = [d for d in days if d.operating and d.load is not None and d.staff is not None and d.staff >= FULL_STAFF]
    loads = [day.load for day in full if day.load is not None]
    if len(loads) >= FEWEST_DAYS and fmean(loads) < FLAT_LOAD and pstdev(loads) < FLAT_SPREAD:
        yield _finding("flat", full, days=len(full), load=_percent(fmean(loads)))


def _stopped_but_busy(days: Sequence[Signals]) -> Iterator[Finding]:
    stopped = [day for day in days if day.operating is False and day.load is not None and day.load >= BUSY_LOAD]
    if len(stopped) >= FEWEST_DAYS:
        yield _finding(
            "stopped_but_busy", stopped, days=len(stopped), load=_percent(fmean(day.load or 0 for day in stopped))
        )


def _same_heads(days: Sequence[Signals]) -> Iterator[Finding]:
    known = [day for day in days if day.operating and day.heads and day.load is not None]
    if len(known) < FEWEST_DAYS or len({day.heads for day in known}) > 1:
        return
    if pstdev([day.load or 0 for day in known]) >= SAME_HEADS_LOAD_SPREAD:
        yield _finding("same_heads", known, days=len(known), staff=known[0].heads)


def _month_end(days: Sequence[Signals]) -> Iterator[Finding]:
    known = [day for day in days if day.load is not None and day.operating]
    ends = [day.load or 0 for day in known if _is_month_end(day.on)]
    others = [day.load or 0 for day in known if not _is_month_end(day.on)]
    months = {(day.on.year, day.on.month) for day in known if _is_month_end(day.on)}
    if len(months) < LAST_DAYS or len(others) < FEWEST_DAYS or not fmean(others):
        return
    # Every month end must lie above every ordinary day: one busy day is no pattern.
    if min(ends) > max(others) and fmean(ends) >= JUMP_TIMES * fmean(others):
        yield _finding("month_end", known, times=f"{fmean(ends) / fmean(others):.1f}")


def _output_without_load(days: Sequence[Signals]) -> Iterator[Finding]:
    odd = [
        day for day in days
        if day.output is not None and day.output >= FULL_STAFF and day.load is not None and day.load < FLAT_LOAD
    ]  # fmt: skip
    if len(odd) >= FEWEST_DAYS:
        yield _finding("output_without_load", odd, days=len(odd), load=_percent(FLAT_LOAD))


_DETECTORS = (_threshold, _flat, _stopped_but_busy, _same_heads, _month_end, _output_without_load)


def _finding(code: str, over: Sequence[Signals], /, **facts: object) -> Finding:
    return Finding(code, over[0].on, over[-1].on, {name: str(value) for name, value in facts.items()})


def _is_month_end(on: date) -> bool:
    return (on + timedelta(days=LAST_DAYS)).month != on.month


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"
