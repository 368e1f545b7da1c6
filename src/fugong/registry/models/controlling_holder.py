"""Who controls an enterprise, from when until when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.registry.rules.kinds import HOLDERS

from .spans import Dated, DatedQuerySet, ends_after_it_begins, one_at_a_time


class HolderQuerySet(DatedQuerySet["ControllingHolder"]):
    """Holders, asked for by day."""


class ControllingHolder(Dated):
    """The holding capital of an enterprise (企业控股情况); says nothing about its size or registration type."""

    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="holders", verbose_name=_("企业")
    )
    holder = models.CharField(max_length=12, choices=list(HOLDERS.items()), verbose_name=_("控股情况"))
    basis = models.CharField(max_length=200, blank=True, default="", verbose_name=_("依据"))

    objects = HolderQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("控股情况")
        verbose_name_plural = _("控股情况")
        constraints: ClassVar = [
            ends_after_it_begins("holder"),
            one_at_a_time("holder", "enterprise"),
            models.CheckConstraint(condition=models.Q(holder__in=list(HOLDERS)), name="holder_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.holder}"
