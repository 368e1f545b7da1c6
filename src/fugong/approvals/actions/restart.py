"""The enterprise's own word: we work again. Only this counts as resumed, in every mode."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from fugong.approvals.actions.announcing import announce_restart
from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.eligibility import AlreadyRunning, guard_existing, guard_restart, guard_restart_day
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.refusals import NotThere
from fugong.policy import public as policy
from fugong.registry import public as registry


@idempotency.once
def confirm(enterprise_id: int, *, restarted_on: date, by: Actor, at: datetime) -> int:
    """Confirm that the enterprise works since a day; give the restart's id.

    The mode that counts is the one in force on that day. Raises NotYetAllowed, AlreadyRunning, Invalid, NotThere,
    NotPermitted, NoPolicyInForce, EnterpriseIsClosed.
    """
    require(by, "restart.confirm")
    if not registry.may_act_for(by, enterprise_id, on=day_of(at)):
        raise NotThere
    guard_restart_day(restarted_on, on=day_of(at))
    card = registry.enterprise_card(enterprise_id, on=day_of(at))
    guard_existing(card.closed_on, on=day_of(at))
    permission = Application.objects.select_for_update().standing().filter(enterprise_id=enterprise_id).first()
    mode = _mode_on(card, restarted_on)
    guard_restart(
        mode=mode,
        permission=permission.state if permission else None,
        allowed_from=permission.effective_on if permission else None,
        restarted_on=restarted_on,
    )
    row = _insert(
        Restart(
            county_code=card.county_code, enterprise_id=card.id, mode=mode, restarted_on=restarted_on,
            application=permission if mode != "none" else None, confirmed_at=at, confirmed_by=by.title,
        )
    )  # fmt: skip
    announce_restart(row, enterprise=card, at=at)
    audit.record(
        county=card.county_code, action="approvals.restart.confirmed", subject=row, by=by, at=at,
        changes={"restarted_on": (None, restarted_on)}, note=card.name,
    )  # fmt: skip
    return row.pk


def _mode_on(card: registry.EnterpriseCard, day: date) -> str:
    return policy.triage(
        county_code=card.county_code, division_code=card.division_code, industry_code=card.industry_code, on=day
    ).mode


def _insert(row: Restart) -> Restart:
    running = Restart.objects.filter(enterprise_id=row.enterprise_id, stopped_on=None).first()
    if running is not None:
        raise AlreadyRunning(restarted_on=running.restarted_on.isoformat())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyRunning(restarted_on=row.restarted_on.isoformat()) from None
    return row
