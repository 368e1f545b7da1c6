"""Electricity meters and what they read, day by day; a corrected reading is a new version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Meter(models.Model):
    """A meter that serves an enterprise from a day on; one that serves several stands here for each of them."""

    county_code = models.CharField(max_length=6)
    meter_no = models.CharField(max_length=32, verbose_name=_("电表号"))
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField(verbose_name=_("起始日"))
    until_on = models.DateField(null=True, blank=True, verbose_name=_("截止日（不含当日）"))

    class Meta:
        verbose_name = _("电表")
        verbose_name_plural = _("电表")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county_code", "meter_no", "enterprise"], name="one_meter_per_enterprise"),
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("since_on")),
                name="meter_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.meter_no


class MeterReading(models.Model):
    """What one meter counted on one day, in kilowatt-hours, as one version said it."""

    append_only = True

    county_code = models.CharField(max_length=6)
    intake = models.ForeignKey("reports.Intake", on_delete=models.PROTECT, related_name="+")
    meter_no = models.CharField(max_length=32, verbose_name=_("电表号"))
    read_on = models.DateField(verbose_name=_("用电日期"))
    version = models.PositiveIntegerField()
    kwh = models.DecimalField(max_digits=14, decimal_places=2, verbose_name=_("电量（千瓦时）"))
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("抄表读数")
        verbose_name_plural = _("抄表读数")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county_code", "meter_no", "read_on", "version"], name="one_reading_per_version"
            ),
            models.CheckConstraint(condition=models.Q(kwh__gte=0), name="reading_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.meter_no} {self.read_on}"
