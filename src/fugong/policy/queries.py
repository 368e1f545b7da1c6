"""Reads of the book of rules: the page open on a day, the desks, the time line."""

from dataclasses import dataclass
from datetime import date

from fugong.core.permission import Actor
from fugong.policy.models import CategoryRule, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.rules.book import BasisCard, DeskRule, OpenPage

__all__ = ["Turn", "desk_rules", "open_page", "readable_counties", "turns"]


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
    assessment = RiskAssessment.objects.of_county(county_code).in_force(on).select_related("basis").first()
    categories = CategoryRule.objects.of_county(county_code).in_force(on).select_related("basis")
    procedures = Procedure.objects.of_county(county_code).in_force(on).select_related("basis")
    return OpenPage(
        on=on,
        assessment=assessment.card() if assessment else None,
        categorisations=tuple(rule.card() for rule in categories),
        procedures=tuple(rule.card() for rule in procedures),
    )


def desk_rules(county_code: str, on: date) -> tuple[DeskRule, ...]:
    """Give the desks set up in the county on the day."""
    return tuple(desk.card() for desk in ReviewDesk.objects.of_county(county_code).in_force(on))


def turns(county_code: str) -> list[Turn]:
    """Give the county's time line: every day a tier or a procedure began to hold, earliest first."""
    tiers = RiskAssessment.objects.of_county(county_code).select_related("basis")
    procedures = Procedure.objects.of_county(county_code).select_related("basis")
    line = [
        *(Turn(rule.effective_from, "tier", "", rule.tier, rule.basis.card()) for rule in tiers),
        *(Turn(rule.effective_from, rule.tier, rule.category, rule.mode, rule.basis.card()) for rule in procedures),
    ]
    return sorted(line, key=lambda turn: turn.on)


def readable_counties(actor: Actor) -> list[str]:
    """Give the counties whose book the actor may read and that have one."""
    codes = Procedure.objects.visible_to(actor).values_list("county_code", flat=True)
    return sorted(set(codes.order_by().distinct()))
