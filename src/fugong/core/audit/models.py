"""Rows of the audit trail and the signed heads of its chains; both only ever grow (triggers refuse everything else)."""

from typing import Self

from django.db import models

from fugong.core.permission import Actor, within


class AuditEntries(models.QuerySet["AuditEntry"]):
    """Acts, narrowed in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the acts of the counties over which the actor keeps the audit."""
        return self.filter(within(actor.areas_for("audit.view"), "county_code"))


class AuditEntry(models.Model):
    """One act: who did what to which thing, when; carries the hash of the county's act before it.

    ``at`` is the time of the act in its own story (a replay runs in 2020); ``recorded_at`` is the server's clock.
    """

    append_only = True

    county_code = models.CharField(max_length=6)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_title = models.CharField(max_length=120)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = AuditEntries.as_manager()

    class Meta:
        app_label = "core"
        constraints = (
            models.UniqueConstraint(fields=["county_code", "sequence"], name="one_act_per_place_in_the_chain"),
        )
        indexes = (
            models.Index(fields=["subject_type", "subject_id", "sequence"], name="audit_history_of_a_thing"),
            models.Index(fields=["county_code", "-at"], name="audit_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.county_code}/{self.sequence} {self.action}"


class AuditHeads(models.QuerySet["AuditHead"]):
    """Signed heads, narrowed in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the heads of the counties over which the actor keeps the audit."""
        return self.filter(within(actor.areas_for("audit.view"), "county_code"))


class AuditHead(models.Model):
    """A county's last act at some moment, signed: from here on nothing before it can be rewritten unseen."""

    append_only = True

    county_code = models.CharField(max_length=6)
    signed_on = models.DateField()
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=128)
    signed_at = models.DateTimeField()

    objects = AuditHeads.as_manager()

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["county_code", "sequence"], name="one_head_per_act"),)

    def __str__(self) -> str:
        return f"{self.county_code}/{self.sequence} {self.signed_on}"
