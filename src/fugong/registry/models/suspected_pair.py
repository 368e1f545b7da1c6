"""Two enterprises of the register that may be one."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within


class SuspectedPairQuerySet(models.QuerySet["SuspectedPair"]):
    """Pairs, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those of counties that the actor keeps as a whole: whoever sees a township sees half of a pair."""
        return self.filter(within(actor.areas_for("registry.edit"), field="county_code"))

    def undecided(self) -> Self:
        """Keep those nobody has looked at, both enterprises of which still exist."""
        return self.filter(dismissed_at=None, first__closed_on=None, second__closed_on=None)


class SuspectedPair(models.Model):
    """A pair with the set of reasons for the suspicion; a pair said to be two different enterprises stays so.

    ``first`` was registered before ``second``. ``strength`` orders the list by what weighs most; it is no probability.
    """

    county_code = models.CharField(max_length=6, verbose_name=_("县级区划代码"))
    first = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name=_("先登记的企业")
    )
    second = models.ForeignKey(
        "registry.Enterprise", on_delete=models.PROTECT, related_name="+", verbose_name=_("后登记的企业")
    )
    reasons = ArrayField(models.CharField(max_length=20), verbose_name=_("理由"))
    strength = models.PositiveSmallIntegerField(verbose_name=_("排序"))
    found_at = models.DateTimeField(verbose_name=_("发现时间"))
    dismissed_at = models.DateTimeField(null=True, verbose_name=_("排除时间"))
    dismissed_by = models.CharField(max_length=120, blank=True, default="", verbose_name=_("排除岗位"))
    dismissed_because = models.CharField(max_length=200, blank=True, default="", verbose_name=_("排除理由"))

    objects = SuspectedPairQuerySet.as_manager()

    class Meta:
        verbose_name = _("疑似重复登记")
        verbose_name_plural = _("疑似重复登记")
        ordering: ClassVar = ["-strength", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_is_suspected_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="pair_is_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}?"
