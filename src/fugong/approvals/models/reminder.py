"""A reminder that an answer is near its limit or overdue: nothing waits in silence."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """Who was reminded of which application, when, and why (``near`` or ``overdue``)."""

    county_code = models.CharField(max_length=6)
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=8)
    offices = models.CharField(max_length=300, verbose_name=_("被提醒单位"))
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("催办")
        verbose_name_plural = _("催办")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "kind", "due_at"], name="one_reminder_per_limit"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind}"
