"""Like cases, like decisions 同案同判: which applications are alike, and which like ones were decided otherwise.

Alike means alike in what a decision may rest on: industry, size, tier of risk and mode, what each office said, and for
how long the masks last. Who stands behind an enterprise is never compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fugong.approvals.rules.completeness import days_of_masks
from fugong.approvals.rules.decisions import Outcome
from fugong.core.refusals import Refused
from fugong.core.wording import N_

__all__ = [
    "LOOKBACK",
    "MASKS",
    "Circumstances",
    "DecidedOtherwise",
    "Precedent",
    "circumstances_of",
    "guard_consistency",
    "otherwise",
]

# Tiers and shortages of a shutdown change within weeks: an older decision was made in another situation.
LOOKBACK = timedelta(days=30)
# 国办发明电 forms of spring 2020 ask for the stock of some days: under three days it is a shortage, over a week none.
SHORT_DAYS, AMPLE_DAYS = 3, 7
MASKS = {
    "short": N_("不足 3 天"),
    "some": N_("3 至 7 天"),
    "ample": N_("7 天以上"),
    "unasked": N_("未要求填报"),
}
MOST_NAMED = 3


class DecidedOtherwise(Refused):
    """Like applications were decided otherwise, and nobody has said why this one differs."""

    code = "decided_otherwise"
    status = 422
    message = N_("近期有 %(count)s 件同类申请曾作出不同决定（%(named)s）。请核对；如仍按此办理，请写明与其不同的理由。")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What makes applications alike: all of it equal, and nothing about persons."""

    industry: str
    size: str
    tier: str
    mode: str
    verdicts: tuple[tuple[str, str], ...]
    masks: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision once made under some circumstances."""

    application_id: int
    enterprise_name: str
    document_number: str
    decided_on: date
    outcome: Outcome
    circumstances: Circumstances


def circumstances_of(
    *, industry_code: str, size: str, tier: str, mode: str, verdicts: Mapping[str, str], answers: Mapping[str, object]
) -> Circumstances:
    """Give an application's circumstances: the industry by its division (two digits), verdicts by desk."""
    return Circumstances(industry_code[:2], size, tier, mode, tuple(sorted(verdicts.items())), _masks(answers))


def otherwise(mine: Circumstances, wished: Outcome, precedents: Iterable[Precedent]) -> tuple[Precedent, ...]:
    """Give the like cases that were decided otherwise, latest first."""
    found = [one for one in precedents if one.circumstances == mine and one.outcome is not wished]
    return tuple(sorted(found, key=lambda one: (one.decided_on, one.application_id), reverse=True))


def guard_consistency(differing: Iterable[Precedent], *, note: str) -> None:
    """Refuse to decide otherwise than before without a word why. Raises DecidedOtherwise naming some of them."""
    found = tuple(differing)
    if found and not note.strip():
        named = "、".join(one.document_number or one.enterprise_name for one in found[:MOST_NAMED])
        raise DecidedOtherwise(field="consistency_note", count=len(found), named=named)


def _masks(answers: Mapping[str, object]) -> str:
    known = {key: value for key, value in answers.items() if isinstance(value, int)}
    days = days_of_masks(known)
    if days is None:
        return "unasked"
    return "short" if days < SHORT_DAYS else "some" if days < AMPLE_DAYS else "ample"
