"""What an enterprise was in a year: its annual figures, and the size class the bureau fixed from them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.registry.rules.kinds import SIZES


class Yearly(models.Model):
    """A fact of one year; a correction is a further version beside the former one, and the highest counts."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    year = models.PositiveSmallIntegerField(verbose_name=_("年度"))
    version = models.PositiveSmallIntegerField(default=1, verbose_name=_("版本"))
    source = models.CharField(max_length=200, verbose_name=_("来源"))
    recorded_at = models.DateTimeField(verbose_name=_("登记时间"))

    class Meta:
        abstract = True
        ordering: ClassVar = ["-year", "-version"]


class AnnualFigures(Yearly):
    """Persons at the end of the year, 万元 of revenue and of assets, as reported for the year; unknown stays empty."""

    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="figures", verbose_name=_("企业")
    )
    staff = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("从业人员（人）"))
    revenue_wan = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, verbose_name=_("营业收入（万元）")
    )
    assets_wan = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, verbose_name=_("资产总额（万元）")
    )

    class Meta(Yearly.Meta):
        verbose_name = _("年度数据")
        verbose_name_plural = _("年度数据")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "year", "version"], name="figures_once_per_version"),
            models.CheckConstraint(
                condition=(models.Q(revenue_wan=None) | models.Q(revenue_wan__gte=0))
                & (models.Q(assets_wan=None) | models.Q(assets_wan__gte=0)),
                name="figures_are_not_negative",
            ),
            models.CheckConstraint(condition=models.Q(year__range=(1949, 2200)), name="figures_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year}"


class SizeClass(Yearly):
    """The class of an enterprise by the annual figures of the year (国统字〔2017〕213号)."""

    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="size_classes", verbose_name=_("企业")
    )
    size = models.CharField(max_length=12, choices=list(SIZES.items()), verbose_name=_("企业规模"))

    class Meta(Yearly.Meta):
        verbose_name = _("企业划型")
        verbose_name_plural = _("企业划型")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "year", "version"], name="size_class_once_per_version"),
            models.CheckConstraint(condition=models.Q(size__in=list(SIZES)), name="size_class_is_known"),
            models.CheckConstraint(condition=models.Q(year__range=(1949, 2200)), name="size_class_year_is_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.year} {self.size}"
