"""A form of the county, from one day to another; a new version takes over from its own first day."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.reports.rules.forms import Addressees, Asked, FormTerms
from fugong.reports.rules.periods import PERIOD_KINDS, Due


class ReportFormQuerySet(models.QuerySet["ReportForm"]):
    """Forms, asked for in the words of the office."""

    def of_county(self, county_code: str) -> Self:
        """Keep the forms of one county."""
        return self.filter(county_code=county_code)

    def in_force(self, on: dt.date) -> Self:
        """Keep the forms that are asked for on the day."""
        return self.filter(models.Q(effective_to=None) | models.Q(effective_to__gte=on), effective_from__lte=on)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the forms of the counties in which the actor reads reports."""
        return self.filter(within({area[:6] for area in actor.areas_for("reports.view")}, "county_code"))


class ReportForm(models.Model):
    """What a county asks its enterprises to report, of whom, how often, until when, and on which basis."""

    county_code = models.CharField(max_length=6)
    code = models.CharField(max_length=40, verbose_name=_("报表代码"))
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    title = models.CharField(max_length=80, verbose_name=_("报表名称"))
    title_en = models.CharField(max_length=120, blank=True, default="")
    period_kind = models.CharField(max_length=8, choices=list(PERIOD_KINDS.items()), verbose_name=_("报告期别"))
    items = models.JSONField(verbose_name=_("指标"))
    addressees = models.JSONField(verbose_name=_("填报范围"))
    due_days = models.PositiveSmallIntegerField(verbose_name=_("期后天数"))
    due_time = models.TimeField(verbose_name=_("截止时间"))
    effective_from = models.DateField(verbose_name=_("启用日期"))
    effective_to = models.DateField(null=True, blank=True, verbose_name=_("停止日期"))
    basis = models.CharField(max_length=200, verbose_name=_("依据"))
    announced_at = models.DateTimeField()
    announced_by = models.CharField(max_length=120)

    objects = ReportFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("报表")
        verbose_name_plural = _("报表")
        ordering: ClassVar = ["code", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county_code", "code", "version"], name="one_form_per_version"),
            models.CheckConstraint(
                condition=models.Q(effective_to=None) | models.Q(effective_to__gte=models.F("effective_from")),
                name="form_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county_code} {self.code} v{self.version}"

    @property
    def terms(self) -> FormTerms:
        """Give the form as the rules know it."""
        return FormTerms(
            code=self.code,
            title=self.title,
            period_kind=self.period_kind,
            items=tuple(Asked(**asked) for asked in self.items),
            addressees=Addressees(
                tuple(self.addressees["memberships"]),
                tuple(self.addressees["industry_prefixes"]),
                self.addressees["others"],
            ),
            due=Due(self.due_days, self.due_time),
            effective_from=self.effective_from,
            effective_to=self.effective_to,
            basis=self.basis,
            title_en=self.title_en,
        )
