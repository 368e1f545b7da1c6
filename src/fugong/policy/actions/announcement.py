"""Announcing rules: the document first, then what it orders; the next rule takes over from its first day."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem, Refused
from fugong.core.wording import N_
from fugong.policy.actions.succession import take_over
from fugong.policy.models import Basis, CategoryRule, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.models.dated import DatedRule
from fugong.policy.rules import terms as drafts
from fugong.policy.rules.book import BasisCard
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, Period, ProcedureTerms

__all__ = ["BasisIsKnown", "announce_basis", "assess_risk", "assign_desk", "categorise", "set_procedure"]


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
    basis = _permitted(county_code, [*drafts.faults_in_tier(tier), *drafts.faults_in_period(period)], basis_code, by=by)
    take_over(RiskAssessment.objects.of_county(county_code), period)
    rule = RiskAssessment.objects.create(county_code=county_code, tier=tier, basis=basis, **_days(period))
    _record("policy.risk.assessed", rule, {"tier": (None, tier), **_said(period)}, by=by, at=at)
    return rule.pk


@idempotency.once
def categorise(
    county_code: str, *, terms: CategoryTerms, period: Period, basis_code: str, by: Actor, at: datetime
) -> int:
    """Put an industry of a place in a category from a day on."""
    faults = drafts.faults_in_category(terms, county_code=county_code)
    basis = _permitted(county_code, [*faults, *drafts.faults_in_period(period)], basis_code, by=by)
    key = {"division_code": terms.division_code, "industry_prefix": terms.industry_prefix}
    take_over(CategoryRule.objects.of_county(county_code).filter(**key), period)
    rule = CategoryRule.objects.create(
        county_code=county_code, category=terms.category, basis=basis, **key, **_days(period)
    )
    changes = {"category": (None, f"{terms.industry_prefix}: {terms.category}"), **_said(period)}
    _record("policy.category.set", rule, changes, by=by, at=at)
    return rule.pk


@idempotency.once
def set_procedure(
    county_code: str, *, terms: ProcedureTerms, period: Period, basis_code: str, by: Actor, at: datetime
) -> int:
    """Rule how a category is handled at a tier from a day on."""
    faults = drafts.faults_in_procedure(terms, county_code=county_code)
    basis = _permitted(county_code, [*faults, *drafts.faults_in_period(period)], basis_code, by=by)
    key = {"division_code": terms.division_code, "tier": terms.tier, "category": terms.category}
    take_over(Procedure.objects.of_county(county_code).filter(**key), period)
    rule = Procedure.objects.create(
        county_code=county_code,
        mode=terms.mode,
        checklist=list(terms.checklist),
        reply_working_days=terms.reply_working_days,
        basis=basis,
        **key,
        **_days(period),
    )
    changes = {"mode": (None, f"{terms.tier}, {terms.category}: {terms.mode}"), **_said(period)}
    _record("policy.procedure.set", rule, changes, by=by, at=at)
    return rule.pk


@idempotency.once
def assign_desk(county_code: str, *, terms: DeskTerms, period: Period, by: Actor, at: datetime) -> int:
    """Let an organisation answer at a desk from a day on."""
    require(by, "policy.edit", division_code=county_code)
    _refuse([*drafts.faults_in_desk(terms), *drafts.faults_in_period(period)])
    key = {"desk": terms.desk, "industry_prefix": terms.industry_prefix}
    take_over(ReviewDesk.objects.of_county(county_code).filter(**key), period)
    rule = ReviewDesk.objects.create(
        county_code=county_code, organisation_code=terms.organisation_code, **key, **_days(period)
    )
    changes = {"organisation": (None, f"{terms.desk}: {terms.organisation_code}"), **_said(period)}
    _record("policy.desk.assigned", rule, changes, by=by, at=at)
    return rule.pk


def _permitted(county_code: str, faults: Iterable[Problem], basis_code: str, *, by: Actor) -> Basis:
    require(by, "policy.edit", division_code=county_code)
    _refuse(faults)
    try:
        return Basis.objects.get(county_code=county_code, code=basis_code)
    except Basis.DoesNotExist:
        raise NotThere(N_("没有登记代码为 %(code)s 的依据。"), field="basis", code=basis_code) from None


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
