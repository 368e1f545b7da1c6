"""Local orders that change the office calendar of a county."""

from django.db import models


class CalendarOverride(models.Model):
    """An order by which a county's offices work, or rest, on days between two dates, with its basis."""

    county_code = models.CharField(max_length=6)
    from_on = models.DateField()
    until_on = models.DateField()
    working = models.BooleanField()
    opens = models.TimeField()
    closes = models.TimeField()
    basis = models.CharField(max_length=200)

    class Meta:
        app_label = "core"
        constraints = (
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="override_ends_later"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="office_closes_later"),
            models.UniqueConstraint(fields=["county_code", "from_on", "until_on"], name="one_override_per_period"),
        )

    def __str__(self) -> str:
        return f"{self.county_code} {self.from_on}–{self.until_on}"
