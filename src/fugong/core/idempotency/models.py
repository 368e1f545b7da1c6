"""Requests that were acted upon, so that their repetition is answered and not acted upon again."""

from django.db import models
from django.db.models.functions import Now


class IdempotencyKey(models.Model):
    """One request that acted: who sent what under which key, and the answer it got."""

    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())
    answer = models.JSONField(null=True)

    class Meta:
        app_label = "core"
        constraints = (models.UniqueConstraint(fields=["scope", "key"], name="one_request_per_key"),)
        indexes = (models.Index(fields=["created_at"], name="idempotency_by_age"),)

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
