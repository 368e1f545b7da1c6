"""The counter behind each series of document numbers."""

from django.db import models


class NumberSeries(models.Model):
    """Last number given in a county's series and year."""

    county_code = models.CharField(max_length=6)
    series = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        app_label = "core"
        constraints = (
            models.UniqueConstraint(fields=["county_code", "series", "year"], name="one_counter_per_series_and_year"),
        )

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕"
