"""What all dated facts share: a first day, a first day no longer, and questions about a day."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.registry.rules.periods import Period

M = TypeVar("M", bound=models.Model)


class DateRange(models.Func):
    """The days of a dated fact as PostgreSQL's range, the last bound excluded."""

    function = "daterange"
    output_field = DateRangeField()


class DatedQuerySet(models.QuerySet[M]):
    """Dated facts, asked for by day."""

    def in_force(self, on: dt.date) -> Self:
        """Keep those that hold on a day: begun, and not yet ended."""
        return self.filter(since_on__lte=on).filter(models.Q(until_on=None) | models.Q(until_on__gt=on))

    def still_open(self) -> Self:
        """Keep those whose end is not known."""
        return self.filter(until_on=None)


class Dated(models.Model):
    """A fact about an enterprise that holds from one day up to, not including, another."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    since_on = models.DateField(verbose_name=_("起始日"))
    until_on = models.DateField(null=True, blank=True, verbose_name=_("截止日（不含当日）"))

    class Meta:
        abstract = True
        ordering: ClassVar = ["since_on", "id"]

    @property
    def period(self) -> Period:
        """Give the days on which it holds."""
        return Period(self.since_on, self.until_on)


def ends_after_it_begins(noun: str) -> models.CheckConstraint:
    """Give the constraint that a period has at least one day."""
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gt=models.F("since_on")),
        name=f"{noun}_ends_after_it_begins",
    )


def never_ends_before_it_begins(noun: str) -> models.CheckConstraint:
    """Give the constraint for periods that may be taken back: one that ends on its first day never held."""
    return models.CheckConstraint(
        condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("since_on")),
        name=f"{noun}_never_ends_before_it_begins",
    )


def one_at_a_time(noun: str, *same: str) -> ExclusionConstraint:
    """Give the constraint that no day belongs to two rows that are equal in the named fields."""
    return ExclusionConstraint(
        name=f"{noun}_one_at_a_time",
        expressions=[
            *((field, RangeOperators.EQUAL) for field in same),
            (DateRange("since_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
        ],
    )
