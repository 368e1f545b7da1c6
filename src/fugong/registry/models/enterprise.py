"""An enterprise of the county, under its unified social credit code."""

import datetime as dt
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.registry.rules.kinds import CLOSURES, REGISTRATION_TYPES
from fugong.registry.rules.naming import KEY_LENGTH, SEARCH_LENGTH
from fugong.registry.rules.registration import ADDRESS_LENGTH, NAME_LENGTH, SHORT_NAME_LENGTH

from .industry import EDITION_IN_USE
from .representative import Representative

BIGRAM = 2


class EnterpriseQuerySet(models.QuerySet["Enterprise"]):
    """Enterprises, asked for in the words of the office."""

    def visible_to(self, actor: Actor, *, on: dt.date) -> Self:
        """Keep those in the actor's area of duty, and those for which the actor speaks on the day."""
        seen = within(actor.areas_for("registry.view"))
        if actor.account_id is not None:
            spoken_for = Representative.objects.in_force(on).filter(account_id=actor.account_id)
            seen |= models.Q(pk__in=spoken_for.values("enterprise_id"))
        return self.filter(seen)

    def of_county(self, county_code: str) -> Self:
        """Keep those of one county."""
        return self.filter(county_code=county_code)

    def existing(self, on: dt.date) -> Self:
        """Keep those not closed by the day."""
        return self.filter(models.Q(closed_on=None) | models.Q(closed_on__gt=on))

    def answering(self, fragment: str, *, code_beginning: str = "") -> Self:
        """Keep those whose name, short name or initials contain the folded fragment, or whose code begins so."""
        if len(fragment) == BIGRAM:
            named = models.Q(bigrams__contains=[fragment])
        else:
            named = models.Q(search_text__contains=fragment)
        return self.filter(named | models.Q(uscc__startswith=code_beginning) if code_beginning else named)

    def sorted_afresh(self) -> Self:
        """Let the order be found by sorting what was found, not by reading along the pinyin index.

        Names that begin with what is sought stand together in that index, and the database would read most of it
        before it comes to the first of them.
        """
        return self.annotate(sorting=Concat("name_key", models.Value("")))

    def in_order(self) -> Self:
        """Let the pinyin index give the order, where nothing is sought or nearly everything is found."""
        return self.annotate(sorting=models.F("name_key"))

    def by_name(self) -> Self:
        """Put them into pinyin order."""
        return self.order_by("name_key", "id")


class Enterprise(models.Model):
    """A body that produces or trades: where it is, what it does, how it is registered; dated facts hang on it.

    ``version`` grows with every change, so that a form opened before the change is noticed.
    """

    personal: ClassVar = {"contact_phone": "enterprise_contact"}

    uscc = models.CharField(max_length=18, unique=True, verbose_name=_("统一社会信用代码"))
    name = models.CharField(max_length=NAME_LENGTH, verbose_name=_("企业名称"))
    short_name = models.CharField(max_length=SHORT_NAME_LENGTH, blank=True, default="", verbose_name=_("简称"))
    name_key = models.CharField(max_length=KEY_LENGTH, verbose_name=_("拼音排序"))
    search_text = models.CharField(max_length=SEARCH_LENGTH, verbose_name=_("检索文本"))
    # Two characters have no trigram. Kept by the database itself, so that no writer can forget it.
    bigrams = models.GeneratedField(
        expression=models.Func("search_text", function="registry_bigrams"),
        output_field=ArrayField(models.CharField(max_length=BIGRAM)),
        db_persist=True,
    )
    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    division_code = models.CharField(max_length=9, verbose_name=_("所在乡镇"))
    industry_edition = models.CharField(max_length=12, default=EDITION_IN_USE, verbose_name=_("行业分类版本"))
    industry_code = models.CharField(max_length=4, verbose_name=_("行业代码"))
    registration_type = models.CharField(
        max_length=3, choices=list(REGISTRATION_TYPES.items()), verbose_name=_("登记注册类型")
    )
    address = models.CharField(max_length=ADDRESS_LENGTH, blank=True, default="", verbose_name=_("地址"))
    contact_phone = models.CharField(max_length=24, blank=True, default="", verbose_name=_("联系电话"))
    synthetic = models.BooleanField(default=False, verbose_name=_("演示数据"))
    version = models.PositiveIntegerField(default=1, verbose_name=_("版本"))
    created_at = models.DateTimeField(verbose_name=_("登记时间"))
    closed_on = models.DateField(null=True, blank=True, verbose_name=_("注销或停业日期"))
    closure = models.CharField(
        max_length=12,
        choices=list(CLOSURES.items()),
        blank=True,
        default="",
        db_default="",
        verbose_name=_("终止情形"),
    )

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = _("企业")
        verbose_name_plural = _("企业")
        ordering: ClassVar = ["name_key", "id"]
        indexes: ClassVar = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="enterprise_by_fragment"),
            GinIndex(fields=["bigrams"], name="enterprise_by_two_characters"),
            models.Index(fields=["name_key", "id"], name="enterprise_by_pinyin"),
            models.Index(fields=["county_code", "division_code"], name="enterprise_by_division"),
            models.Index(fields=["industry_code"], name="enterprise_by_industry"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(uscc__regex=r"^[1-9ANY][0-9][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$"),
                name="enterprise_uscc_is_well_formed",
            ),
            models.CheckConstraint(
                condition=models.Q(county_code__regex=r"^[0-9]{6}$", division_code__regex=r"^[0-9]{9}$")
                & models.Q(division_code__startswith=models.F("county_code")),
                name="enterprise_division_lies_in_its_county",
            ),
            models.CheckConstraint(
                condition=models.Q(registration_type__in=list(REGISTRATION_TYPES)),
                name="enterprise_registration_type_is_known",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="enterprise_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
