"""What an enterprise is to reach in a year, as one version set it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class YearTarget(models.Model):
    """A target of a year for one reported item; a later version takes over and the earlier one stays."""

    append_only = True

    county_code = models.CharField(max_length=6)
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=40, verbose_name=_("指标"))
    year = models.PositiveSmallIntegerField(verbose_name=_("年度"))
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    value = models.DecimalField(max_digits=18, decimal_places=2, verbose_name=_("目标值"))
    basis = models.CharField(max_length=200, verbose_name=_("依据"))
    set_at = models.DateTimeField(verbose_name=_("下达时间"))
    set_by = models.CharField(max_length=120, verbose_name=_("下达岗位"))

    class Meta:
        verbose_name = _("年度目标")
        verbose_name_plural = _("年度目标")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "item", "year", "version"], name="one_target_per_version"),
            models.CheckConstraint(condition=models.Q(value__gt=0), name="target_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.item} {self.year}"
