"""Deciding many applications alike: the order is given once, worked off one by one, stopped and taken up again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from fugong.approvals.actions import review
from fugong.approvals.models import Batch, BatchItem
from fugong.approvals.queries.batches import batch_seen, progress
from fugong.approvals.queries.weighing import dry_run
from fugong.approvals.rules.batches import BatchIsOver, Chosen, ItemState, guard_chosen, reason_of
from fugong.approvals.rules.consistency import guard_consistency
from fugong.approvals.rules.decisions import Outcome, Wish
from fugong.core import audit, idempotency, jobs
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotPermitted, Problem, Refused
from fugong.core.wording import N_


@idempotency.once
def create(chosen: Sequence[Chosen], *, wish: Wish, consistency_note: str = "", by: Actor, at: datetime) -> int:
    """Order that these applications be decided alike; give the order's number. The worker does the rest.

    Raises Invalid when nothing could be decided, DecidedOtherwise, NotPermitted.
    """
    require(by, "approvals.decide")
    run = dry_run(chosen, wish, by=by, at=at)
    seen = [(line.chosen, line.application) for line in run.lines if line.application is not None]
    county = guard_chosen(chosen, counties=(row.county_code for _one, row in seen))
    if not run.decided or by.account_id is None:
        raise Invalid([Problem("chosen", N_("所选申请均不能按此办理，没有创建批量办理单。请查看跳过原因。"))])
    guard_consistency(run.otherwise, note=consistency_note)
    batch = Batch.objects.create(
        county_code=county, outcome=wish.outcome, effective_on=wish.effective_on, conditions=list(wish.conditions),
        reasons=list(wish.reasons), note=wish.note, consistency_note=consistency_note.strip(), created_at=at,
        created_by=by.title, created_by_account_id=by.account_id,
    )  # fmt: skip
    BatchItem.objects.bulk_create(
        BatchItem(county_code=county, batch=batch, application=row, version=one.version) for one, row in seen
    )
    jobs.defer("approvals.work_off", batch_id=batch.pk)
    audit.record(
        county=county, action="approvals.batch.created", subject=batch, by=by, at=at,
        changes={"outcome": (None, wish.outcome), "total": (None, len(seen))}, note=wish.note,
    )  # fmt: skip
    return batch.pk


@idempotency.once
def work_on(item_id: int, *, by: Actor, at: datetime) -> str:
    """Decide one application of an order, or note why not; give what became of it.

    The item's locked row is the key: whoever comes second, another worker or the same one after it was killed, finds
    it done. What the decision refuses, by the right and the facts of this moment, is the reason for skipping.
    """
    item = BatchItem.objects.select_for_update().get(pk=item_id)
    batch = Batch.objects.get(pk=item.batch_id)
    if item.state != ItemState.WAITING or batch.stopped_at is not None:
        return item.state
    try:
        with transaction.atomic():  # what is refused leaves nothing behind, and the order goes on
            item.document_number = _decide(batch, item, by=by, at=at)
        item.state = ItemState.DONE
    except Refused as refusal:
        reason = reason_of(refusal)
        item.state, item.refusal_code = ItemState.SKIPPED, refusal.code
        item.refusal, item.facts = reason.message, reason.facts
    item.worked_at = at
    item.save(update_fields=["state", "document_number", "refusal_code", "refusal", "facts", "worked_at"])
    return item.state


@idempotency.once
def finish(batch_id: int, *, by: Actor, at: datetime) -> bool:
    """Close an order once nothing waits in it; tell whether it was closed now."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    reached = progress(batch)
    if batch.finished_at is not None or reached.waiting:
        return False
    batch.finished_at = at
    batch.save(update_fields=["finished_at"])
    audit.record(
        county=batch.county_code, action="approvals.batch.finished", subject=batch, by=by, at=at,
        changes={"done": (None, reached.done), "skipped": (None, reached.skipped)},
    )  # fmt: skip
    return True


@idempotency.once
def stop(batch_id: int, *, by: Actor, at: datetime) -> None:
    """Stop an order; the application in hand is finished, the others wait. Raises BatchIsOver, NotThere."""
    batch = _held(batch_id, by=by)
    if batch.finished_at is not None or batch.stopped_at is not None:
        raise BatchIsOver
    batch.stopped_at = at
    batch.save(update_fields=["stopped_at"])
    audit.record(
        county=batch.county_code, action="approvals.batch.stopped", subject=batch, by=by, at=at,
        changes={"waiting": (None, progress(batch).waiting)},
    )  # fmt: skip


@idempotency.once
def resume(batch_id: int, *, by: Actor, at: datetime) -> None:
    """Take a stopped order up again; only who gave it may, for it is worked off by that right.

    Raises BatchIsOver, NotPermitted, NotThere.
    """
    batch = _held(batch_id, by=by)
    if batch.created_by_account_id != by.account_id:
        raise NotPermitted(N_("该批量办理单由他人创建，只能由创建人继续办理。"))
    if batch.finished_at is not None or batch.stopped_at is None:
        raise BatchIsOver
    batch.stopped_at = None
    batch.save(update_fields=["stopped_at"])
    jobs.defer("approvals.work_off", batch_id=batch.pk)
    audit.record(
        county=batch.county_code, action="approvals.batch.resumed", subject=batch, by=by, at=at,
        changes={"waiting": (None, progress(batch).waiting)},
    )  # fmt: skip


def _held(batch_id: int, *, by: Actor) -> Batch:
    require(by, "approvals.decide")
    return Batch.objects.select_for_update().get(pk=batch_seen(by, batch_id).pk)


def _decide(batch: Batch, item: BatchItem, *, by: Actor, at: datetime) -> str:
    require(by, "approvals.decide")
    why = batch.consistency_note
    if batch.outcome == Outcome.REFUSE:
        return review.refuse(
            item.application_id, item.version, reasons=batch.reasons, note=batch.note, consistency_note=why,
            by=by, at=at,
        )  # fmt: skip
    day = batch.effective_on
    assert day is not None  # noqa: S101  # a grant was ordered with its day
    return review.grant(
        item.application_id, item.version, effective_on=day, conditions=batch.conditions, consistency_note=why,
        by=by, at=at,
    )  # fmt: skip
