"""One version of one report; a correction adds the next version and changes nothing."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.registry import public as registry


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, asked for in the words of the office."""

    def visible_to(self, actor: Actor, *, on: dt.date) -> Self:
        """Keep those of the actor's area, and those of enterprises for which the actor speaks on the day."""
        seen = within(actor.areas_for("reports.view"), "division_code")
        own = registry.represented_enterprises(actor, on=on)
        return self.filter(seen | Q(enterprise_id__in=own)) if own else self.filter(seen)

    def of_county(self, county_code: str) -> Self:
        """Keep those of one county."""
        return self.filter(county_code=county_code)

    def of_period(self, form_code: str, period_on: dt.date) -> Self:
        """Keep those of one form and period."""
        return self.filter(form_code=form_code, period_on=period_on)

    def newest(self) -> Self:
        """Keep of each enterprise, form and period the newest version."""
        key = ("enterprise_id", "form_code", "period_on")
        return self.order_by(*key, "-version").distinct(*key)


class Report(models.Model):
    """What an enterprise reported for a period, as one version said it.

    ``values`` hold by item what ``rules/values.py`` describes. ``doubts`` are what the platform asked to look at
    again, each with the facts of its sentence; ``explanation`` is what the enterprise says to them. ``reason`` says why
    a later version corrects an earlier one.
    ``division_code`` is where the enterprise was when it reported.
    """

    append_only = True

    county_code = models.CharField(max_length=6)
    division_code = models.CharField(max_length=9)
    intake = models.ForeignKey("reports.Intake", on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey("reports.ReportForm", on_delete=models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=40)
    period_on = models.DateField(verbose_name=_("报告期"))
    period_end_on = models.DateField()
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    values = models.JSONField()
    doubts = models.JSONField(default=list)
    reason = models.CharField(max_length=200, blank=True, default="", verbose_name=_("更正原因"))
    explanation = models.CharField(max_length=200, blank=True, default="", verbose_name=_("情况说明"))
    due_at = models.DateTimeField(verbose_name=_("截止时间"))
    recorded_at = models.DateTimeField(verbose_name=_("报送时间"))
    recorded_by = models.CharField(max_length=120, verbose_name=_("报送岗位"))

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("报表记录")
        verbose_name_plural = _("报表记录")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise", "form_code", "period_on", "version"], name="one_report_per_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="report_correction_has_a_reason"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="report_version_begins_at_one"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["county_code", "form_code", "period_on", "enterprise"], name="report_by_period"),
        ]

    def __str__(self) -> str:
        return f"{self.form_code} {self.period_on} {self.enterprise_id} v{self.version}"
