"""An enterprise's own word that it works again: the only thing that counts as resumed."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class RestartQuerySet(models.QuerySet["Restart"]):
    """Restarts, asked for in the words of the office."""

    def running_on(self, day: dt.date) -> Self:
        """Those that had begun by the day and were not stopped by it."""
        return self.filter(restarted_on__lte=day).filter(models.Q(stopped_on=None) | models.Q(stopped_on__gt=day))


class Restart(models.Model):
    """A period of work, from the day the enterprise restarted until it was stopped again, if it was.

    ``mode`` is the one in force on the day of restart; ``application`` the permission it rests on, where one is needed.
    """

    county_code = models.CharField(max_length=6)
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="+", null=True)
    mode = models.CharField(max_length=12)
    restarted_on = models.DateField(verbose_name=_("复产日期"))
    confirmed_at = models.DateTimeField(verbose_name=_("确认时间"))
    confirmed_by = models.CharField(max_length=120, verbose_name=_("确认岗位"))
    stopped_on = models.DateField(null=True, verbose_name=_("停产日期"))

    objects = RestartQuerySet.as_manager()

    class Meta:
        verbose_name = _("复产确认")
        verbose_name_plural = _("复产确认")
        indexes: ClassVar = [models.Index(fields=["county_code", "restarted_on"], name="restart_by_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=models.Q(stopped_on=None), name="one_running_restart_per_enterprise"
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_on=None) | models.Q(stopped_on__gte=models.F("restarted_on")),
                name="restart_is_stopped_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.restarted_on}"
