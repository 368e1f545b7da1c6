"""Which industries are priority, crowded venues or coal mines, in which place."""

from django.db import models

from fugong.policy.models.dated import DatedQuerySet, DatedRule, days_in_order, one_at_a_time, place_in_county
from fugong.policy.rules.book import Categorisation
from fugong.policy.rules.words import CATEGORIES


class CategoryRuleQuerySet(DatedQuerySet["CategoryRule"]):
    """Categorisations, asked for by county and day."""


class CategoryRule(DatedRule):
    """An industry prefix (GB/T 4754) of a place belongs to a category; an empty prefix means every industry."""

    division_code = models.CharField(max_length=12)
    industry_prefix = models.CharField(max_length=4, blank=True)
    category = models.CharField(max_length=20, choices=list(CATEGORIES.items()))
    basis = models.ForeignKey("policy.Basis", on_delete=models.PROTECT, related_name="+")

    objects = CategoryRuleQuerySet.as_manager()

    class Meta:
        ordering = ("county_code", "division_code", "industry_prefix", "effective_from")
        constraints = (
            one_at_a_time("one_category_a_day", "division_code", "industry_prefix"),
            days_in_order("category_days_in_order"),
            place_in_county("category_in_its_county"),
        )

    def __str__(self) -> str:
        return f"{self.division_code} {self.industry_prefix} {self.category}"

    def card(self) -> Categorisation:
        """Give the categorisation as the rules see it."""
        return Categorisation(
            division_code=self.division_code,
            industry_prefix=self.industry_prefix,
            category=self.category,
            effective_from=self.effective_from,
            basis=self.basis.card(),
        )
