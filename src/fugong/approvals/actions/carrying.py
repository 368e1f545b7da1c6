"""From one phase to the next: what waits under an old rule is settled, what stands stands, unless policy ends it."""

from datetime import datetime

from fugong.approvals.actions.announcing import announce
from fugong.approvals.actions.drafting import under_policy
from fugong.approvals.actions.locking import moved
from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.carrying import ends_permission, ends_running, is_settled_by
from fugong.approvals.rules.lifecycle import Move, after
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.policy import public as policy
from fugong.registry import public as registry


@idempotency.once
def carry_over(enterprise_id: int, *, by: Actor, at: datetime) -> tuple[str, ...]:
    """Let today's rule take hold of what the enterprise began or obtained under an earlier one; name what was done.

    Done again it finds nothing to do. Raises NoPolicyInForce, NotThere, NotPermitted.
    """
    day = day_of(at)
    card = registry.enterprise_card(enterprise_id, on=day)
    require(by, "approvals.decide", division_code=card.division_code)
    row = Application.objects.select_for_update().standing().filter(enterprise_id=enterprise_id).first()
    restart = Restart.objects.select_for_update().filter(enterprise_id=enterprise_id, stopped_on=None).first()
    today = policy.triage(
        county_code=card.county_code, division_code=card.division_code, industry_code=card.industry_code, on=day
    )
    given_on = day_of(row.decided_at) if row and row.decided_at else None
    end_before = today.permissions_end_before
    acts: list[tuple[str, Application | Restart, dict[str, tuple[object, object]]]] = []
    if restart and ends_running(restart.restarted_on, permitted_on=given_on, end_before=end_before):
        restart.stopped_on = day
        restart.save(update_fields=["stopped_on"])
        acts.append(("approvals.restart.stopped", restart, {"stopped_on": (None, day)}))
    if row and is_settled_by(today.mode, state=row.state):
        acts.append(("approvals.application.settled", row, _settled(row, today, by=by, at=at)))
        announce(row, "approvals.application.decided", state=row.state, at=at)
    elif row and ends_permission(row.state, given_on=given_on, end_before=end_before):
        state = after(row.state, Move.LAPSE, mode=row.mode)
        acts.append(("approvals.application.lapsed", row, moved(row, state=state, lapsed_on=day)))
    for action, subject, changes in acts:
        audit.record(
            county=card.county_code, action=action, subject=subject, by=by, at=at, changes=changes,
            note=f"{today.basis.document_number} {today.basis.title}".strip(),
        )  # fmt: skip
    return tuple(action for action, _subject, _changes in acts)


def _settled(row: Application, today: policy.Triage, *, by: Actor, at: datetime) -> dict[str, tuple[object, object]]:
    row.corrections.filter(answered_at=None).update(answered_at=at)
    state = after(row.state, Move.SETTLE, mode=row.mode)
    before = row.mode
    under_policy(row, today)
    changes = moved(
        row, state=state, due_at=None, decided_at=at, decided_by=by.title, decided_by_clock=True,
        effective_on=day_of(at), mode=row.mode, tier=row.tier, papers=row.papers, basis=row.basis,
        reply_working_days=row.reply_working_days, deemed_basis=row.deemed_basis,
    )  # fmt: skip
    return {**changes, "mode": (before, row.mode)}
