"""A token with which a machine acts for an account; what is stored cannot be used to come in."""

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.people.rules.scopes import LONGEST_LIFE_DAYS, LONGEST_PURPOSE


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens, asked for in the words of the office."""

    def live(self, at: dt.datetime) -> Self:
        """Keep those neither revoked nor expired."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def within_reach_of(self, actor: Actor) -> Self:
        """Keep the actor's own, and those of accounts the actor may look at."""
        own = models.Q(account_id=actor.account_id or 0)
        return self.filter(own | within(actor.areas_for("people.view"), "county_code"))


class ApiToken(models.Model):
    """One token of an account: its SHA-256 and first characters, what for, which scopes, until when."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    account = models.ForeignKey(
        "people.Account", on_delete=models.PROTECT, related_name="tokens", verbose_name=_("账号")
    )
    purpose = models.CharField(max_length=LONGEST_PURPOSE, verbose_name=_("用途"))
    scopes = ArrayField(models.CharField(max_length=32), verbose_name=_("权限范围"))
    digest = models.CharField(max_length=64, unique=True, verbose_name=_("摘要"))
    beginning = models.CharField(max_length=8, verbose_name=_("令牌开头"))
    created_at = models.DateTimeField(verbose_name=_("创建时间"))
    expires_at = models.DateTimeField(verbose_name=_("失效时间"))
    last_used_at = models.DateTimeField(null=True, verbose_name=_("最近使用时间"))
    revoked_at = models.DateTimeField(null=True, verbose_name=_("停用时间"))
    revoked_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("停用岗位"))

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("接口令牌")
        verbose_name_plural = _("接口令牌")
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    expires_at__gt=models.F("created_at"),
                    expires_at__lte=models.F("created_at") + dt.timedelta(days=LONGEST_LIFE_DAYS),
                ),
                name="token_lives_a_year_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beginning}… {self.purpose}"
