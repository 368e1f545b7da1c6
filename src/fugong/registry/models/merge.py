"""An enterprise that was registered twice: the second registration is closed and lives on in the first."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges, asked for in the words of the office."""

    def in_effect(self) -> Self:
        """Keep those not undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """The merging of one registration into another, with everything that is needed to undo it exactly.

    ``moved`` names the dated rows that were ended at the closed registration and begun at the surviving one.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    survivor = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="absorbed", verbose_name=_("保留的企业")
    )
    merged = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="mergers", verbose_name=_("并入的企业")
    )
    merged_on = models.DateField(verbose_name=_("合并日期"))
    merged_at = models.DateTimeField(verbose_name=_("合并时间"))
    merged_by = models.CharField(max_length=120, verbose_name=_("合并岗位"))
    basis = models.CharField(max_length=200, verbose_name=_("依据"))
    moved = models.JSONField(default=dict, verbose_name=_("随同变动的登记"))
    undone_at = models.DateTimeField(null=True, verbose_name=_("撤销时间"))
    undone_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("撤销岗位"))
    undone_because = models.CharField(max_length=200, blank=True, default="", verbose_name=_("撤销理由"))

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("合并登记")
        verbose_name_plural = _("合并登记")
        ordering: ClassVar = ["-merged_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["merged"], condition=models.Q(undone_at=None), name="enterprise_is_merged_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(merged=models.F("survivor")), name="enterprise_is_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.survivor_id}"
