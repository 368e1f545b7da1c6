"""A step of a scenario that was done: which, with what contents, and what it made."""

from typing import ClassVar

from django.db import models


class ReplayedStep(models.Model):
    """Written in the transaction of the step itself; ``made`` names what later steps refer to."""

    county_code = models.CharField(max_length=6)
    scenario = models.CharField(max_length=62)
    step = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    happened_at = models.DateTimeField()
    made = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["scenario", "step"], name="a_step_is_done_once")]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.step}"
