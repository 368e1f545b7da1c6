"""The door of policy: how an enterprise is handled on a day, which desks answer, and announcing rules."""

from dataclasses import dataclass
from datetime import date

from fugong.people import public as people
from fugong.policy.actions.announcement import (
    announce_basis,
    assess_risk,
    assign_desk,
    categorise,
    exempt,
    set_procedure,
)
from fugong.policy.queries import book
from fugong.policy.queries.drafts import trial
from fugong.policy.rules import desks as desk_rules
from fugong.policy.rules.book import BasisCard, DeskRule, OpenPage
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, Period, ProcedureTerms
from fugong.policy.rules.triage import NoPolicyInForce, Step, Triage
from fugong.policy.rules.triage import triage as decide
from fugong.policy.rules.trial import Handling, Trial
from fugong.policy.rules.words import CATEGORIES, DESKS, MODES, STANDS, TIERS

__all__ = [
    "CATEGORIES",
    "DESKS",
    "ITEMS",
    "MODES",
    "TIERS",
    "BasisCard",
    "CategoryTerms",
    "Desk",
    "DeskTerms",
    "ExemptionTerms",
    "Handling",
    "NoPolicyInForce",
    "OpenBook",
    "Period",
    "ProcedureTerms",
    "Step",
    "Triage",
    "Trial",
    "announce_basis",
    "assess_risk",
    "assign_desk",
    "categorise",
    "desks_for",
    "exempt",
    "open_book",
    "set_procedure",
    "triage",
    "trial",
    "turning_days",
]


@dataclass(frozen=True, slots=True)
class OpenBook:
    """A county's book, read once on a day to judge many enterprises."""

    page: OpenPage

    @property
    def ends_permissions(self) -> bool:
        """Tell whether any rule of the day lets earlier permissions end."""
        return any(rule.carry_over != STANDS for rule in self.page.procedures)

    def triage(self, *, division_code: str, industry_code: str) -> Triage | None:
        """Say how an enterprise is handled on the day; nothing where nothing is ruled for it."""
        try:
            return decide(self.page, division_code=division_code, industry_code=industry_code)
        except NoPolicyInForce:
            return None


def turning_days(county_code: str) -> tuple[date, ...]:
    """Give the days on which the county's book opens at another page, earliest first."""
    return book.turning_days(county_code)


def open_book(county_code: str, *, on: date) -> OpenBook:
    """Open the county's book on a day."""
    return OpenBook(book.open_page(county_code, on))


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that gives an opinion, and the organisation that sits at it."""

    desk: str
    organisation_id: int
    organisation_name: str


def triage(*, county_code: str, division_code: str, industry_code: str, on: date) -> Triage:
    """Say how an enterprise of this place and industry is handled on the day, and why. Raises NoPolicyInForce."""
    page = book.page_for(county_code, on, division_code=division_code, industry_code=industry_code)
    return decide(page, division_code=division_code, industry_code=industry_code)


def desks_for(*, county_code: str, division_code: str, industry_code: str, on: date) -> tuple[Desk, ...]:
    """Give the desks that must answer for an enterprise of this place and industry on the day."""
    rules = desk_rules.desks_of(book.desk_rules(county_code, on), industry_code=industry_code)
    townships = {body.division_code: body for body in people.organisations(county_code=county_code, kind="township")}
    seated = ((rule.desk, _named(rule) or townships.get(division_code)) for rule in rules)
    return tuple(Desk(desk, body.id, body.name) for desk, body in seated if body is not None)


def _named(rule: DeskRule) -> people.OrganisationCard | None:
    return people.organisation(rule.organisation_code) if rule.organisation_code else None
