"""Which organisation gives the opinion at a desk: township, health, or the industry's own department."""

from django.db import models

from fugong.policy.models.dated import DatedQuerySet, DatedRule, days_in_order, one_at_a_time
from fugong.policy.rules.book import DeskRule
from fugong.policy.rules.words import DESKS


class ReviewDeskQuerySet(DatedQuerySet["ReviewDesk"]):
    """Desks, asked for by county and day."""


class ReviewDesk(DatedRule):
    """A desk of the county for an industry; the township desk names no organisation, the enterprise's place does."""

    desk = models.CharField(max_length=10, choices=list(DESKS.items()))
    industry_prefix = models.CharField(max_length=4, blank=True)
    organisation_code = models.CharField(max_length=60, blank=True)

    objects = ReviewDeskQuerySet.as_manager()

    class Meta:
        ordering = ("county_code", "desk", "industry_prefix", "effective_from")
        constraints = (
            one_at_a_time("one_desk_a_day", "desk", "industry_prefix"),
            days_in_order("desk_days_in_order"),
            models.CheckConstraint(
                name="desk_names_its_organisation",
                condition=models.Q(desk="township") | ~models.Q(organisation_code=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.county_code} {self.desk} {self.industry_prefix}"

    def card(self) -> DeskRule:
        """Give the desk as the rules see it."""
        return DeskRule(desk=self.desk, industry_prefix=self.industry_prefix, organisation_code=self.organisation_code)
