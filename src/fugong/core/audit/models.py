"""Rows of the audit trail and the signed heads of its chains; both only ever grow."""

from django.db import models
from django.db.models.functions import Now


class AuditEntry(models.Model):
    """One act: who did what to which thing, when; carries the hash of the county's act before it."""

    append_only = True

    county_code = models.CharField(max_length=6)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    actor_id = models.BigIntegerField(null=True)
    actor_title = models.CharField(max_length=120)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "core"
        constraints = (
            models.UniqueConstraint(fields=["county_code", "sequence"], name="one_act_per_place_in_the_chain"),
        )
        indexes = (models.Index(fields=["subject_type", "subject_id", "sequence"], name="audit_history_of_a_thing"),)

    def __str__(self) -> str:
        return f"{self.county_code}/{self.sequence} {self.action}"
