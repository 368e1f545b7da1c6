"""A suggestion to visit an enterprise whose signals disagree, and what came of it; never an accusation."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.indicators.rules.contradictions import LOOKED_AT
from fugong.indicators.rules.visits import ANSWERS


class VisitSuggestionQuerySet(models.QuerySet["VisitSuggestion"]):
    """Suggestions, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of the actor's area."""
        return self.filter(within(actor.areas_for("indicators.view"), "division_code"))

    def open(self, on: dt.date) -> Self:
        """Keep those that nobody has answered and that still speak of the days looked at."""
        return self.filter(answer=None, last_on__gt=on - LOOKED_AT)

    def in_order(self) -> Self:
        """Order by place and enterprise: this is no ranking."""
        return self.order_by("division_code", "enterprise_id", "code", "-last_on")


class VisitSuggestion(models.Model):
    """Which signals of an enterprise disagreed over which days, as of which position of the lake."""

    append_only = True

    county_code = models.CharField(max_length=6)
    division_code = models.CharField(max_length=12, verbose_name=_("所在区划"))
    enterprise = models.ForeignKey("registry.Enterprise", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=24, verbose_name=_("不一致情形"))
    first_on = models.DateField(verbose_name=_("起"))
    last_on = models.DateField(verbose_name=_("止"))
    facts = models.JSONField(default=dict)
    detectors = models.PositiveSmallIntegerField()
    position = models.PositiveBigIntegerField()
    suggested_at = models.DateTimeField(verbose_name=_("提出时间"))

    objects = VisitSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("走访建议")
        verbose_name_plural = _("走访建议")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["enterprise", "code", "last_on"], name="one_suggestion_per_matter"),
        ]
        indexes: ClassVar = [models.Index(fields=["county_code", "last_on"], name="visit_by_day")]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.code} {self.last_on}"


class VisitAnswer(models.Model):
    """What a visit or the enterprise itself said to a suggestion."""

    append_only = True

    county_code = models.CharField(max_length=6)
    suggestion = models.OneToOneField(VisitSuggestion, on_delete=models.PROTECT, related_name="answer")
    kind = models.CharField(max_length=12, choices=list(ANSWERS.items()), verbose_name=_("核实结果"))
    said = models.CharField(max_length=200, verbose_name=_("情况说明"))
    answered_at = models.DateTimeField(verbose_name=_("答复时间"))
    answered_by = models.CharField(max_length=120, verbose_name=_("答复岗位"))

    class Meta:
        verbose_name = _("走访答复")
        verbose_name_plural = _("走访答复")

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.kind}"
