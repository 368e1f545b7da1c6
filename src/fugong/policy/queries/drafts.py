"""Drafts of rules: who prepares them, what is wrong with one, what it replaces, and what it would change."""

from datetime import date
from typing import Any

from django.db.models import Q

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere, Problem
from fugong.core.wording import N_
from fugong.policy.models import Basis, CategoryRule, Draft, Exemption, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.models.dated import DatedQuerySet, DatedRule
from fugong.policy.models.draft import DraftQuerySet
from fugong.policy.queries.book import desk_rules, open_page
from fugong.policy.rules.book import BasisCard
from fugong.policy.rules.drafts import faults_in
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, Period, ProcedureTerms, Terms, TierTerms
from fugong.policy.rules.trial import Book, Trial, with_draft

__all__ = [
    "bases_of",
    "draft_seen",
    "drafts_of",
    "exempted_clauses",
    "faults_of",
    "overlapping",
    "prepared_counties",
    "same_matter",
    "trial",
]


def prepared_counties(actor: Actor) -> list[str]:
    """Give the counties whose book the actor may prepare: those of the posts, and those below that have a book."""
    areas = actor.areas_for("policy.edit")
    own = {area for area in areas if len(area) == len("520322")}
    books = Basis.objects.values_list("county_code", flat=True).order_by().distinct()
    return sorted(own | {county for county in books if actor.may("policy.edit", county)})


def drafts_of(actor: Actor, county_code: str) -> DraftQuerySet:
    """Give the drafts for a county's book, the latest first."""
    return Draft.objects.visible_to(actor).filter(county_code=county_code)


def bases_of(county_code: str) -> tuple[BasisCard, ...]:
    """Give the documents of the county's book, the latest first."""
    return tuple(row.card() for row in Basis.objects.filter(county_code=county_code).order_by("-issued_on", "code"))


def draft_seen(actor: Actor, draft_id: int) -> Draft:
    """Give a draft. Raises NotThere when the actor does not prepare the county's book."""
    row = Draft.objects.visible_to(actor).filter(pk=draft_id).first()
    if row is None:
        raise NotThere
    return row


def trial(actor: Actor, draft_id: int) -> Trial:
    """Try a draft on the county's book as it stands on the draft's first day. Raises NotThere."""
    row = draft_seen(actor, draft_id)
    documents = {basis.code: basis for basis in bases_of(row.county_code)}
    before = Book(open_page(row.county_code, row.effective_from), desk_rules(row.county_code, row.effective_from))
    after = with_draft(before, row.read(), basis_code=row.basis_code, documents=documents)
    return Trial(row.county_code, row.effective_from, before, after)


def exempted_clauses(county_code: str, terms: Terms, on: date) -> frozenset[str]:
    """Name the clauses that special law replaces on the day for the category a draft procedure is about."""
    if not isinstance(terms, ProcedureTerms):
        return frozenset()
    holding = Exemption.objects.of_county(county_code).in_force(on).filter(category=terms.category)
    return frozenset(holding.values_list("clause", flat=True))


def faults_of(county_code: str, *, terms: Terms, period: Period, basis_code: str, today: date) -> list[Problem]:
    """Name everything for which a draft could not be put in force today."""
    exempted = exempted_clauses(county_code, terms, period.effective_from)
    faults = faults_in(terms, county_code=county_code, period=period, exempted=exempted)
    if period.effective_from < today:
        faults.append(Problem("effective_from", N_("生效日期不能早于今天：已经执行过的规定不能改写。")))
    if not isinstance(terms, DeskTerms):
        faults += _faults_in_basis(county_code, basis_code, period.effective_from)
    taken = [rule for rule in overlapping(same_matter(county_code, terms), period) if not _yields(rule, period)]
    if taken:
        message = N_("同一事项在 %(since)s 起的期间已有规定，期间不能重叠。")
        faults.append(Problem("effective_from", message, {"since": taken[0].effective_from}))
    return faults


def same_matter(county_code: str, terms: Terms) -> DatedQuerySet[Any]:
    """Give the county's rules about the very thing of which the new one speaks."""
    match terms:
        case TierTerms():
            return RiskAssessment.objects.of_county(county_code)
        case CategoryTerms():
            return CategoryRule.objects.of_county(county_code).filter(
                division_code=terms.division_code, industry_prefix=terms.industry_prefix
            )
        case ProcedureTerms():
            return Procedure.objects.of_county(county_code).filter(
                division_code=terms.division_code, tier=terms.tier, category=terms.category
            )
        case ExemptionTerms():
            return Exemption.objects.of_county(county_code).filter(category=terms.category, clause=terms.clause)
        case DeskTerms():
            return ReviewDesk.objects.of_county(county_code).filter(
                desk=terms.desk, industry_prefix=terms.industry_prefix
            )


def overlapping(rules: DatedQuerySet[Any], period: Period) -> DatedQuerySet[Any]:
    """Give those of the rules that hold on some day of the period."""
    found = rules.filter(Q(effective_to=None) | Q(effective_to__gte=period.effective_from))
    if period.effective_to is not None:
        found = found.filter(effective_from__lte=period.effective_to)
    return found


def _yields(rule: DatedRule, period: Period) -> bool:
    """Tell whether a rule was left open for a successor that begins later."""
    return rule.effective_to is None and rule.effective_from < period.effective_from


def _faults_in_basis(county_code: str, code: str, effective_from: date) -> list[Problem]:
    basis = Basis.objects.filter(county_code=county_code, code=code).first()
    if basis is None:
        return [Problem("basis", N_("请选择已登记的依据。"))]
    if effective_from < basis.issued_on:
        return [Problem("effective_from", N_("生效日期不能早于依据的发文日期 %(on)s。"), {"on": basis.issued_on})]
    return []
