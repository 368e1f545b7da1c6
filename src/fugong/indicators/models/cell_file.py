"""Where the sums of the definitions, counted beforehand by day and group, lie; a newer count replaces an older one."""

from typing import ClassVar

from django.db import models


class CellFile(models.Model):
    """The cells of one month of a county: a Parquet file that can be counted anew from the lake at any time."""

    county_code = models.CharField(max_length=6)
    month = models.CharField(max_length=7)
    path = models.CharField(max_length=200, unique=True)
    rows = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["county_code", "month"], name="one_file_of_cells_per_month")
        ]

    def __str__(self) -> str:
        return self.path


class CellStamp(models.Model):
    """How far a county's cells reach: counted from everything up to a position, when, with which definitions.

    ``key`` is drawn anew with every count, so that whoever keeps the cells in memory knows them to be old.
    """

    county_code = models.CharField(max_length=6, unique=True)
    position = models.PositiveBigIntegerField()
    computed_at = models.DateTimeField()
    definitions = models.CharField(max_length=64)
    key = models.CharField(max_length=16)

    def __str__(self) -> str:
        return f"{self.county_code}/{self.position}"
