"""A return for correction: what is to be put right, and for how long the clock stood still."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """One return: ``items`` maps question keys to what is asked; ``answers_before`` are all answers at the return."""

    county_code = models.CharField(max_length=6)
    application = models.ForeignKey("approvals.Application", on_delete=models.PROTECT, related_name="corrections")
    items = models.JSONField()
    note = models.TextField(blank=True, default="")
    answers_before = models.JSONField()
    returned_at = models.DateTimeField()
    returned_by = models.CharField(max_length=120)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("补正")
        verbose_name_plural = _("补正")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(answered_at=None), name="one_open_correction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.returned_at}"
