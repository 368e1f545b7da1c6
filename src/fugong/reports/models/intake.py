"""One act of bringing reports or readings in: by a page, a workbook, a machine, a meter file, or a replay."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from fugong.core.permission import Actor, within
from fugong.reports.rules.channels import CHANNELS


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Intakes, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the intakes of the counties in which the actor reads reports, and the actor's own."""
        seen = within({area[:6] for area in actor.areas_for("reports.view")}, "county_code")
        if actor.account_id is not None:
            seen |= models.Q(recorded_by_id=actor.account_id)
        return self.filter(seen)


class Intake(models.Model):
    """How many rows came, their digest, who brought them, when, and the place of the act in the county's order.

    ``position`` grows by one with every act of a county that adds facts, in the order of their commits: what was known
    at some moment is everything up to a position, and no act slips in before it later.
    """

    append_only = True

    county_code = models.CharField(max_length=6)
    position = models.PositiveBigIntegerField()
    form_code = models.CharField(max_length=40, blank=True, verbose_name=_("报表代码"))
    via = models.CharField(max_length=12, choices=list(CHANNELS.items()), verbose_name=_("报送方式"))
    rows = models.PositiveIntegerField(verbose_name=_("行数"))
    corrections = models.PositiveIntegerField(default=0, verbose_name=_("其中更正"))
    digest = models.CharField(max_length=64)
    recorded_at = models.DateTimeField(verbose_name=_("报送时间"))
    recorded_by = models.CharField(max_length=120, verbose_name=_("报送岗位"))
    recorded_by_id = models.BigIntegerField(null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("报送批次")
        verbose_name_plural = _("报送批次")
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county_code", "position"], name="one_intake_per_position"),
        ]
        indexes: ClassVar = [models.Index(fields=["county_code", "-recorded_at"], name="intake_by_time")]

    def __str__(self) -> str:
        return f"{self.county_code}/{self.position}"
