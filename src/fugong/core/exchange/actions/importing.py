"""Importing: a file is received, confirmed, given up, or taken back; what takes long is done by jobs (``working``)."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from fugong.core import audit, idempotency, jobs
from fugong.core.exchange.declared import Import, import_named
from fugong.core.exchange.judging import understood
from fugong.core.exchange.models import ImportBatch
from fugong.core.exchange.reading import read_table, table_kind
from fugong.core.exchange.rules.states import MODES, TAKES_THE_FILE, BatchState, Mode
from fugong.core.files.store import Upload, content_of, store
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotThere, Problem, Refused
from fugong.core.wording import N_


class ReceivedBefore(Refused):
    """The very same file is here already."""

    code = "exchange.received_before"
    message = N_("该文件已于 %(at)s 由%(who)s上传（批次 %(number)s，%(state)s），不重复导入。")


class NotInThisState(Refused):
    """The batch has moved on since the page was opened."""

    code = "exchange.not_in_this_state"
    message = N_("该批次目前为“%(state)s”，不能办理此操作。")


class TooLateToUndo(Refused):
    """A batch is taken back within a day or not at all."""

    code = "exchange.too_late_to_undo"
    message = N_("导入已超过 24 小时，不能整批撤销；请逐户更正或注销。")


class NeverTakenBack(Refused):
    """What came in this way is corrected one by one."""

    code = "exchange.never_taken_back"
    message = N_("这类内容导入后不能整批撤销，有误的请逐条更正；原来的版本保留。")


class NothingGood(Refused):
    """No row may be taken over."""

    code = "exchange.nothing_good"
    status = 422
    message = N_("没有合格的行，不能导入。请下载问题表更正后重新上传。")


@idempotency.once
def receive(kind: str, *, upload: Upload, by: Actor, at: datetime) -> int:
    """Take a table in for checking; give the batch's number.

    Raises FileIsRefused for what cannot be read as a table, Invalid for headers, ReceivedBefore, NotPermitted.
    """
    declared = import_named(kind)
    county = declared.county_of(by)
    content = content_of(upload)
    table_kind(content)
    digest = hashlib.sha256(content).hexdigest()
    _not_here_yet(county, kind, digest)
    intake = understood(read_table(content), declared.columns(by))
    source = store(ContentFile(content, name=upload.name or ""), county=county, by=by, at=at, judged=table_kind)
    batch = ImportBatch(
        county_code=county,
        kind=kind,
        source=source,
        sha256=digest,
        rows_total=len(intake.lines),
        uploaded_by=by.account_id,
        uploaded_by_title=by.title,
        uploaded_at=at,
    )
    try:
        # A savepoint: of two who hand the same file in at once, one gets an answer, not an error.
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        _not_here_yet(county, kind, digest)
        raise
    jobs.defer("core.exchange.check", batch_id=batch.pk)
    audit.record(
        county=county, action="core.batch.received", subject=batch, by=by, at=at,
        changes={"sha256": (None, digest), "rows": (None, batch.rows_total)},
    )  # fmt: skip
    return batch.pk


@idempotency.once
def confirm(batch_id: int, *, mode: str, by: Actor, at: datetime) -> None:
    """Order the checked rows to be taken over, all or the good ones. Raises NotInThisState, Invalid, NothingGood."""
    batch, _ = _for_change(batch_id, by=by, states=(BatchState.CHECKED,))
    if mode not in MODES:
        raise Invalid([Problem("mode", N_("请选择导入方式。"))])
    if not batch.rows_good:
        raise NothingGood
    if mode == Mode.ALL_OR_NOTHING and batch.rows_good < batch.rows_total:
        raise Invalid([Problem("mode", N_("有不合格的行，不能全部导入；请更正后重新上传，或只导入合格的行。"))])
    batch.state, batch.mode, batch.rows_done, batch.confirmed_by = BatchState.RUNNING, mode, 0, by.account_id
    batch.save(update_fields=["state", "mode", "rows_done", "confirmed_by"])
    jobs.defer("core.exchange.take_over", batch_id=batch.pk)
    audit.record(
        county=batch.county_code, action="core.batch.confirmed", subject=batch, by=by, at=at,
        changes={"mode": (None, mode), "rows": (None, batch.rows_good)},
    )  # fmt: skip


@idempotency.once
def cancel(batch_id: int, *, by: Actor, at: datetime) -> None:
    """Give a batch up before anything was taken over; its file may then be handed in again. Raises NotInThisState."""
    batch, _ = _for_change(batch_id, by=by, states=(BatchState.CHECKING, BatchState.CHECKED))
    batch.state = BatchState.CANCELLED
    batch.save(update_fields=["state"])
    audit.record(county=batch.county_code, action="core.batch.cancelled", subject=batch, by=by, at=at)


@idempotency.once
def undo(batch_id: int, *, by: Actor, at: datetime) -> None:
    """Take back what the batch brought, as far as nothing was built upon it.

    Raises NotInThisState, TooLateToUndo, NeverTakenBack.
    """
    batch, declared = _for_change(batch_id, by=by, states=(BatchState.DONE,))
    if declared.take_back is None:
        raise NeverTakenBack
    if batch.undo_until is None or at > batch.undo_until:
        raise TooLateToUndo
    declared.take_back(batch, by=by, at=at)


def _for_change(batch_id: int, *, by: Actor, states: tuple[BatchState, ...]) -> tuple[ImportBatch, Import]:
    """Lock the batch. Raises NotThere where the actor may not see it, NotInThisState."""
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotThere
    declared = import_named(batch.kind)
    seen = ImportBatch.objects.visible_to(by, kind=batch.kind, permission=declared.permission)
    if not by.may(declared.permission) or not seen.filter(pk=batch.pk).exists():
        raise NotThere
    if batch.state not in states:
        raise NotInThisState(state=batch.get_state_display())
    return batch, declared


def _not_here_yet(county: str, kind: str, digest: str) -> None:
    known = ImportBatch.objects.filter(county_code=county, kind=kind, sha256=digest, state__in=TAKES_THE_FILE).first()
    if known is not None:
        raise ReceivedBefore(
            field="file",
            at=known.uploaded_at,
            who=known.uploaded_by_title,
            number=str(known.pk),
            state=known.get_state_display(),
        )
