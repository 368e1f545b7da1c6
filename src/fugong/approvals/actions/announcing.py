"""Tells other systems what happened to an application or a restart; how it stands now, they read themselves."""

from datetime import datetime

from fugong.approvals.models import Application, Restart
from fugong.core import webhooks
from fugong.core.calendar import day_of
from fugong.registry import public as registry


def announce(row: Application, event: str, *, state: str, at: datetime) -> None:
    """Announce an event about an application to who may see it there, and to who speaks for the enterprise."""
    payload = {"id": row.pk, "uscc": row.uscc, "enterprise_name": row.enterprise_name, "mode": row.mode, "state": state}
    _announce(event, payload, enterprise_id=row.enterprise_id, division_code=row.division_code, at=at)


def announce_restart(row: Restart, *, enterprise: registry.EnterpriseCard, at: datetime) -> None:
    """Announce that an enterprise works again."""
    payload = {
        "id": row.pk, "uscc": enterprise.uscc, "enterprise_name": enterprise.name, "mode": row.mode,
        "restarted_on": row.restarted_on.isoformat(),
    }  # fmt: skip
    division = enterprise.division_code
    _announce("approvals.restart.confirmed", payload, enterprise_id=enterprise.id, division_code=division, at=at)


def _announce(event: str, payload: dict[str, object], *, enterprise_id: int, division_code: str, at: datetime) -> None:
    webhooks.announce(
        event,
        county=division_code[:6],
        payload=payload,
        right="approvals.view",
        division_code=division_code,
        own_right="approvals.apply",
        spoken_for_by=lambda: registry.representatives_of(enterprise_id, on=day_of(at)),
        at=at,
    )
