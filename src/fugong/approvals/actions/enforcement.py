"""After the decision: a permission is suspended when what it rests on fails, given back when mended, or revoked."""

from datetime import datetime

from fugong.approvals.actions.issuing import issue
from fugong.approvals.actions.locking import locked_for, moved
from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.lifecycle import Move, after
from fugong.approvals.rules.reasons import REVOCATION, SUSPENSION, guard_reasons
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor


@idempotency.once
def suspend(application_id: int, version: int, *, reason: str, note: str = "", by: Actor, at: datetime) -> None:
    """Suspend a permission in force; a running restart under it ends that day. Raises Invalid, CannotMove, Stale."""
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.SUSPEND, mode=row.mode)
    (known,) = guard_reasons([reason] if reason else [], known=SUSPENSION)
    whose = {"suspended_at": at, "suspended_by_account_id": by.account_id}
    _ended(
        row, "suspended", "approvals.application.suspended", state=state, reason=known, note=note, by=by, at=at, **whose
    )


@idempotency.once
def revoke(application_id: int, version: int, *, reason: str, note: str = "", by: Actor, at: datetime) -> str:
    """Revoke a permission in force or suspended, for good; a running restart under it ends that day.

    Gives the number of the decision. Raises Invalid, CannotMove, Stale, NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.REVOKE, mode=row.mode)
    (known,) = guard_reasons([reason] if reason else [], known=REVOCATION)
    return _ended(row, "revoked", "approvals.application.revoked", state=state, reason=known, note=note, by=by, at=at)


@idempotency.once
def reinstate(application_id: int, version: int, *, note: str = "", by: Actor, at: datetime) -> None:
    """Give a suspended permission back; the enterprise then confirms its restart anew. Raises CannotMove, Stale."""
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.REINSTATE, mode=row.mode)
    changes = moved(row, state=state, reasons=[], decision_note=note, effective_on=day_of(at), suspended_at=None,
                    suspended_by_account_id=None)  # fmt: skip
    audit.record(
        county=row.county_code, action="approvals.application.reinstated", subject=row, by=by, at=at, changes=changes,
        note=note,
    )  # fmt: skip


def _ended(
    row: Application,
    kind: str,
    action: str,
    *,
    state: str,
    reason: str,
    note: str,
    by: Actor,
    at: datetime,
    **whose: object,
) -> str:
    Restart.objects.filter(enterprise_id=row.enterprise_id, stopped_on=None).update(stopped_on=day_of(at))
    number = issue(row, kind, by=by, at=at, decided={"reasons": [reason], "decision_note": note})
    changes = moved(row, state=state, reasons=[reason], decision_note=note, **whose)
    audit.record(
        county=row.county_code, action=action, subject=row, by=by, at=at,
        changes={**changes, "notice_number": (None, number)}, note=note,
    )  # fmt: skip
    return number
