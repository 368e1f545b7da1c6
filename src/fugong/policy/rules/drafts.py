"""Drafts of rules: their kinds, how they are kept, and what must hold before another person puts one in force."""

from collections.abc import Container, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from fugong.core.refusals import NotPermitted, Problem, Refused
from fugong.core.wording import N_
from fugong.policy.rules.bounds import faults_against_orders
from fugong.policy.rules.terms import (
    CategoryTerms,
    DeskTerms,
    ExemptionTerms,
    Period,
    ProcedureTerms,
    Terms,
    TierTerms,
    faults_in_category,
    faults_in_desk,
    faults_in_exemption,
    faults_in_period,
    faults_in_procedure,
    faults_in_tier,
)

__all__ = [
    "KINDS",
    "STATES",
    "DraftIsSettled",
    "OwnDraft",
    "faults_in",
    "guard_four_eyes",
    "kind_of",
    "plain_terms",
    "read_terms",
]

_TERMS: dict[str, type[Any]] = {
    "tier": TierTerms,
    "category": CategoryTerms,
    "procedure": ProcedureTerms,
    "desk": DeskTerms,
    "exemption": ExemptionTerms,
}
KINDS = {
    "procedure": N_("办理方式"),
    "tier": N_("风险等级"),
    "category": N_("企业类别"),
    "desk": N_("会审单位"),
    "exemption": N_("专项例外"),
}
STATES = {
    "open": N_("拟定中"),
    "in_force": N_("已签发"),
    "discarded": N_("已作废"),
}


class OwnDraft(NotPermitted):
    """Whoever drafted a rule does not put it in force."""

    code = "policy.own_draft"
    message = N_("本条规定由您起草，应由其他有签发权限的人员签发。")


class DraftIsSettled(Refused):
    """The draft was put in force or discarded before."""

    code = "policy.draft_settled"
    message = N_("本条拟定规定目前为“%(state)s”，不能再办理。")


def kind_of(terms: Terms) -> str:
    """Give the kind under which a draft is kept."""
    return next(kind for kind, sort in _TERMS.items() if isinstance(terms, sort))


def plain_terms(terms: Terms) -> dict[str, object]:
    """Give what a draft says as plain values that can be stored."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(terms).items()}


def read_terms(kind: str, plain: Mapping[str, Any]) -> Terms:
    """Give back what a draft says."""
    known: Terms = _TERMS[kind](
        **{name: tuple(value) if isinstance(value, list) else value for name, value in plain.items()}
    )
    return known


def faults_in(terms: Terms, *, county_code: str, period: Period, exempted: Container[str]) -> list[Problem]:
    """Name everything that is wrong with a draft at once: its own words, its days, and the orders it must keep."""
    return [
        *_own_faults(terms, county_code=county_code, on=period.effective_from, exempted=exempted),
        *faults_in_period(period),
    ]


def guard_four_eyes(*, drafter_id: int | None, account_id: int | None) -> None:
    """Refuse that one person both drafts a rule and puts it in force. Raises OwnDraft."""
    if drafter_id is None or drafter_id == account_id:
        raise OwnDraft


def _own_faults(terms: Terms, *, county_code: str, on: date, exempted: Container[str]) -> list[Problem]:
    match terms:
        case TierTerms():
            return faults_in_tier(terms.tier)
        case CategoryTerms():
            return faults_in_category(terms, county_code=county_code)
        case ProcedureTerms():
            own = faults_in_procedure(terms, county_code=county_code)
            return [*own, *faults_against_orders(terms, on=on, exempted=exempted)]
        case ExemptionTerms():
            return faults_in_exemption(terms)
        case DeskTerms():
            return faults_in_desk(terms)
