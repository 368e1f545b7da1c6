"""What a form that was handed in cost the enterprise: fields and time."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within

from .representative import Representative


class BurdenQuerySet(models.QuerySet["BurdenEntry"]):
    """Entries of the ledger, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of enterprises in the area over which the actor reads the ledger."""
        return self.filter(within(actor.areas_for("registry.burden"), field="enterprise__division_code"))

    def borne_by(self, actor: Actor, *, on: dt.date) -> Self:
        """Keep those of the enterprises for which the actor speaks on the day."""
        spoken_for = Representative.objects.in_force(on).filter(account_id=actor.account_id or 0)
        return self.filter(enterprise_id__in=spoken_for.values("enterprise_id"))

    def totals(self) -> dict[str, int]:
        """Add up forms, those whose time was measured, fields and seconds; of nothing the sums are zero."""
        sums = {name: models.functions.Coalesce(models.Sum(name), 0) for name in ("asked", "kept", "typed", "seconds")}
        found: dict[str, int] = self.order_by().aggregate(
            forms=models.Count("pk"), timed=models.Count("pk", filter=models.Q(seconds__gt=0)), **sums
        )
        return found


class BurdenEntry(models.Model):
    """One form handed in: how many fields it asked, how many were kept as prefilled, how many had to be typed.

    ``seconds`` is the time at the form without pauses; a form sent by a machine at one stroke has none. The rest of
    ``asked`` was left empty. ``week_from`` is the Monday of the week.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    enterprise = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="burdens", verbose_name=_("企业")
    )
    form = models.CharField(max_length=60, verbose_name=_("表单"))
    reference = models.CharField(max_length=60, verbose_name=_("表单编号"))
    department = models.CharField(max_length=60, verbose_name=_("要求填报的部门"))
    handed_in_at = models.DateTimeField(verbose_name=_("提交时间"))
    week_from = models.DateField(verbose_name=_("所在周（周一）"))
    asked = models.PositiveIntegerField(verbose_name=_("应填项数"))
    kept = models.PositiveIntegerField(verbose_name=_("预填沿用项数"))
    typed = models.PositiveIntegerField(verbose_name=_("动手填写项数"))
    seconds = models.PositiveIntegerField(verbose_name=_("填报用时（秒）"))

    objects = BurdenQuerySet.as_manager()

    class Meta:
        verbose_name = _("填报负担记录")
        verbose_name_plural = _("填报负担记录")
        ordering: ClassVar = ["-handed_in_at", "id"]
        indexes: ClassVar = [models.Index(fields=["county_code", "week_from"], name="burden_of_week")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(asked__gte=models.F("kept") + models.F("typed")), name="burden_counts_fields_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.form} {self.reference}"
