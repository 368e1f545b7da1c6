"""A division of the country (GB/T 2260, below the county the nine-digit statistical codes)."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.registry.rules.kinds import LEVELS


class RegionQuerySet(models.QuerySet["Region"]):
    """Divisions, asked for in the words of the office."""

    def townships(self) -> Self:
        """Keep the lowest level: streets, towns, townships."""
        return self.filter(level="township")

    def inside(self, area: str) -> Self:
        """Keep the division of this code and all below it."""
        return self.filter(code__startswith=area)


class Region(models.Model):
    """Province, city, county or township; a code begins with the code of the division it lies in."""

    code = models.CharField(max_length=9, primary_key=True, verbose_name=_("区划代码"))
    name = models.CharField(max_length=60, verbose_name=_("名称"))
    level = models.CharField(max_length=10, choices=list(LEVELS.items()), verbose_name=_("级别"))
    parent_code = models.CharField(max_length=6, blank=True, default="", verbose_name=_("上级区划代码"))
    name_pinyin = models.CharField(max_length=200, verbose_name=_("拼音"))

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")
        ordering: ClassVar = ["code"]
        indexes: ClassVar = [models.Index(fields=["parent_code"], name="region_by_parent")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(level="province", code__regex=r"^[0-9]{2}$")
                | models.Q(level="city", code__regex=r"^[0-9]{4}$")
                | models.Q(level="county", code__regex=r"^[0-9]{6}$")
                | models.Q(level="township", code__regex=r"^[0-9]{9}$"),
                name="region_code_fits_its_level",
            ),
            models.CheckConstraint(
                condition=models.Q(code__startswith=models.F("parent_code")), name="region_code_begins_with_its_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
