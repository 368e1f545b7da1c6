"""Tries a draft rule on the page of the day it would take effect: how is an enterprise handled without and with it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import TypeVar

from fugong.policy.rules.book import Assessment, BasisCard, Categorisation, DeskRule, Exemption, OpenPage, ProcedureRule
from fugong.policy.rules.desks import desks_of
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, ProcedureTerms, Terms, TierTerms
from fugong.policy.rules.triage import NoPolicyInForce, triage

__all__ = ["Book", "Handling", "Trial", "with_draft"]

Keyed = TypeVar("Keyed")


@dataclass(frozen=True, slots=True)
class Book:
    """The page open on a day together with the desks of that day."""

    page: OpenPage
    desks: tuple[DeskRule, ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """How one enterprise is handled, in the parts that a change of rules can change."""

    mode: str
    papers: tuple[str, ...]
    reply_working_days: int
    is_deemed: bool
    must_reapply: bool
    desks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A county's book on the day a draft would take effect, without the draft and with it."""

    county_code: str
    on: date
    before: Book
    after: Book

    def of(self, *, division_code: str, industry_code: str) -> tuple[Handling | None, Handling | None]:
        """Give how an enterprise is handled without the draft and with it; nothing where nothing is ruled for it."""
        return (
            _handling(self.before, division_code=division_code, industry_code=industry_code),
            _handling(self.after, division_code=division_code, industry_code=industry_code),
        )


def with_draft(book: Book, terms: Terms, *, basis_code: str, documents: Mapping[str, BasisCard]) -> Book:
    """Give the book as it would read on its day if the draft had taken effect then."""
    page, since = book.page, book.page.on
    if isinstance(terms, DeskTerms):
        desk = DeskRule(terms.desk, terms.industry_prefix, terms.organisation_code)
        return replace(book, desks=_put(book.desks, desk, "desk", "industry_prefix"))
    basis = documents[basis_code]
    match terms:
        case TierTerms():
            page = replace(page, assessment=Assessment(terms.tier, since, basis))
        case CategoryTerms():
            entry = Categorisation(terms.division_code, terms.industry_prefix, terms.category, since, basis)
            entries = _put(page.categorisations, entry, "division_code", "industry_prefix")
            page = replace(page, categorisations=entries)
        case ProcedureTerms():
            rule = ProcedureRule(
                terms.division_code, terms.tier, terms.category, terms.mode, terms.checklist,
                terms.reply_working_days, since, basis, terms.lead, documents.get(terms.deemed_basis), terms.carry_over,
            )  # fmt: skip
            page = replace(page, procedures=_put(page.procedures, rule, "division_code", "tier", "category"))
        case ExemptionTerms():
            exemption = Exemption(terms.category, terms.clause, since, basis)
            page = replace(page, exemptions=_put(page.exemptions, exemption, "category", "clause"))
    return replace(book, page=page)


def _put(rules: Iterable[Keyed], new: Keyed, *key: str) -> tuple[Keyed, ...]:
    """Put a rule in the place of the one about the same matter."""
    matter = attrgetter(*key)
    return (*(rule for rule in rules if matter(rule) != matter(new)), new)


def _handling(book: Book, *, division_code: str, industry_code: str) -> Handling | None:
    try:
        found = triage(book.page, division_code=division_code, industry_code=industry_code)
    except NoPolicyInForce:
        return None
    asked = desks_of(book.desks, industry_code=industry_code) if found.mode == "approval" else ()
    return Handling(
        mode=found.mode,
        papers=found.checklist,
        reply_working_days=found.reply_working_days,
        is_deemed=found.deemed_basis is not None,
        must_reapply=found.permissions_end_before is not None,
        desks=tuple((rule.desk, rule.organisation_code) for rule in asked),
    )
