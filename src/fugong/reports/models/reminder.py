"""A reminder that a report has not come: nothing waits in silence, and nobody is told the same twice."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.reports.rules.reminders import STEPS


class ReportReminder(models.Model):
    """Which enterprise was reminded of which period of a form, at which step."""

    append_only = True

    county_code = models.CharField(max_length=6)
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=40)
    period_on = models.DateField(verbose_name=_("报告期"))
    step = models.CharField(max_length=12, choices=list(STEPS.items()), verbose_name=_("催报环节"))
    reminded_at = models.DateTimeField(verbose_name=_("催报时间"))

    class Meta:
        verbose_name = _("催报")
        verbose_name_plural = _("催报")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise", "form_code", "period_on", "step"], name="reminded_once_at_each_step"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["county_code", "form_code", "period_on"], name="reminders_of_period")]

    def __str__(self) -> str:
        return f"{self.form_code} {self.period_on} {self.enterprise_id} {self.step}"
