"""The county's tier of risk, as assessed by the province."""

from django.db import models

from fugong.policy.models.dated import DatedQuerySet, DatedRule, days_in_order, one_at_a_time
from fugong.policy.rules.book import Assessment
from fugong.policy.rules.words import NO_TIER, TIERS


class RiskAssessmentQuerySet(DatedQuerySet["RiskAssessment"]):
    """Assessments, asked for by county and day."""


class RiskAssessment(DatedRule):
    """The tier of a county over a period; a county without one is untiered (the time before 2020-02-25)."""

    tier = models.CharField(max_length=10, choices=[(tier, word) for tier, word in TIERS.items() if tier != NO_TIER])
    basis = models.ForeignKey("policy.Basis", on_delete=models.PROTECT, related_name="+")

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("county_code", "effective_from")
        constraints = (
            one_at_a_time("one_tier_a_day"),
            days_in_order("risk_days_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.county_code} {self.tier} {self.effective_from}"

    def card(self) -> Assessment:
        """Give the assessment as the rules see it."""
        return Assessment(tier=self.tier, effective_from=self.effective_from, basis=self.basis.card())
