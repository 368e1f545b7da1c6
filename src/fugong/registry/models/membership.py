"""On which list of the statistics bureau an enterprise stands, from its admission until its removal."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.registry.rules.kinds import MEMBERSHIPS

from .spans import Dated, DatedQuerySet, never_ends_before_it_begins, one_at_a_time


class MembershipQuerySet(DatedQuerySet["Membership"]):
    """Memberships, asked for by day."""


class Membership(Dated):
    """A registered status (规上工业, 限上商贸) changed by admission 入库 and removal 退库, never by a month's sales."""

    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="memberships", verbose_name=_("企业")
    )
    kind = models.CharField(max_length=16, choices=list(MEMBERSHIPS.items()), verbose_name=_("名录"))
    basis = models.CharField(max_length=200, blank=True, default="", verbose_name=_("依据"))

    objects = MembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("在库名录")
        verbose_name_plural = _("在库名录")
        indexes: ClassVar = [models.Index(fields=["county_code", "kind", "since_on"], name="membership_of_county")]
        constraints: ClassVar = [
            never_ends_before_it_begins("membership"),
            one_at_a_time("membership", "enterprise", "kind"),
            models.CheckConstraint(condition=models.Q(kind__in=list(MEMBERSHIPS)), name="membership_kind_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.kind}"
