"""Reads of the book of rules: the page open on a day, the desks, the time line."""

from dataclasses import dataclass
from datetime import date, timedelta

from fugong.core.permission import Actor
from fugong.policy.models import CategoryRule, Exemption, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.models.dated import DatedQuerySet
from fugong.policy.rules import book
from fugong.policy.rules.book import BasisCard, DeskRule, OpenPage
from fugong.policy.rules.words import NO_TIER

__all__ = ["Turn", "desk_rules", "open_page", "page_for", "readable_counties", "turning_days", "turns"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a rule began to hold: what it is about, its value, the document behind it."""

    on: date
    about: str
    subject: str
    value: str
    basis: BasisCard


def open_page(county_code: str, on: date) -> OpenPage:
    """Give all rules of the county that hold on the day."""
    assessment, categories, procedures = _in_force(county_code, on)
    return OpenPage(
        on=on,
        assessment=assessment.card() if assessment else None,
        categorisations=tuple(rule.card() for rule in categories),
        procedures=tuple(rule.card() for rule in procedures),
        exemptions=_exemptions(county_code, on),
    )


def page_for(county_code: str, on: date, *, division_code: str, industry_code: str) -> OpenPage:
    """Give the part of the day's page that can concern an enterprise of this place and industry."""
    assessment, categories, procedures = _in_force(county_code, on)
    places = _beginnings(division_code)
    tier = assessment.tier if assessment else NO_TIER
    return OpenPage(
        on=on,
        assessment=assessment.card() if assessment else None,
        categorisations=tuple(
            rule.card()
            for rule in categories.filter(division_code__in=places, industry_prefix__in=_beginnings(industry_code))
        ),
        procedures=tuple(rule.card() for rule in procedures.filter(division_code__in=places, tier=tier)),
        exemptions=_exemptions(county_code, on),
    )


def _in_force(
    county_code: str, on: date
) -> tuple[RiskAssessment | None, DatedQuerySet[CategoryRule], DatedQuerySet[Procedure]]:
    return (
        RiskAssessment.objects.of_county(county_code).in_force(on).select_related("basis").first(),
        CategoryRule.objects.of_county(county_code).in_force(on).select_related("basis"),
        Procedure.objects.of_county(county_code).in_force(on).select_related("basis", "deemed_basis"),
    )


def _exemptions(county_code: str, on: date) -> tuple[book.Exemption, ...]:
    rules = Exemption.objects.of_county(county_code).in_force(on).select_related("basis")
    return tuple(rule.card() for rule in rules)


def _beginnings(code: str) -> list[str]:
    return [code[:length] for length in range(len(code) + 1)]


def desk_rules(county_code: str, on: date) -> tuple[DeskRule, ...]:
    """Give the desks set up in the county on the day."""
    return tuple(desk.card() for desk in ReviewDesk.objects.of_county(county_code).in_force(on))


def turns(county_code: str) -> list[Turn]:
    """Give the county's time line: every day a tier, a procedure or an exemption began to hold, earliest first."""
    tiers = RiskAssessment.objects.of_county(county_code).select_related("basis")
    procedures = Procedure.objects.of_county(county_code).select_related("basis")
    exemptions = Exemption.objects.of_county(county_code).select_related("basis")
    line = [
        *(Turn(rule.effective_from, "tier", "", rule.tier, rule.basis.card()) for rule in tiers),
        *(Turn(rule.effective_from, rule.tier, rule.category, rule.mode, rule.basis.card()) for rule in procedures),
        *(Turn(rule.effective_from, "exemption", rule.category, rule.clause, rule.basis.card()) for rule in exemptions),
    ]
    return sorted(line, key=lambda turn: (turn.on, turn.basis.code))


def turning_days(county_code: str) -> tuple[date, ...]:
    """Give the days on which the county's book opens at another page: a rule begins, or the day after one ended."""
    days: set[date] = set()
    for kind in (RiskAssessment, CategoryRule, Procedure, Exemption):
        held = kind.objects.of_county(county_code).values_list("effective_from", "effective_to")
        days |= {day for since, until in held for day in (since, until and until + timedelta(days=1)) if day}
    return tuple(sorted(days))


def readable_counties(actor: Actor) -> list[str]:
    """Give the counties whose book the actor may read and that have one."""
    codes = Procedure.objects.visible_to(actor).values_list("county_code", flat=True)
    return sorted(set(codes.order_by().distinct()))
