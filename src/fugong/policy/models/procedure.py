"""How enterprises of a category are handled at a tier of risk: mode, papers, reply time, and what silence means."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fugong.policy.models.dated import DatedQuerySet, DatedRule, days_in_order, one_at_a_time, place_in_county
from fugong.policy.rules.book import ProcedureRule
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, MODES, STANDS, TIERS


class ProcedureQuerySet(DatedQuerySet["Procedure"]):
    """Procedures, asked for by county and day."""


class Procedure(DatedRule):
    """The handling of one category at one tier in one place; ``reply_working_days`` 0 means the same working day.

    Where a ``deemed_basis`` stands, an application not answered in time is granted by the clock: the flag cannot stand
    without the document that orders it.
    """

    division_code = models.CharField(max_length=12)
    tier = models.CharField(max_length=10, choices=list(TIERS.items()))
    category = models.CharField(max_length=20, choices=list(CATEGORIES.items()))
    mode = models.CharField(max_length=12, choices=list(MODES.items()))
    checklist = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    reply_working_days = models.PositiveSmallIntegerField()
    lead = models.CharField(max_length=60, blank=True, default="")
    carry_over = models.CharField(max_length=10, choices=list(CARRY_OVER.items()), default=STANDS)
    basis = models.ForeignKey("policy.Basis", on_delete=models.PROTECT, related_name="+")
    deemed_basis = models.ForeignKey("policy.Basis", on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        ordering = ("county_code", "division_code", "tier", "category", "effective_from")
        constraints = (
            one_at_a_time("one_procedure_a_day", "division_code", "tier", "category"),
            days_in_order("procedure_days_in_order"),
            place_in_county("procedure_in_its_county"),
            models.CheckConstraint(
                name="only_approval_is_deemed", condition=models.Q(deemed_basis=None) | models.Q(mode="approval")
            ),
        )

    def __str__(self) -> str:
        return f"{self.division_code} {self.tier} {self.category}: {self.mode}"

    def card(self) -> ProcedureRule:
        """Give the procedure as the rules see it."""
        return ProcedureRule(
            division_code=self.division_code,
            tier=self.tier,
            category=self.category,
            mode=self.mode,
            checklist=tuple(self.checklist),
            reply_working_days=self.reply_working_days,
            effective_from=self.effective_from,
            basis=self.basis.card(),
            lead=self.lead,
            deemed_basis=self.deemed_basis.card() if self.deemed_basis else None,
            carry_over=self.carry_over,
        )
