"""What every rule has: a county, a period in which it holds, and the questions asked about both."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Left

from fugong.core.permission import Actor, within

Rule = TypeVar("Rule", bound="DatedRule")


class DatedQuerySet(models.QuerySet[Rule]):
    """Rules asked by county and day."""

    def of_county(self, county_code: str) -> Self:
        """Keep the rules of one county's book."""
        return self.filter(county_code=county_code)

    def in_force(self, on: date) -> Self:
        """Keep the rules that hold on the day."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the books of the counties in which the actor has a post that may read them."""
        counties = {area[:6] for area in actor.areas_for("policy.view")}
        return self.filter(within(counties, "county_code"))


class DatedRule(models.Model):
    """A rule that holds from a first to a last day, both included."""

    county_code = models.CharField(max_length=6)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


def one_at_a_time(name: str, *fields: str) -> ExclusionConstraint:
    """Forbid two rules with the same key on the same day; the database sees it, whoever writes."""
    period = Func(
        F("effective_from"), F("effective_to"), Value("[]"), function="daterange", output_field=DateRangeField()
    )
    key = [(field, RangeOperators.EQUAL) for field in ("county_code", *fields)]
    return ExclusionConstraint(name=name, expressions=[(period, RangeOperators.OVERLAPS), *key])


def days_in_order(name: str) -> models.CheckConstraint:
    """Forbid a period that ends before it begins."""
    return models.CheckConstraint(name=name, condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")))


def place_in_county(name: str) -> models.CheckConstraint:
    """Forbid a rule for a place outside the county whose book it stands in."""
    return models.CheckConstraint(name=name, condition=Q(county_code=Left("division_code", 6)))
