"""What jobs do with a batch: check every row, then take the good ones over, in one transaction that is or is not.

A worker killed in the middle leaves the batch as it was, and the job is run again; a batch that is further on is left
alone. Progress is written between pieces, outside that transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from fugong.core.calendar import day_of
from fugong.core.exchange.declared import Import, Values, import_named
from fugong.core.exchange.judging import Intake, formula_cells, judged, understood, values_of
from fugong.core.exchange.models import ImportBatch
from fugong.core.exchange.reading import read_table
from fugong.core.exchange.rules.columns import Row, value_of
from fugong.core.exchange.rules.states import BatchState, Mode
from fugong.core.exchange.workbooks import problem_workbook
from fugong.core.files.models import Attachment
from fugong.core.files.store import path_of, store
from fugong.core.permission import Actor, actor_of_account
from fugong.core.refusals import Invalid, NotPermitted, Refused
from fugong.core.wording import N_

PREVIEWED_ROWS = 20
_TRIES = 5
_CHECKED_FIELDS = ("state", "found", "problem_file", "rows_done", "rows_good", "rows_bad", "rows_repeated")


class NeverTaken(Refused):
    """What was judged good was refused each time it was to be taken."""

    code = "exchange.never_taken"
    message = N_("反复核对后仍不能导入：内容不断被他人更新，或与系统现有数据冲突。请核对后重新上传。")


def check(batch_id: int, *, at: datetime) -> None:
    """Judge every row of a batch, keep the counts, the preview and the workbook of problems."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != BatchState.CHECKING:
        return
    with _turned_down_if_refused(batch):
        declared, by = import_named(batch.kind), actor_of_account(batch.uploaded_by, on=at.date())
        intake, rows = _judged_rows(batch, declared, by, on=day_of(at))
        _keep_result(batch, declared, intake, rows=rows, by=by, at=at, state=BatchState.CHECKED)


def take_over(batch_id: int, *, at: datetime) -> None:
    """Take over the rows that are good now; turn the batch down when all were wanted and one is no longer good."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != BatchState.RUNNING:
        return
    with _turned_down_if_refused(batch):
        declared, by = import_named(batch.kind), actor_of_account(batch.confirmed_by, on=at.date())
        for _ in range(_TRIES):
            intake, rows = _judged_rows(batch, declared, by, on=day_of(at))
            good = values_of(rows)
            if not good or (batch.mode == Mode.ALL_OR_NOTHING and len(good) < len(rows)):
                _keep_result(batch, declared, intake, rows=rows, by=by, at=at, state=BatchState.TURNED_DOWN)
                return
            if _taken(batch.pk, declared, good, by=by, at=at):
                return
        raise NeverTaken


def _taken(batch_id: int, declared: Import, good: Values, *, by: Actor, at: datetime) -> bool:
    """Take the good rows over at one stroke; not when somebody was faster with one of them: judge again then."""
    try:
        with transaction.atomic():
            locked = ImportBatch.objects.select_for_update().get(pk=batch_id)
            if locked.state == BatchState.RUNNING:
                declared.take(locked, rows=good, by=by, at=at)
    except (Invalid, IntegrityError):
        return False
    return True


@contextmanager
def _turned_down_if_refused(batch: ImportBatch) -> Iterator[None]:
    """Keep a refusal where people see it: a job's own words reach nobody."""
    try:
        yield
    except Refused as refusal:
        found = {**batch.found, "refusal": ["", refusal.message, {k: str(v) for k, v in refusal.facts.items()}]}
        ImportBatch.objects.filter(pk=batch.pk, state=batch.state).update(state=BatchState.TURNED_DOWN, found=found)


def _judged_rows(batch: ImportBatch, declared: Import, by: Actor, *, on: date) -> tuple[Intake, list[Row]]:
    """Read the file again and judge it as of now, saying how far that is."""
    if not by.may(declared.permission):
        raise NotPermitted
    intake = understood(read_table(path_of(batch.source.sha256).read_bytes()), declared.columns(by))
    rows: list[Row] = []
    for piece in judged(intake, declared, county=batch.county_code, by=by, on=on):
        rows += piece
        ImportBatch.objects.filter(pk=batch.pk).update(rows_done=len(rows))
    return intake, rows


def _keep_result(
    batch: ImportBatch,
    declared: Import,
    intake: Intake,
    *,
    rows: Sequence[Row],
    by: Actor,
    at: datetime,
    state: BatchState,
) -> None:
    faulty = [row for row in rows if not row.is_good]
    repeated = sum(row.is_repeated for row in faulty)
    to_correct = [row for row in faulty if not row.is_unchanged]
    with transaction.atomic():
        locked = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if locked.state != batch.state:
            return
        locked.state, locked.rows_done = state, len(rows)
        locked.rows_good, locked.rows_bad = len(rows) - len(faulty), len(faulty) - repeated
        locked.rows_repeated = repeated
        locked.found = _as_seen(intake, rows, to_correct)
        if to_correct:
            locked.problem_file = _problem_file(locked, declared, intake, faulty=to_correct, by=by, at=at)
        locked.save(update_fields=_CHECKED_FIELDS)


def _problem_file(
    batch: ImportBatch, declared: Import, intake: Intake, *, faulty: Sequence[Row], by: Actor, at: datetime
) -> Attachment:
    content = problem_workbook(gettext(declared.title), intake.columns, faulty)
    name = gettext("问题表_批次%(number)s.xlsx") % {"number": batch.pk}
    return store(ContentFile(content, name=name), county=batch.county_code, by=by, at=at)


def _as_seen(intake: Intake, rows: Sequence[Row], faulty: Sequence[Row]) -> dict[str, object]:
    """Give what the page shows: the first rows as they were understood, the first problems, what is worth saying."""
    return {
        "columns": [column.word or column.header for column in intake.shown],
        "missing": [
            column.header for column in intake.columns if column.expected and column.key not in intake.heading.places
        ],
        "unknown": list(intake.heading.unknown),
        "heading_line": intake.heading.line,
        "hidden": intake.table.hidden,
        "merged": intake.table.merged,
        "others": intake.table.others,
        "encoding": intake.table.encoding,
        "formulas": formula_cells(intake),
        "first": [_shown(row, intake) for row in islice(rows, PREVIEWED_ROWS)],
        "problems": [_shown(row, intake) for row in faulty[:PREVIEWED_ROWS]],
    }


def _shown(row: Row, intake: Intake) -> dict[str, object]:
    return {
        "number": row.number,
        "cells": [_word(row, place, intake) for place, c in enumerate(intake.columns) if c in intake.shown],
        "problems": [[problem.field, problem.message, problem.facts] for problem in row.problems],
    }


def _word(row: Row, place: int, intake: Intake) -> str:
    column = intake.columns[place]
    value = value_of(row, column.key)
    if not value:
        return row.cells[place][:60]
    word = column.choices.get(value)
    return value[:60] if word is None else f"{value} {word}" if column.shows_codes else word
