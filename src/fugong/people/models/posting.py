"""A posting: an account holds a post from one day until another."""

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.people.rules.acting import ACTING, KINDS, REGULAR


class DateRange(models.Func):
    """The days of a posting as PostgreSQL's range, the last one excluded."""

    function = "daterange"
    output_field = DateRangeField()


class PostingQuerySet(models.QuerySet["Posting"]):
    """Postings, asked for in the words of the office."""

    def in_force(self, on: dt.date) -> Self:
        """Those that hold on a day: begun, and not yet ended."""
        return self.filter(since_on__lte=on).filter(models.Q(until_on=None) | models.Q(until_on__gt=on))

    def not_over(self, on: dt.date) -> Self:
        """Those that hold on a day or will hold later."""
        return self.filter(models.Q(until_on=None) | models.Q(until_on__gt=on))


class Posting(models.Model):
    """Who holds which post when: `until_on` is the first day it no longer holds, empty while the end is open.

    Somebody in ``acting`` holds the post in place of its holder, always until a day.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="postings", verbose_name=_("账号")
    )
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="postings", verbose_name=_("岗位"))
    kind = models.CharField(
        max_length=10, choices=list(KINDS.items()), default=REGULAR, db_default=REGULAR, verbose_name=_("任职方式")
    )
    since_on = models.DateField(verbose_name=_("任职起始日"))
    until_on = models.DateField(null=True, blank=True, verbose_name=_("任职截止日（不含当日）"))

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        ordering: ClassVar = ["since_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("since_on")),
                name="posting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=ACTING) | models.Q(until_on__isnull=False), name="acting_posting_has_its_end"
            ),
            ExclusionConstraint(
                name="posting_is_not_double",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (DateRange("since_on", "until_on", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} @ {self.post_id}"
