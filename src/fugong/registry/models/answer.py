"""What an enterprise once said in a form of the house, kept so that it is not asked again."""

from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Answers, asked for in the words of the house."""

    def of(self, enterprise_ids: Iterable[int]) -> Self:
        """Keep those said by these enterprises."""
        return self.filter(enterprise_id__in=list(enterprise_ids))

    def said_last(self) -> Self:
        """Keep for each fact what was said last."""
        return self.order_by("fact", "-said_at", "-version").distinct("fact")


class Answer(models.Model):
    """One answer to one fact: its value, when it was said, in which form and by which post.

    A correction is a further version beside the former one; nothing is overwritten and nothing is deleted but by the
    erasure of personal data. ``reference`` says which paper of the form it was, such as the application's number.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="answers", verbose_name=_("企业")
    )
    fact = models.CharField(max_length=40, verbose_name=_("事项"))
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    value = models.JSONField(verbose_name=_("内容"))
    form = models.CharField(max_length=60, verbose_name=_("表单"))
    reference = models.CharField(max_length=60, verbose_name=_("表单编号"))
    said_at = models.DateTimeField(verbose_name=_("填报时间"))
    said_by = models.CharField(max_length=120, verbose_name=_("填报岗位"))

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("已填信息")
        verbose_name_plural = _("已填信息")
        ordering: ClassVar = ["fact", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "fact", "version"], name="answer_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.fact} {self.version}"
