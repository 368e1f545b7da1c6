"""Which files make up the lake: the database says so, and a file it does not name does not count."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models

from fugong.core import clock

# So long a replaced file stays at least; less than a day, so that a night removes what the night before replaced.
KEPT = dt.timedelta(hours=12)


class LakeFileQuerySet(models.QuerySet["LakeFile"]):
    """Files, asked for by county."""

    def counting(self, county_code: str) -> Self:
        """Keep the files that make up a county's lake."""
        return self.filter(county_code=county_code, replaced_at=None)

    def replace(self, at: dt.datetime) -> None:
        """Let them count no longer; whoever reads them in this moment reads to the end."""
        self.update(replaced_at=clock.real(at))

    def expired(self, county_code: str, *, at: dt.datetime) -> Self:
        """Keep those that were replaced long ago, by the machine's time: nobody reads them any more."""
        return self.filter(county_code=county_code, replaced_at__lte=clock.real(at) - KEPT)


class LakeFile(models.Model):
    """One Parquet file: its table and month, the positions it holds, how many rows, its hash, and whether it counts.

    ``first_position`` is exclusive, ``last_position`` inclusive: together the files of a stream leave no gap.
    """

    county_code = models.CharField(max_length=6)
    fact = models.CharField(max_length=40)
    month = models.CharField(max_length=7, blank=True)
    path = models.CharField(max_length=200, unique=True)
    first_position = models.PositiveBigIntegerField()
    last_position = models.PositiveBigIntegerField()
    rows = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = LakeFileQuerySet.as_manager()

    class Meta:
        app_label = "core"
        indexes: ClassVar = [models.Index(fields=["county_code", "fact"], name="lake_file_by_table")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(last_position__gte=models.F("first_position")), name="lake_file_goes_forward"
            )
        ]

    def __str__(self) -> str:
        return self.path


class LakeState(models.Model):
    """How far a county's lake reaches: everything up to ``position`` is published."""

    county_code = models.CharField(max_length=6, unique=True)
    position = models.PositiveBigIntegerField()
    refreshed_at = models.DateTimeField()

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return f"{self.county_code}/{self.position}"

    @classmethod
    def of(cls, county_code: str) -> "LakeState":
        """Give the state of a county's lake, or an empty one before its first refresh."""
        found = cls.objects.filter(county_code=county_code).first()
        return found or cls(county_code=county_code, position=0, refreshed_at=dt.datetime.min.replace(tzinfo=dt.UTC))
