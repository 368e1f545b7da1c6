"""Which list of the statistics bureau may an enterprise stand on? Its industry decides (NBS, 四上 units, 2023 text).

The yearly thresholds behind a list are the bureau's business: a membership is what the bureau admitted, and is not
recomputed here from sales.
"""

from collections.abc import Iterable
from datetime import date

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry.rules.kinds import MembershipKind
from fugong.registry.rules.periods import Period

__all__ = ["problem_with_admission", "problem_with_industry", "problem_with_removal"]

_INDUSTRY_DIVISIONS = frozenset(f"{division:02d}" for division in range(6, 47))
_TRADE_DIVISIONS = frozenset({"51", "52", "61", "62"})


def problem_with_industry(kind: str, industry_code: str, *, field: str = "kind") -> Problem | None:
    """Say why an enterprise of this industry cannot stand on the list; none if it can."""
    division = industry_code[:2]
    if kind == MembershipKind.INDUSTRY_ABOVE and division not in _INDUSTRY_DIVISIONS:
        return Problem(
            field,
            N_("规模以上工业只包括采矿、制造和电热燃水行业，该企业行业代码为 %(code)s。"),
            {"code": industry_code},
        )
    if kind == MembershipKind.TRADE_ABOVE and division not in _TRADE_DIVISIONS:
        return Problem(
            field,
            N_("限额以上商贸只包括批发、零售、住宿和餐饮业，该企业行业代码为 %(code)s。"),
            {"code": industry_code},
        )
    return None


def problem_with_admission(since_on: date, known: Iterable[Period], *, field: str = "since_on") -> Problem | None:
    """Say why an enterprise cannot be admitted on the day; none if it can.

    Unlike a holder, a membership never follows upon an open one: that would hide a removal nobody ordered.
    """
    new = Period(since_on)
    for period in known:
        if period.overlaps(new):
            return Problem(field, N_("该企业自 %(day)s 起已在该名录中。"), {"day": period.since_on.isoformat()})
    return None


def problem_with_removal(until_on: date, current: Period, *, field: str = "until_on") -> Problem | None:
    """Say why a membership cannot end on the day; on its first day it can, and then it never held."""
    if until_on < current.since_on:
        return Problem(field, N_("退库日期不能早于入库日期 %(day)s。"), {"day": current.since_on.isoformat()})
    return None
