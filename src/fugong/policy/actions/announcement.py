"""Announcing rules: the document first, then what it orders; the next rule takes over from its first day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem, Refused
from fugong.core.wording import N_
from fugong.people import public as people
from fugong.policy.actions.succession import take_over
from fugong.policy.models import Basis, CategoryRule, Exemption, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.models.dated import DatedRule
from fugong.policy.queries.drafts import exempted_clauses, same_matter
from fugong.policy.rules.book import BasisCard
from fugong.policy.rules.drafts import faults_in
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, Period, ProcedureTerms, Terms, TierTerms

__all__ = [
    "BasisIsKnown",
    "announce_basis",
    "assess_risk",
    "assign_desk",
    "categorise",
    "exempt",
    "led",
    "set_procedure",
]


class BasisIsKnown(Refused):
    """A document with this code already stands in the county's book."""

    code = "policy.basis_known"
    status = 409
    message = N_("依据代码 %(code)s 已经登记。")


@idempotency.once
def announce_basis(county_code: str, *, document: BasisCard, by: Actor, at: datetime) -> int:
    """Enter a document in the county's book, so that rules can rest on it. Raises BasisIsKnown."""
    require(by, "policy.edit", division_code=county_code)
    if Basis.objects.filter(county_code=county_code, code=document.code).exists():
        raise BasisIsKnown(field="code", code=document.code)
    basis = Basis.objects.create(
        county_code=county_code,
        code=document.code,
        title=document.title,
        document_number=document.document_number,
        organ=document.organ,
        issued_on=document.issued_on,
        synthetic=document.synthetic,
    )
    _record("policy.basis.announced", basis, {"title": (None, document.title)}, by=by, at=at)
    return basis.pk


@idempotency.once
def assess_risk(county_code: str, *, tier: str, period: Period, basis_code: str, by: Actor, at: datetime) -> int:
    """Put the county in a tier of risk from a day on; the tier before it ends the day before."""
    basis = _cleared(county_code, terms=TierTerms(tier), period=period, basis_code=basis_code, by=by)
    rule = RiskAssessment.objects.create(county_code=county_code, tier=tier, basis=basis, **_days(period))
    _record("policy.risk.assessed", rule, {"tier": (None, tier), **_said(period)}, by=by, at=at)
    return rule.pk


@idempotency.once
def categorise(
    county_code: str, *, terms: CategoryTerms, period: Period, basis_code: str, by: Actor, at: datetime
) -> int:
    """Put an industry of a place in a category from a day on."""
    basis = _cleared(county_code, terms=terms, period=period, basis_code=basis_code, by=by)
    rule = CategoryRule.objects.create(
        county_code=county_code,
        division_code=terms.division_code,
        industry_prefix=terms.industry_prefix,
        category=terms.category,
        basis=basis,
        **_days(period),
    )
    changes = {"category": (None, f"{terms.industry_prefix}: {terms.category}"), **_said(period)}
    _record("policy.category.set", rule, changes, by=by, at=at)
    return rule.pk


@idempotency.once
def set_procedure(
    county_code: str, *, terms: ProcedureTerms, period: Period, basis_code: str, by: Actor, at: datetime
) -> int:
    """Rule how a category is handled at a tier from a day on.

    Raises Invalid naming every fault at once, those against orders of higher authority in the order's own words.
    """
    terms = led(county_code, terms)
    basis = _cleared(county_code, terms=terms, period=period, basis_code=basis_code, by=by)
    deemed = _document(county_code, terms.deemed_basis, field="deemed_basis") if terms.deemed_basis else None
    rule = Procedure.objects.create(
        county_code=county_code,
        division_code=terms.division_code,
        tier=terms.tier,
        category=terms.category,
        mode=terms.mode,
        checklist=list(terms.checklist),
        reply_working_days=terms.reply_working_days,
        lead=terms.lead,
        deemed_basis=deemed,
        carry_over=terms.carry_over,
        basis=basis,
        **_days(period),
    )
    changes = {
        "mode": (None, f"{terms.tier}, {terms.category}: {terms.mode}"),
        "checklist": (None, list(terms.checklist)),
        "reply_working_days": (None, terms.reply_working_days),
        "lead": (None, terms.lead),
        "deemed_basis": (None, terms.deemed_basis),
        "carry_over": (None, terms.carry_over),
        **_said(period),
    }
    _record("policy.procedure.set", rule, changes, by=by, at=at)
    return rule.pk


@idempotency.once
def exempt(county_code: str, *, terms: ExemptionTerms, period: Period, basis_code: str, by: Actor, at: datetime) -> int:
    """Let special law stand in the place of a clause of a higher order, for a category, from a day on."""
    basis = _cleared(county_code, terms=terms, period=period, basis_code=basis_code, by=by)
    rule = Exemption.objects.create(
        county_code=county_code, category=terms.category, clause=terms.clause, basis=basis, **_days(period)
    )
    changes = {"clause": (None, f"{terms.category}: {terms.clause}"), **_said(period)}
    _record("policy.exemption.set", rule, changes, by=by, at=at)
    return rule.pk


@idempotency.once
def assign_desk(county_code: str, *, terms: DeskTerms, period: Period, by: Actor, at: datetime) -> int:
    """Let an organisation answer at a desk from a day on."""
    _clear(county_code, terms, period, by=by)
    rule = ReviewDesk.objects.create(
        county_code=county_code,
        desk=terms.desk,
        industry_prefix=terms.industry_prefix,
        organisation_code=terms.organisation_code,
        **_days(period),
    )
    changes = {"organisation": (None, f"{terms.desk}: {terms.organisation_code}"), **_said(period)}
    _record("policy.desk.assigned", rule, changes, by=by, at=at)
    return rule.pk


def led(county_code: str, terms: ProcedureTerms) -> ProcedureTerms:
    """Give a draft procedure its lead: the one named, else the county's bureau that numbers decisions, if it is one."""
    if terms.lead or terms.mode == "none":
        return terms
    deciding = [body.code for body in people.organisations(county_code=county_code, kind="bureau") if body.series]
    return replace(terms, lead=deciding[0]) if len(deciding) == 1 else terms


def _clear(county_code: str, terms: Terms, period: Period, *, by: Actor) -> None:
    """Check right and faults, then end the rule before. Raises NotPermitted, Invalid, PeriodIsTaken."""
    require(by, "policy.enact", division_code=county_code)
    exempted = exempted_clauses(county_code, terms, period.effective_from)
    _refuse(faults_in(terms, county_code=county_code, period=period, exempted=exempted))
    take_over(same_matter(county_code, terms), period)


def _cleared(county_code: str, *, terms: Terms, period: Period, basis_code: str, by: Actor) -> Basis:
    _clear(county_code, terms, period, by=by)
    return _document(county_code, basis_code, field="basis")


def _document(county_code: str, code: str, *, field: str) -> Basis:
    try:
        return Basis.objects.get(county_code=county_code, code=code)
    except Basis.DoesNotExist:
        raise NotThere(N_("没有登记代码为 %(code)s 的依据。"), field=field, code=code) from None


def _refuse(faults: Iterable[Problem]) -> None:
    if problems := tuple(faults):
        raise Invalid(problems)


def _days(period: Period) -> dict[str, date | None]:
    return {"effective_from": period.effective_from, "effective_to": period.effective_to}


def _said(period: Period) -> dict[str, tuple[None, str]]:
    until = period.effective_to.isoformat() if period.effective_to else ""
    return {"effective": (None, f"{period.effective_from.isoformat()}/{until}")}


def _record(action: str, subject: Basis | DatedRule, changes: dict[str, Any], *, by: Actor, at: datetime) -> None:
    audit.record(county=subject.county_code, action=action, subject=subject, by=by, at=at, changes=changes)
