"""A rule that is being prepared: drafted by one person, put in force by another."""

from typing import ClassVar, Self

from django.db import models

from fugong.core.permission import Actor, within
from fugong.policy.rules.drafts import KINDS, STATES, read_terms
from fugong.policy.rules.terms import Period, Terms


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts, asked for by county."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the drafts of the counties whose book the actor may prepare; nobody else reads what is not yet ruled."""
        prepared = [area for area in actor.areas_for("policy.edit") if len(area) <= len("520322")]
        return self.filter(within(prepared, "county_code"))


class Draft(models.Model):
    """One rule before it is in force: what it says (``terms``), from when, on which document, and who drafted it."""

    county_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    terms = models.JSONField()
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    basis_code = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="open")
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=120)
    drafter = models.ForeignKey("people.Account", on_delete=models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=120, blank=True, default="")

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-drafted_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["county_code", "-drafted_at"], name="draft_by_county")]

    def __str__(self) -> str:
        return f"{self.county_code} {self.kind} {self.effective_from}"

    @property
    def period(self) -> Period:
        """Give the days on which the rule shall hold."""
        return Period(self.effective_from, self.effective_to)

    def read(self) -> Terms:
        """Give what the draft says, as the rules see it."""
        return read_terms(self.kind, self.terms)
