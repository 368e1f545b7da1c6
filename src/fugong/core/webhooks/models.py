"""Who wants to hear what, and what became of each telling."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within


class SubscriptionQuerySet(models.QuerySet["WebhookSubscription"]):
    """Subscriptions, asked for in the words of the office."""

    def running(self) -> Self:
        """Keep those that were not ended; a paused one runs on, it only waits."""
        return self.filter(ended_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own, and those of counties whose system the actor looks after."""
        own = models.Q(account_id=actor.account_id or 0)
        return self.filter(own | within(actor.areas_for("system.view"), "county_code"))


class WebhookSubscription(models.Model):
    """An account's wish to have events sent to an address; the secret is sealed under the installation's key."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    # A plain number and a title: core knows no accounts.
    account_id = models.BigIntegerField(db_index=True, verbose_name=_("账号"))
    account_title = models.CharField(max_length=120, verbose_name=_("订阅岗位"))
    address = models.CharField(max_length=500, verbose_name=_("推送地址"))
    events = ArrayField(models.CharField(max_length=60), verbose_name=_("事件"))
    sealed_secret = models.TextField(verbose_name=_("密钥（加密）"))
    sealed_former_secret = models.TextField(blank=True, default="", verbose_name=_("原密钥（加密）"))
    created_at = models.DateTimeField(verbose_name=_("订阅时间"))
    rotated_at = models.DateTimeField(null=True, verbose_name=_("换密钥时间"))
    paused_at = models.DateTimeField(null=True, verbose_name=_("暂停时间"))
    ended_at = models.DateTimeField(null=True, verbose_name=_("退订时间"))
    failures = models.PositiveIntegerField(default=0, verbose_name=_("连续无应答次数"))
    rests_until_at = models.DateTimeField(null=True, verbose_name=_("下次连接时间"))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name = _("推送订阅")
        verbose_name_plural = _("推送订阅")
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["county_code"], condition=models.Q(ended_at=None), name="subscription_running_in_county"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_title}: {self.address}"


class DeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    """Deliveries, asked for in the words of the office."""

    def open(self) -> Self:
        """Keep those neither taken nor given up because nobody may hear them any more."""
        return self.filter(delivered_at=None, dropped_at=None)

    def due(self, at: dt.datetime) -> Self:
        """Keep the open ones whose time has come and whose subscription is not paused."""
        return self.open().filter(next_try_at__lte=at, subscription__paused_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of counties whose system the actor looks after."""
        return self.filter(within(actor.areas_for("system.view"), "county_code"))


class WebhookDelivery(models.Model):
    """One event for one subscription; ``right`` and ``division_code`` say who may hear it at the time of sending."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    subscription = models.ForeignKey("core.WebhookSubscription", on_delete=models.PROTECT, related_name="deliveries")
    key = models.UUIDField(unique=True, default=uuid.uuid4, verbose_name=_("投递编号"))
    event = models.CharField(max_length=60, verbose_name=_("事件"))
    right = models.CharField(max_length=40)
    division_code = models.CharField(max_length=12, blank=True, default="")
    payload = models.JSONField()
    announced_at = models.DateTimeField(verbose_name=_("发生时间"))
    attempts = models.PositiveIntegerField(default=0, verbose_name=_("尝试次数"))
    outcome = models.CharField(max_length=40, blank=True, default="", verbose_name=_("最近结果"))
    next_try_at = models.DateTimeField(null=True, verbose_name=_("下次尝试"))
    delivered_at = models.DateTimeField(null=True, verbose_name=_("送达时间"))
    dropped_at = models.DateTimeField(null=True, verbose_name=_("取消时间"))

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name = _("推送投递")
        verbose_name_plural = _("推送投递")
        ordering: ClassVar = ["-announced_at", "-id"]
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(delivered_at=None, dropped_at=None),
                name="delivery_waiting",
            ),
            models.Index(fields=["county_code", "-announced_at"], name="delivery_of_county"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.key}"
