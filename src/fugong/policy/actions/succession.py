"""How a new rule follows the one before: the open one ends the day before; anything else that overlaps is refused."""

from datetime import timedelta
from typing import Any

from django.db.models import Q

from fugong.core.refusals import Refused
from fugong.core.wording import N_
from fugong.policy.models import CategoryRule, Exemption, Procedure, ReviewDesk, RiskAssessment
from fugong.policy.models.dated import DatedQuerySet
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, Period, ProcedureTerms, Terms, TierTerms

__all__ = ["PeriodIsTaken", "overlapping", "same_matter", "take_over"]


class PeriodIsTaken(Refused):
    """Another rule for the same thing holds on some of these days and was not left open for a successor."""

    code = "policy.period_taken"
    status = 409
    message = N_("同一事项在 %(since)s 起的期间已有规定，期间不能重叠。")


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


def take_over(rules: DatedQuerySet[Any], period: Period) -> None:
    """End the open rule with the same key on the day before the new period. Raises PeriodIsTaken."""
    for rule in overlapping(rules, period).select_for_update():
        if rule.effective_to is not None or rule.effective_from >= period.effective_from:
            raise PeriodIsTaken(field="effective_from", since=rule.effective_from)
        rule.effective_to = period.effective_from - timedelta(days=1)
        rule.save(update_fields=["effective_to"])
