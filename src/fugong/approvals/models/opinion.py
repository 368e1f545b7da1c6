"""What a reviewing desk says about an application; asked of all desks at once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.reasons import VERDICTS


class Opinion(models.Model):
    """One desk's answer: empty until given, open to revision until the decision."""

    county_code = models.CharField(max_length=6)
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="opinions")
    desk = models.CharField(max_length=12, verbose_name=_("会审环节"))
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    office = models.CharField(max_length=120, verbose_name=_("会审单位"))
    verdict = models.CharField(max_length=24, choices=list(VERDICTS.items()), blank=True, default="")
    text = models.CharField(max_length=500, blank=True, default="", verbose_name=_("意见"))
    requested_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        verbose_name = _("会审意见")
        verbose_name_plural = _("会审意见")
        indexes: ClassVar = [
            models.Index(fields=["organisation", "verdict"], name="opinion_inbox"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "desk"], name="one_opinion_per_desk"),
            models.CheckConstraint(
                condition=models.Q(verdict="", given_at=None) | (~models.Q(verdict="") & ~models.Q(given_at=None)),
                name="given_opinion_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.verdict or '…'}"
