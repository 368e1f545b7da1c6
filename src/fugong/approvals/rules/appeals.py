"""Internal review 复核: against what an enterprise may object, within which term, and what an objection may bring.

The house's own way, kept beside the statutory ones (行政复议法: 60 days; 行政诉讼法: 6 months), whose terms it neither
replaces nor stops.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fugong.approvals.rules.lifecycle import State
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_

__all__ = [
    "AGAINST_WORDS",
    "APPEAL_WITHIN",
    "LONGEST_GROUNDS",
    "OUTCOME_WORDS",
    "REPLY_WORKING_DAYS",
    "Against",
    "AppealIsDecided",
    "CannotAppeal",
    "CannotReopen",
    "Outcome",
    "Ruling",
    "guard_appeal",
    "guard_outcome",
    "ruling_of",
]

# As long as the statutory way is open at the least (行政复议法: 60 days), so that nobody loses the short one sooner.
APPEAL_WITHIN = timedelta(days=60)
# The house's own promise; no law fixes a term for a review inside the office.
REPLY_WORKING_DAYS = 3
LONGEST_GROUNDS = 2000


class Against(StrEnum):
    """What is objected to."""

    REFUSAL = "refusal"
    SUSPENSION = "suspension"
    CONDITIONS = "conditions"


class Outcome(StrEnum):
    """What the review of a decision brought."""

    UPHELD = "upheld"
    CHANGED = "changed"


AGAINST_WORDS = {
    Against.REFUSAL: N_("不予同意的决定"),
    Against.SUSPENSION: N_("暂停许可的决定"),
    Against.CONDITIONS: N_("决定所附条件"),
}
OUTCOME_WORDS = {Outcome.UPHELD: N_("维持原决定"), Outcome.CHANGED: N_("改变原决定")}


class CannotAppeal(Refused):
    """There is nothing to object to, the term is over, or an objection was made already."""

    code = "cannot_appeal"
    message = N_("该申请目前没有可以申请复核的决定。")


class CannotReopen(Refused):
    """The enterprise has applied anew meanwhile: an enterprise has one standing application."""

    code = "cannot_reopen"
    message = N_(
        "该企业已另有办理中或有效的申请，原申请不能重新审核。请在新申请中办理，本次复核请维持原决定并说明情况。"
    )


class AppealIsDecided(Refused):
    """The objection was answered already."""

    code = "appeal_is_decided"
    message = N_("该复核申请已经办结。")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What an application's state lets its enterprise object to: made when, by which account."""

    against: Against
    made_at: datetime
    by_account: int | None


def ruling_of(
    *, state: str, conditions: Iterable[str], decided: tuple[datetime | None, int | None],
    suspended: tuple[datetime | None, int | None],
) -> Ruling | None:  # fmt: skip
    """Give the decision that can be objected to, if there is one; times and accounts come in pairs."""
    against, (made_at, by_account) = (
        (Against.SUSPENSION, suspended) if state == State.SUSPENDED
        else (Against.REFUSAL, decided) if state == State.REFUSED
        else (Against.CONDITIONS, decided)
    )  # fmt: skip
    if against is Against.CONDITIONS and not (state == State.GRANTED and any(conditions)):
        return None
    return Ruling(against, made_at, by_account) if made_at is not None else None


def guard_appeal(ruling: Ruling | None, *, grounds: str, earlier: Iterable[datetime], at: datetime) -> Ruling:
    """Give the ruling, if it may still be objected to for the first time, with grounds.

    ``earlier``: when the rulings were made that have been objected to already. Raises CannotAppeal, Invalid.
    """
    if ruling is None:
        raise CannotAppeal
    if at > ruling.made_at + APPEAL_WITHIN:
        raise CannotAppeal(
            N_("该决定作出已超过 %(days)s 天，不再受理复核申请。您仍可依法申请行政复议或提起行政诉讼。"),
            days=APPEAL_WITHIN.days,
        )
    if ruling.made_at in set(earlier):
        raise CannotAppeal(N_("对该决定已申请过复核，不能重复申请。"))
    if not grounds.strip():
        raise Invalid([Problem("grounds", N_("请写明申请复核的事实和理由。"))])
    if len(grounds) > LONGEST_GROUNDS:
        raise Invalid([Problem("grounds", N_("不能超过 %(longest)s 个字。"), {"longest": LONGEST_GROUNDS})])
    return ruling


def guard_outcome(outcome: str, *, note: str) -> Outcome:
    """Give the outcome, if it is one and says why. Raises Invalid."""
    problems = []
    if outcome not in OUTCOME_WORDS:
        problems.append(Problem("outcome", N_("请选择复核结论。")))
    if not note.strip():
        problems.append(Problem("note", N_("请写明复核意见。")))
    if problems:
        raise Invalid(problems)
    return Outcome(outcome)
