"""A closed period: who closed it at which level, and who opened it again, why."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodLockQuerySet(models.QuerySet["PeriodLock"]):
    """Locks, asked for in the words of the office."""

    def in_force(self) -> Self:
        """Keep those not lifted."""
        return self.filter(unlocked_at=None)

    def on(self, county_code: str, form_code: str, period_on: dt.date) -> Self:
        """Keep those on one period of a form."""
        return self.filter(county_code=county_code, form_code=form_code, period_on=period_on)


class PeriodLock(models.Model):
    """From here on the reports of a form and period in a division stand as they are, until the lock is lifted.

    A township closes its own enterprises, the county all of them; ``division_code`` says which.
    """

    county_code = models.CharField(max_length=6)
    division_code = models.CharField(max_length=9, verbose_name=_("封账范围"))
    form_code = models.CharField(max_length=40)
    period_on = models.DateField(verbose_name=_("报告期"))
    locked_at = models.DateTimeField(verbose_name=_("封账时间"))
    locked_by = models.CharField(max_length=120, verbose_name=_("封账岗位"))
    reason = models.CharField(max_length=200, blank=True, verbose_name=_("封账说明"))
    unlocked_at = models.DateTimeField(null=True, verbose_name=_("解封时间"))
    unlocked_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("解封岗位"))
    unlock_reason = models.CharField(max_length=200, blank=True, default="", verbose_name=_("解封原因"))

    objects = PeriodLockQuerySet.as_manager()

    class Meta:
        verbose_name = _("封账")
        verbose_name_plural = _("封账")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county_code", "division_code", "form_code", "period_on"],
                condition=models.Q(unlocked_at=None),
                name="one_lock_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(unlocked_at=None) | ~models.Q(unlock_reason=""), name="unlocking_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_code} {self.period_on} {self.division_code}"
