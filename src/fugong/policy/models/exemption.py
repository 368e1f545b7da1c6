"""Where special law stands in the place of a clause of a higher order: openly, from a day on, with its document."""

from django.db import models

from fugong.policy.models.dated import DatedQuerySet, DatedRule, days_in_order, one_at_a_time
from fugong.policy.rules import book
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES
from fugong.policy.rules.words import SPECIAL_REGIMES


class ExemptionQuerySet(DatedQuerySet["Exemption"]):
    """Exemptions, asked for by county and day."""


class Exemption(DatedRule):
    """For a category under a special regime one clause does not bind; ``basis`` is the special law."""

    category = models.CharField(max_length=20, choices=list(SPECIAL_REGIMES.items()))
    clause = models.CharField(max_length=20, choices=list(SPECIAL_LAW_CLAUSES.items()))
    basis = models.ForeignKey("policy.Basis", on_delete=models.PROTECT, related_name="+")

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        ordering = ("county_code", "category", "clause", "effective_from")
        constraints = (
            one_at_a_time("one_exemption_a_day", "category", "clause"),
            days_in_order("exemption_days_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.county_code} {self.category} {self.clause}"

    def card(self) -> book.Exemption:
        """Give the exemption as the rules see it."""
        return book.Exemption(self.category, self.clause, self.effective_from, self.basis.card())
