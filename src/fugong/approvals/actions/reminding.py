"""The office clock: reminds those whose answer is near its limit or overdue; nothing waits in silence."""

from datetime import datetime

from fugong.approvals.actions.locking import locked_for
from fugong.approvals.models import Application, Reminder
from fugong.approvals.rules.deadlines import warns_at
from fugong.approvals.rules.lifecycle import State
from fugong.core import audit, idempotency
from fugong.core.permission import Actor
from fugong.core.wording import N_


@idempotency.once
def remind(application_id: int, *, by: Actor, at: datetime) -> bool:
    """Note the reminder that is due now, once for each limit; tell whether one was made. Raises NotThere."""
    row = locked_for("approvals.decide", application_id, by=by, at=at)
    if row.state != State.IN_REVIEW or row.due_at is None or at < warns_at(row.due_at):
        return False
    kind = "overdue" if at >= row.due_at else "near"
    reminder, made = Reminder.objects.get_or_create(
        application=row, kind=kind, due_at=row.due_at,
        defaults={"county_code": row.county_code, "offices": _awaited(row), "reminded_at": at},
    )  # fmt: skip
    if made:
        audit.record(
            county=row.county_code, action="approvals.application.reminded", subject=row, by=by, at=at,
            note=reminder.offices,
        )  # fmt: skip
    return made


def _awaited(row: Application) -> str:
    silent = "、".join(row.opinions.filter(verdict="").values_list("office", flat=True))
    return silent or N_("经贸主管部门")
