"""Applications in every state, reached through the platform's own actions; any context's tests may use them.

Where a county has no rule yet, it gets the one the state needs. All happens on Monday 2020-02-17 unless ``at`` says
otherwise: handed in at ``at``, opinions half an hour later, the decision an hour later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from fugong.approvals.actions import documents, enforcement, restart, review
from fugong.approvals.actions.drafting import save_section, start
from fugong.approvals.actions.submission import file_application, withdraw
from fugong.approvals.models import Application, IssuedDocument, Restart
from fugong.approvals.rules.questions import SECTIONS
from fugong.core.calendar import day_of
from fugong.people.public import Actor, clock_actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from .offices import (
    DESKS,
    MORNING,
    TOWNSHIP,
    approval_policy,
    commitment_policy,
    deeming_policy,
    filing_policy,
    is_ruled,
    no_application_policy,
    officer,
    reviewer,
)

__all__ = [
    "ANSWERS",
    "DESKS",
    "MORNING",
    "TOWNSHIP",
    "Filing",
    "agreed_application",
    "answers",
    "application_deemed_at_its_limit",
    "application_in_review",
    "approval_policy",
    "commitment_policy",
    "complete_draft",
    "confirm",
    "document_of",
    "draft_application",
    "filing_policy",
    "granted_application",
    "no_application_policy",
    "officer",
    "operator_of",
    "opine",
    "recorded_application",
    "refused_application",
    "returned_application",
    "reviewer",
    "revoked_application",
    "running_enterprise",
    "suspended_application",
    "withdrawn_application",
]

ANSWERS: Final = {
    "contact_post": "办公室主任",
    "contact_phone": "0851-26620000",
    "planned_restart_on": "2020-02-18",
    "staff_total": "120",
    "staff_first_batch": "60",
    "output_plan": "首月完成订单三成。",
    "mechanism_in_place": "on",
    "staff_checked": "on",
    "facilities_in_place": "on",
    "disinfection_in_place": "on",
    "training_in_place": "on",
    "prevention_plan": "分区管理，错峰用餐，每日两次测温。",
    "emergency_plan": "发热即隔离并报告属地与卫健部门。",
    "isolation_place": "厂区东侧隔离间",
    "masks_stock": "1000",
    "masks_daily_need": "120",
    "thermometers": "2",
    "disinfectant_l": "60",
    "safety_checked": "on",
}
SOON, LATER = timedelta(minutes=30), timedelta(hours=1)


@dataclass(frozen=True)
class Filing:
    """An application with the operator who speaks for its enterprise; ``row`` is read afresh each time."""

    application_id: int
    enterprise_id: int
    operator: Actor

    @property
    def row(self) -> Application:
        """Give the application as it stands now."""
        return Application.objects.get(pk=self.application_id)

    @property
    def version(self) -> int:
        """Give the version a page opened now would carry."""
        return self.row.version


def answers(changed: Mapping[str, str] | None = None, *, at: datetime = MORNING) -> dict[str, str]:
    """Give what an operator types who plans to restart on the next day."""
    return {**ANSWERS, "planned_restart_on": (day_of(at) + timedelta(1)).isoformat(), **(changed or {})}


def operator_of(enterprise_id: int) -> Actor:
    """Make an operator who speaks for the enterprise."""
    county = registry.enterprise_card(enterprise_id, on=day_of(MORNING)).county_code
    actor = people_factories.operator(county)
    registry.appoint_representative(
        enterprise_id, account_id=actor.account_id or 0, since_on=people_factories.SINCE, by=loader_actor(county),
        at=MORNING,
    )  # fmt: skip
    return actor


def draft_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Begin an application; nothing is filled in but what the register knows."""
    enterprise_id, operator = _ready_to_apply(enterprise_id, at)
    return Filing(start(enterprise_id, by=operator, at=at), enterprise_id, operator)


def complete_draft(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Fill in everything; not yet handed in."""
    filing = draft_application(enterprise_id, at=at)
    typed = answers(at=at)
    for section in SECTIONS:
        save_section(filing.application_id, filing.version, section=section.key, typed=typed, by=filing.operator, at=at)
    return filing


def application_in_review(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Hand in; the desks have been asked and are silent."""
    enterprise_id, operator = _ready_to_apply(enterprise_id, at)
    application_id = file_application(enterprise_id, answers=answers(at=at), by=operator, at=at)
    return Filing(application_id, enterprise_id, operator)


def agreed_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Let all desks agree; the decision is awaited."""
    filing = application_in_review(enterprise_id, at=at)
    for desk in DESKS:
        opine(filing, desk, at=at + SOON)
    return filing


def application_deemed_at_its_limit(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Hand it in where silence until the limit is consent."""
    enterprise_id, _operator = _ready_to_apply(enterprise_id, at, ruled_by=deeming_policy)
    return application_in_review(enterprise_id, at=at)


def returned_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Give it back for correction of the staff numbers."""
    filing = application_in_review(enterprise_id, at=at)
    review.return_for_correction(
        filing.application_id, filing.version, items={"staff_first_batch": "请核对首批返岗人数。"}, note="请补正。",
        by=officer(filing.row.county_code), at=at + LATER,
    )  # fmt: skip
    return filing


def granted_application(
    enterprise_id: int | None = None, *, at: datetime = MORNING, effective_on: date | None = None
) -> Filing:
    """Grant it, from the same day on unless another is given."""
    filing = agreed_application(enterprise_id, at=at)
    review.grant(
        filing.application_id, filing.version, effective_on=effective_on or day_of(at),
        by=officer(filing.row.county_code), at=at + LATER,
    )  # fmt: skip
    return filing


def refused_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Refuse it for want of supplies."""
    filing = application_in_review(enterprise_id, at=at)
    review.refuse(
        filing.application_id, filing.version, reasons=["supplies_short"], note="口罩不足三日用量。",
        by=officer(filing.row.county_code), at=at + LATER,
    )  # fmt: skip
    return filing


def recorded_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Hand in a commitment, which takes effect at once."""
    enterprise_id, _operator = _ready_to_apply(enterprise_id, at, ruled_by=commitment_policy)
    return application_in_review(enterprise_id, at=at)


def withdrawn_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Take it back during the review."""
    filing = application_in_review(enterprise_id, at=at)
    withdraw(filing.application_id, filing.version, by=filing.operator, at=at + LATER)
    return filing


def running_enterprise(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Grant it and let the enterprise confirm that it works."""
    filing = granted_application(enterprise_id, at=at)
    confirm(filing, at=at + LATER)
    return filing


def suspended_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Suspend the permission of an enterprise that was running."""
    filing = running_enterprise(enterprise_id, at=at)
    enforcement.suspend(
        filing.application_id, filing.version, reason="prevention_failed", note="测温记录缺失。",
        by=officer(filing.row.county_code), at=at + timedelta(days=1),
    )  # fmt: skip
    return filing


def revoked_application(enterprise_id: int | None = None, *, at: datetime = MORNING) -> Filing:
    """Revoke the permission of an enterprise that was suspended and did not mend."""
    filing = suspended_application(enterprise_id, at=at)
    enforcement.revoke(
        filing.application_id, filing.version, reason="not_mended", note="限期七日，逾期未整改。",
        by=officer(filing.row.county_code), at=at + timedelta(days=8),
    )  # fmt: skip
    return filing


def document_of(filing: Filing, kind: str, *, at: datetime = MORNING + LATER) -> IssuedDocument:
    """Have the application's latest document of a kind set and signed, as the worker does; give it."""
    document = IssuedDocument.objects.filter(application_id=filing.application_id, kind=kind).latest("pk")
    documents.make(document.pk, by=clock_actor(document.county_code), at=at)
    return IssuedDocument.objects.get(pk=document.pk)


def opine(filing: Filing, desk: str, *, at: datetime = MORNING + SOON, verdict: str = "agree", text: str = "") -> None:
    """Let a desk say what it thinks."""
    by = reviewer(desk, filing.row.division_code)
    review.opine(filing.application_id, verdict=verdict, text=text, by=by, at=at)


def confirm(filing: Filing, *, at: datetime = MORNING + LATER, restarted_on: date | None = None) -> Restart:
    """Let the enterprise say that it works, since the same day unless another is given."""
    day = restarted_on or day_of(at)
    return Restart.objects.get(pk=restart.confirm(filing.enterprise_id, restarted_on=day, by=filing.operator, at=at))


def _ready_to_apply(
    enterprise_id: int | None, at: datetime, *, ruled_by: Callable[[str], None] = approval_policy
) -> tuple[int, Actor]:
    enterprise_id = enterprise_id or make_enterprise(division_code=TOWNSHIP).pk
    county = registry.enterprise_card(enterprise_id, on=day_of(at)).county_code
    if not is_ruled(county, on=day_of(at)):
        ruled_by(county)
    return enterprise_id, operator_of(enterprise_id)
