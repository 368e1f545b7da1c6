"""A class of the national industry classification (GB/T 4754)."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

EDITION_IN_USE = "2017"


class IndustryQuerySet(models.QuerySet["Industry"]):
    """Classes, asked for in the words of the standard."""

    def in_use(self) -> Self:
        """Keep those of the edition under which enterprises are registered today."""
        return self.filter(edition=EDITION_IN_USE)

    def sections(self) -> Self:
        """Keep the twenty sections 门类."""
        return self.filter(level=Industry.SECTION)

    def smallest(self) -> Self:
        """Keep the smallest classes 小类, the only ones an enterprise is registered under."""
        return self.filter(level=Industry.CLASS)


class Industry(models.Model):
    """Section 门类, division 大类, group 中类 or class 小类 of one edition.

    The edition is part of the identity: an amendment (such as XG1-2019) is loaded as an edition of its own, and what
    was registered under the former one keeps its code and its meaning.
    """

    SECTION: ClassVar[int] = 1
    CLASS: ClassVar[int] = 4

    edition = models.CharField(max_length=12, default=EDITION_IN_USE, verbose_name=_("版本"))
    code = models.CharField(max_length=4, verbose_name=_("行业代码"))
    level = models.PositiveSmallIntegerField(verbose_name=_("层级"))
    parent = models.CharField(max_length=4, blank=True, default="", verbose_name=_("上级代码"))
    section = models.CharField(max_length=1, verbose_name=_("门类"))
    name = models.CharField(max_length=60, verbose_name=_("名称"))

    objects = IndustryQuerySet.as_manager()

    class Meta:
        verbose_name = _("国民经济行业")
        verbose_name_plural = _("国民经济行业")
        ordering: ClassVar = ["edition", "section", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "code"], name="industry_code_once_per_edition"),
            models.CheckConstraint(
                condition=models.Q(level=1, code__regex=r"^[A-T]$", parent="")
                | models.Q(level=2, code__regex=r"^[0-9]{2}$", parent__regex=r"^[A-T]$")
                | models.Q(level=3, code__regex=r"^[0-9]{3}$", parent__regex=r"^[0-9]{2}$")
                | models.Q(level=4, code__regex=r"^[0-9]{4}$", parent__regex=r"^[0-9]{3}$"),
                name="industry_code_fits_its_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
