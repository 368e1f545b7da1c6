"""An account: what somebody signs in with. It shows a post's title, never a person's name."""

import datetime as dt
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.people.rules.login import normal_login

if TYPE_CHECKING:
    from fugong.people.models.posting import Posting


class AccountQuerySet(models.QuerySet["Account"]):
    """Accounts, asked for in the words of the office."""

    def of_county(self, county_code: str) -> Self:
        """Those kept by one county's security administrator."""
        return self.filter(county_code=county_code)

    def visible_to(self, actor: Actor) -> Self:
        """Those kept by counties where the actor may look at people."""
        areas = actor.areas_for("people.view")
        return self.filter(within(areas, "county_code"))

    def active(self) -> Self:
        """Those that may sign in."""
        return self.filter(is_active=True)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by login however it was typed."""

    def get_queryset(self) -> AccountQuerySet:
        """Give the business words to every query."""
        return AccountQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> "Account":
        """Find the account whose login this is; letter case and full-width letters do not matter."""
        return self.get(login=normal_login(username or ""))


class Account(AbstractBaseUser):
    """A sign-in of one county, appointed to posts by postings; never deleted, only deactivated."""

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    login = models.CharField(max_length=40, unique=True, verbose_name=_("登录名"))
    display_title = models.CharField(max_length=60, verbose_name=_("显示职务"))
    is_active = models.BooleanField(default=True, verbose_name=_("启用"))
    language = models.CharField(max_length=10, default="zh-hans", verbose_name=_("界面语言"))
    password_is_initial = models.BooleanField(default=False, verbose_name=_("初始密码待修改"))
    is_demo = models.BooleanField(default=False, verbose_name=_("演示账号"))
    created_at = models.DateTimeField(verbose_name=_("开户时间"))
    deactivated_at = models.DateTimeField(null=True, blank=True, verbose_name=_("停用时间"))

    objects = AccountManager()

    # What it holds on a day, where it was read together with that.
    postings_read: tuple[dt.date, list["Posting"]] | None = None

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")
        ordering: ClassVar = ["login"]
        indexes: ClassVar = [models.Index(fields=["county_code", "login"], name="account_county_login")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(county_code__regex=r"^[0-9]{6}$"), name="account_county_is_six_digits"
            ),
            models.CheckConstraint(condition=models.Q(login=Lower("login")), name="account_login_is_lower_case"),
            models.CheckConstraint(
                condition=models.Q(is_active=True, deactivated_at=None)
                | models.Q(is_active=False, deactivated_at__isnull=False),
                name="account_is_active_or_says_since_when_not",
            ),
        ]

    def __str__(self) -> str:
        return self.display_title

    @classmethod
    def normalize_username(cls, username: str) -> str:
        """Write a login the one way it is stored."""
        return normal_login(username)
