"""What exchange is asked: a batch with what its reader may do, the batches of a kind, by which batches a thing came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from fugong.core import audit
from fugong.core.exchange.declared import Import, import_named
from fugong.core.exchange.models import ExportFile, ImportBatch, ImportBatchQuerySet, ImportedRow
from fugong.core.exchange.rules.states import BatchState, ExportState
from fugong.core.permission import Actor, require
from fugong.core.refusals import NotThere, Problem
from fugong.core.wording import N_

__all__ = [
    "BatchPage",
    "PlaceInFile",
    "batch_page",
    "batch_seen_by",
    "batches_of",
    "export_seen_by",
    "history_of_import",
    "obstacles",
    "places_in_files",
]


@dataclass(frozen=True)
class PreviewRow:
    """One row of the preview: its line in the file, its cells in words, its problems."""

    number: int
    cells: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class BatchPage:
    """A batch as its page shows it."""

    batch: ImportBatch
    declared: Import
    columns: tuple[str, ...]
    first: tuple[PreviewRow, ...]
    problems: tuple[PreviewRow, ...]
    remarks: tuple[Problem, ...]
    may_undo: bool
    history: tuple[audit.AuditRow, ...]


def batches_of(declared: Import, actor: Actor) -> ImportBatchQuerySet:
    """Give the batches of one kind that the actor may see, latest first. Raises NotPermitted."""
    require(actor, declared.permission)
    return ImportBatch.objects.visible_to(actor, kind=declared.name, permission=declared.permission)


def batch_seen_by(actor: Actor, batch_id: int) -> ImportBatch:
    """Give one batch. Raises NotThere when there is none or the actor may not see it."""
    kind = ImportBatch.objects.filter(pk=batch_id).values_list("kind", flat=True).first()
    declared = import_named(kind or "")
    if not actor.may(declared.permission):
        raise NotThere
    found = batches_of(declared, actor).select_related("source", "problem_file").filter(pk=batch_id).first()
    if found is None:
        raise NotThere
    return found


def batch_page(actor: Actor, batch_id: int, *, now: datetime) -> BatchPage:
    """Give one batch with its preview and what may be done with it. Raises NotThere."""
    batch = batch_seen_by(actor, batch_id)
    found, declared = batch.found, import_named(batch.kind)
    undoable = batch.state == BatchState.DONE and declared.take_back is not None
    return BatchPage(
        batch=batch,
        declared=declared,
        columns=tuple(found.get("columns", ())),
        first=_rows(found.get("first", ())),
        problems=_rows(found.get("problems", ())),
        remarks=tuple(_remarks(found)) if found else (),
        may_undo=undoable and batch.undo_until is not None and now <= batch.undo_until,
        history=tuple(audit.history(batch)),
    )


def obstacles(batch: ImportBatch) -> list[tuple[int, Problem]]:
    """Give the rows of a batch that cannot be taken back, each with its reason, in order of the rows."""
    return sorted(import_named(batch.kind).obstacles(batch).items(), key=lambda found: found[0])


def history_of_import(subject: models.Model) -> list[tuple[audit.AuditRow, int]]:
    """Give the acts of the batches by which a thing came in, each with the row on which it stood."""
    rows = ImportedRow.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)  # noqa: SLF001  # documented
    return [(act, row.row_number) for row in rows.select_related("batch") for act in audit.history(row.batch)]


@dataclass(frozen=True, slots=True)
class PlaceInFile:
    """The row of a file as which a thing came in; the batch only for those who may open it."""

    row_number: int
    batch_id: int | None


def places_in_files(subjects: Iterable[models.Model], kind: str, *, actor: Actor) -> dict[int, PlaceInFile]:
    """Give by number where things of one kind stood in the files that brought them; two queries for any number."""
    things = list(subjects)
    declared = import_named(kind)
    found = ImportedRow.objects.filter(batch__kind=kind, subject_id__in=[thing.pk for thing in things])
    if things:
        found = found.filter(subject_type=things[0]._meta.label_lower)  # noqa: SLF001  # documented
    rows = list(found.values_list("subject_id", "row_number", "batch_id"))
    seen = ImportBatch.objects.visible_to(actor, kind=kind, permission=declared.permission)
    mine = set(seen.filter(pk__in={batch for _, _, batch in rows}).values_list("pk", flat=True))
    return {pk: PlaceInFile(number, batch if batch in mine else None) for pk, number, batch in rows}


def export_seen_by(actor: Actor, export_id: int, *, now: datetime) -> ExportFile:
    """Give one exported file, as expired when its time is over. Raises NotThere."""
    found = ExportFile.objects.visible_to(actor).filter(pk=export_id).first()
    if found is None:
        raise NotThere
    if found.expires_at <= now:
        found.state = ExportState.EXPIRED
    return found


def _rows(kept: list[Mapping[str, object]]) -> tuple[PreviewRow, ...]:
    return tuple(
        PreviewRow(int(str(row["number"])), tuple(row["cells"]), tuple(Problem(*p) for p in row["problems"]))  # type: ignore[arg-type,attr-defined]  # from JSON of our own
        for row in kept
    )


def _remarks(found: Mapping[str, object]) -> list[Problem]:
    """Give what is worth knowing about the file as a whole."""
    said = (
        ("missing", N_("文件中没有这些列，按空值处理：%(columns)s。")),
        ("unknown", N_("这些列不是模板中的列，未读取：%(columns)s。")),
        ("formulas", N_("有 %(count)s 个单元格是公式，已取其计算结果，请核对。")),
        ("hidden", N_("文件中有 %(count)s 行被隐藏，隐藏的行同样会导入。")),
        ("merged", N_("文件中有 %(count)s 处合并单元格，只有左上角的格有内容。")),
        ("others", N_("工作簿中还有 %(count)s 张工作表未读取，只读取了第一张。")),
    )
    said_no = found.get("refusal")
    remarks = [Problem(*said_no)] if isinstance(said_no, list) else []
    for key, sentence in said:
        value = found.get(key)
        if isinstance(value, list) and value:
            remarks.append(Problem(key, sentence, {"columns": "、".join(map(str, value))}))
        elif isinstance(value, int) and value:
            remarks.append(Problem(key, sentence, {"count": str(value)}))
    heading = found.get("heading_line")
    if isinstance(heading, int) and heading > 1:
        remarks.append(
            Problem("heading_line", N_("表头在第 %(line)s 行，其上的标题行未读取。"), {"line": str(heading)})
        )
    return remarks
