"""An enterprise's objection to a decision 复核申请: what it says, by when it is answered, and what came of it."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.approvals.models.application import Application
from fugong.approvals.rules.appeals import AGAINST_WORDS, OUTCOME_WORDS
from fugong.core.permission import Actor


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Objections, asked for in the words of the office."""

    def visible_to(self, actor: Actor, *, on: dt.date) -> Self:
        """Those whose application the actor may see."""
        return self.filter(application__in=Application.objects.visible_to(actor, on=on))

    def waiting(self) -> Self:
        """Those not yet answered."""
        return self.filter(outcome="")


class Appeal(models.Model):
    """One objection, with the decision as it stood then: a review may replace it on the application."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="appeals")
    against = models.CharField(max_length=12, choices=list(AGAINST_WORDS.items()), verbose_name=_("复核事项"))
    grounds = models.TextField(verbose_name=_("事实和理由"))
    attachment = models.ForeignKey(
        "core.Attachment", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("附件")
    )
    filed_at = models.DateTimeField(verbose_name=_("申请时间"))
    filed_by = models.CharField(max_length=120, verbose_name=_("申请岗位"))
    due_at = models.DateTimeField(verbose_name=_("应答复时间"))

    contested_number = models.CharField(max_length=60, blank=True, default="", verbose_name=_("原决定文号"))
    contested_at = models.DateTimeField(verbose_name=_("原决定时间"))
    contested_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("原决定岗位"))
    contested_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("原决定账号"),
    )  # fmt: skip
    contested_reasons = models.JSONField(default=list, verbose_name=_("原决定理由"))
    contested_conditions = models.JSONField(default=list, verbose_name=_("原附加条件"))

    outcome = models.CharField(max_length=8, choices=list(OUTCOME_WORDS.items()), blank=True, default="")
    note = models.TextField(blank=True, default="", verbose_name=_("复核意见"))
    answered_at = models.DateTimeField(null=True, verbose_name=_("答复时间"))
    answered_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("复核岗位"))
    answered_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, null=True, db_index=False, related_name="+",
        verbose_name=_("复核账号"),
    )  # fmt: skip

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("复核申请")
        verbose_name_plural = _("复核申请")
        indexes: ClassVar = [models.Index(fields=["county_code", "outcome", "due_at"], name="appeal_inbox")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "against", "contested_at"], name="one_appeal_per_decision"),
            models.CheckConstraint(
                condition=models.Q(outcome="", answered_at=None)
                | (~models.Q(outcome="") & ~models.Q(answered_at=None)),
                name="answered_appeal_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.against}"
