"""What an officer wants to decide, and whether an application can be decided so: one rule for one case and for many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fugong.approvals.rules.eligibility import OpinionSeen, guard_effective_day, guard_opinions
from fugong.approvals.rules.lifecycle import Move, after
from fugong.approvals.rules.reasons import REFUSAL, guard_reasons
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_

__all__ = ["MOST_CONDITIONS", "OUTCOME_WORDS", "Outcome", "Wish", "decided_fields", "read_conditions"]

MOST_CONDITIONS = 10


class Outcome(StrEnum):
    """What a decision says; also how like cases are compared."""

    GRANT = "grant"
    REFUSE = "refuse"


OUTCOME_WORDS = {Outcome.GRANT: N_("同意复产"), Outcome.REFUSE: N_("不予同意")}


@dataclass(frozen=True, slots=True)
class Wish:
    """A decision as wished: a grant from a day on, perhaps under conditions, or a refusal with its reasons."""

    outcome: Outcome
    effective_on: date | None = None
    conditions: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""


def decided_fields(
    wish: Wish, *, state: str, mode: str, opinions: Iterable[OpinionSeen], on: date
) -> dict[str, object]:
    """Give what the decision would write into the application. Raises CannotMove, CannotGrant, Invalid."""
    if wish.outcome is Outcome.REFUSE:
        reached = after(state, Move.REFUSE, mode=mode)
        reasons = list(guard_reasons(wish.reasons, known=REFUSAL))
        return {"state": reached, "reasons": reasons, "decision_note": wish.note}
    reached = after(state, Move.GRANT, mode=mode)
    guard_opinions(opinions)
    if wish.effective_on is None:
        raise Invalid([Problem("effective_on", N_("请填写许可起始日期。"))])
    guard_effective_day(wish.effective_on, on=on)
    return {"state": reached, "effective_on": wish.effective_on, "conditions": read_conditions(wish.conditions)}


def read_conditions(written: Iterable[str]) -> list[str]:
    """Give the conditions, the empty ones left out. Raises Invalid when there are too many."""
    told = [condition.strip() for condition in written if condition.strip()]
    if len(told) > MOST_CONDITIONS:
        raise Invalid([Problem("conditions", N_("附加条件不能超过 %(most)s 条。"), {"most": MOST_CONDITIONS})])
    return told
