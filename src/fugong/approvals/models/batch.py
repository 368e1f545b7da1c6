"""Many applications decided alike 批量办理: the officer's order, and what became of each application."""

from typing import ClassVar, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.batches import ITEM_WORDS, ItemState
from fugong.approvals.rules.decisions import OUTCOME_WORDS
from fugong.core.permission import Actor, within


class BatchQuerySet(models.QuerySet["Batch"]):
    """Orders, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, and those of the counties in which one decides."""
        own = models.Q(created_by_account_id=actor.account_id) if actor.account_id else models.Q(pk__in=())
        return self.filter(within(actor.areas_for("approvals.decide"), "county_code") | own)


class Batch(models.Model):
    """One order to decide many applications alike; the decisions themselves stand on the applications.

    It is at work until ``finished_at`` or ``stopped_at``; a stopped one can be taken up again.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    outcome = models.CharField(max_length=8, choices=list(OUTCOME_WORDS.items()), verbose_name=_("决定"))
    effective_on = models.DateField(null=True, verbose_name=_("许可起始日期"))
    conditions = models.JSONField(default=list, verbose_name=_("附加条件"))
    reasons = models.JSONField(default=list, verbose_name=_("理由"))
    note = models.TextField(blank=True, default="", verbose_name=_("说明"))
    consistency_note = models.TextField(blank=True, default="", verbose_name=_("与同类申请决定不同的理由"))
    created_at = models.DateTimeField(verbose_name=_("创建时间"))
    created_by = models.CharField(max_length=120, verbose_name=_("创建岗位"))
    created_by_account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="+", verbose_name=_("创建账号")
    )
    stopped_at = models.DateTimeField(null=True, verbose_name=_("停止时间"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("办结时间"))

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("批量办理单")
        verbose_name_plural = _("批量办理单")
        indexes: ClassVar = [models.Index(fields=["county_code", "-created_at"], name="batch_by_day")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.created_at}"


class BatchItem(models.Model):
    """One application of an order, with the version the officer saw; its row is the key under which it is done once."""

    county_code = models.CharField(max_length=6)
    batch = models.ForeignKey("approvals.Batch", on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(verbose_name=_("版本"))
    state = models.CharField(
        max_length=8, choices=list(ITEM_WORDS.items()), default=ItemState.WAITING, verbose_name=_("状态")
    )
    document_number = models.CharField(max_length=60, blank=True, default="", verbose_name=_("文号"))
    # Why it was skipped: the refusal's code, its sentence and the facts in it, so that each reader gets it translated.
    refusal_code = models.CharField(max_length=60, blank=True, default="")
    refusal = models.TextField(blank=True, default="", verbose_name=_("未办原因"))
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    worked_at = models.DateTimeField(null=True, verbose_name=_("办理时间"))

    class Meta:
        verbose_name = _("批量办理明细")
        verbose_name_plural = _("批量办理明细")
        indexes: ClassVar = [models.Index(fields=["batch", "state"], name="batch_progress")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "application"], name="one_item_per_application"),
            models.CheckConstraint(
                condition=models.Q(state=ItemState.WAITING, worked_at=None)
                | (~models.Q(state=ItemState.WAITING) & models.Q(worked_at__isnull=False)),
                name="worked_item_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
