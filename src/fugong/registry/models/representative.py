"""Which account may speak for which enterprise, from when until when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from .spans import Dated, DatedQuerySet, never_ends_before_it_begins, one_at_a_time


class RepresentativeQuerySet(DatedQuerySet["Representative"]):
    """Authorities to act, asked for by day."""


class Representative(Dated):
    """The authority of an operator's account to act for an enterprise."""

    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="representatives", verbose_name=_("企业")
    )
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="+", verbose_name=_("经办账号")
    )

    objects = RepresentativeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("企业经办授权")
        verbose_name_plural = _("企业经办授权")
        constraints: ClassVar = [
            never_ends_before_it_begins("representative"),
            one_at_a_time("representative", "enterprise", "account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} → {self.enterprise_id}"
