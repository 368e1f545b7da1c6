"""Single applications, as doors and jobs ask for them."""

from dataclasses import dataclass
from datetime import date, datetime

from fugong.approvals.models import Application, Restart
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """What others may know of an application."""

    id: int
    version: int
    enterprise_id: int
    enterprise_name: str
    mode: str
    state: str
    submitted_at: datetime | None
    due_at: datetime | None
    decided_at: datetime | None
    effective_on: date | None
    document_number: str
    decided_by_clock: bool


def county_of(application_id: int) -> str:
    """Give the county that decides the application. Raises NotThere."""
    county = Application.objects.filter(pk=application_id).values_list("county_code", flat=True).first()
    if county is None:
        raise NotThere
    return county


def seen(actor: Actor, application_id: int, *, on: date) -> Application:
    """Give the bare application. Raises NotThere when the actor may not see it."""
    row = Application.objects.visible_to(actor, on=on).filter(pk=application_id).first()
    if row is None:
        raise NotThere
    return row


def latest_application(enterprise_id: int) -> ApplicationCard | None:
    """Give the enterprise's latest application, whatever its state."""
    row = Application.objects.filter(enterprise_id=enterprise_id).order_by("-started_at", "-pk").first()
    return _card(row) if row else None


def running_restart(enterprise_id: int) -> Restart | None:
    """Give the enterprise's running restart, if it confirmed one."""
    return Restart.objects.filter(enterprise_id=enterprise_id, stopped_on=None).first()


def _card(row: Application) -> ApplicationCard:
    return ApplicationCard(
        id=row.pk,
        version=row.version,
        enterprise_id=row.enterprise_id,
        enterprise_name=row.enterprise_name,
        mode=row.mode,
        state=row.state,
        submitted_at=row.submitted_at,
        due_at=row.due_at,
        decided_at=row.decided_at,
        effective_on=row.effective_on,
        document_number=row.document_number,
        decided_by_clock=row.decided_by_clock,
    )
