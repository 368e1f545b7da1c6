"""What was published of a period, as one version said it."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Publications, asked for in the words of the office."""

    def of_county(self, county_code: str) -> Self:
        """Keep those of one county."""
        return self.filter(county_code=county_code)

    def newest(self) -> Self:
        """Keep of each publication and period the newest version, latest period first."""
        return self.order_by("code", "-period_on", "-version").distinct("code", "period_on")


class Publication(models.Model):
    """One version of a publication; a later one takes over and the earlier one stays readable.

    ``tables`` are the cells as they were shown, those not shown without a figure; ``position`` says up to which act of
    the county facts were known, so that everything can be counted again.
    """

    append_only = True

    county_code = models.CharField(max_length=6)
    code = models.CharField(max_length=40)
    period_on = models.DateField(verbose_name=_("报告期"))
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    plan_version = models.PositiveSmallIntegerField(verbose_name=_("发布计划版本"))
    standing = models.CharField(max_length=12, verbose_name=_("数据性质"))
    position = models.PositiveBigIntegerField()
    counted_at = models.DateTimeField(verbose_name=_("数据截止"))
    tables = models.JSONField()
    digest = models.CharField(max_length=64, verbose_name=_("内容指纹"))
    reason = models.CharField(max_length=200, blank=True, default="", verbose_name=_("修订原因"))
    released_at = models.DateTimeField(verbose_name=_("发布时间"))
    released_by = models.CharField(max_length=120, verbose_name=_("发布岗位"))

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("数据发布")
        verbose_name_plural = _("数据发布")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county_code", "code", "period_on", "version"], name="one_publication_per_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version=1) | ~models.Q(reason=""), name="a_revision_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period_on} v{self.version}"
