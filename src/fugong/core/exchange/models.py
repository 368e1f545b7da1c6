"""What exchange keeps: batches of imported rows, which row became what, and files made from lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from django.db import models

from fugong.core.exchange.rules.states import (
    EXPORT_WORDS,
    STATE_WORDS,
    TAKES_THE_FILE,
    UNDO_FOR,
    BatchState,
    ExportState,
)
from fugong.core.permission import Actor, within

_CHUNK = 2000


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches, asked for in the words of the office."""

    def visible_to(self, actor: Actor, *, kind: str, permission: str) -> Self:
        """Keep one kind's batches: those the actor handed in, and all where the right covers the whole county."""
        own = models.Q(uploaded_by=actor.account_id) if actor.account_id is not None else models.Q(pk__in=())
        return self.filter(own | within(actor.areas_for(permission), "county_code"), kind=kind)


class ImportBatch(models.Model):
    """One file on its way into the product: handed in, checked, confirmed, taken over, perhaps taken back.

    ``sha256`` is the file's own hash, by which the same file is known again; ``found`` keeps what the check saw, for
    the page.
    """

    county_code = models.CharField(max_length=6)
    kind = models.CharField(max_length=60)
    source = models.ForeignKey("core.Attachment", on_delete=models.PROTECT, related_name="+")
    problem_file = models.ForeignKey("core.Attachment", null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=list(STATE_WORDS.items()), default=BatchState.CHECKING)
    mode = models.CharField(max_length=16, blank=True, default="")
    found = models.JSONField(default=dict)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_repeated = models.PositiveIntegerField(default=0)
    rows_imported = models.PositiveIntegerField(default=0)
    rows_taken_back = models.PositiveIntegerField(default=0)
    uploaded_by = models.BigIntegerField(null=True)
    uploaded_by_title = models.CharField(max_length=120)
    uploaded_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["county_code", "kind", "sha256"],
                condition=models.Q(state__in=sorted(TAKES_THE_FILE)),
                name="one_import_per_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_busy(self) -> bool:
        """Tell whether a job works on it."""
        return self.state in (BatchState.CHECKING, BatchState.RUNNING)

    @property
    def undo_until(self) -> datetime | None:
        """Give the moment up to which it may be taken back."""
        return self.finished_at + UNDO_FOR if self.finished_at and self.state == BatchState.DONE else None

    def book(self, subjects: Mapping[int, models.Model], *, at: datetime) -> None:
        """Note what each row became, and that the batch is done; the context's action calls it before its audit row."""
        ImportedRow.objects.bulk_create(
            (
                ImportedRow(
                    county_code=self.county_code,
                    batch=self,
                    row_number=number,
                    subject_type=subject._meta.label_lower,  # noqa: SLF001  # as above
                    subject_id=subject.pk,
                )
                for number, subject in subjects.items()
            ),
            batch_size=_CHUNK,
        )
        self.state, self.finished_at = BatchState.DONE, at
        self.rows_imported = self.rows_done = len(subjects)
        self.save(update_fields=["state", "finished_at", "rows_imported", "rows_done"])

    def take_back(self, subject_ids: list[int], *, at: datetime) -> None:
        """Note which rows were taken back; with the last one the batch is undone."""
        self.rows.filter(subject_id__in=subject_ids).update(taken_back_at=at)
        self.rows_taken_back += len(subject_ids)
        if self.rows_taken_back >= self.rows_imported:
            self.state = BatchState.UNDONE
        self.save(update_fields=["rows_taken_back", "state"])


class ImportedRow(models.Model):
    """Which line of which batch became which thing; stays when the thing is taken back."""

    county_code = models.CharField(max_length=6)
    batch = models.ForeignKey("core.ImportBatch", on_delete=models.PROTECT, related_name="rows")
    row_number = models.PositiveIntegerField()
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "core"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "row_number"], name="one_thing_per_imported_row"),
        ]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="imported_row_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.row_number}"


class ExportFileQuerySet(models.QuerySet["ExportFile"]):
    """Exported files, asked for in the words of the office."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those the actor ordered: a file shows what its orderer may see, to nobody else."""
        return self.filter(ordered_by=actor.account_id) if actor.account_id is not None else self.none()


class ExportFile(models.Model):
    """A list as it was shown, on its way into a file; the file itself goes when it has expired.

    ``query`` are the words of the list's address. ``sha256`` is the hash of the rows' content, not of the file.
    """

    county_code = models.CharField(max_length=6)
    list_name = models.CharField(max_length=60)
    query = models.TextField(blank=True, default="")
    file_format = models.CharField(max_length=4)
    state = models.CharField(max_length=12, choices=list(EXPORT_WORDS.items()), default=ExportState.MAKING)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    file_key = models.CharField(max_length=40)
    ordered_by = models.BigIntegerField(null=True)
    ordered_by_title = models.CharField(max_length=120)
    ordered_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        app_label = "core"
        ordering: ClassVar = ["-ordered_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "expires_at"], name="export_to_expire")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.pk}"
