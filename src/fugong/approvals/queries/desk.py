"""The enterprise's own first page: for each enterprise the person speaks for, where it stands and what comes next."""

from dataclasses import dataclass
from datetime import datetime

from fugong.approvals.models import Application, Restart
from fugong.approvals.rules.deadlines import Lamp, lamp
from fugong.approvals.rules.lifecycle import EFFECTIVE, OPEN, State
from fugong.core.calendar import day_of
from fugong.core.calendar.overrides import office_calendar
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.policy import public as policy
from fugong.registry import public as registry


@dataclass(frozen=True)
class Desk:
    """One enterprise on the desk of the person who speaks for it.

    ``next_step``: apply, write, correct, wait, confirm, running, suspended or unruled (no policy in force).
    """

    enterprise: registry.EnterpriseCard
    triage: policy.Triage | None
    application: Application | None
    restart: Restart | None
    lamp: Lamp | None
    next_step: str


def desks(actor: Actor, *, now: datetime) -> tuple[Desk, ...]:
    """Give the desks of all enterprises the actor speaks for, in pinyin order."""
    cards = registry.enterprises_of(actor, on=day_of(now))
    ids = [card.id for card in cards]
    latest = {row.enterprise_id: row for row in Application.objects.filter(enterprise_id__in=ids).order_by("pk")}
    running = {row.enterprise_id: row for row in Restart.objects.filter(enterprise_id__in=ids, stopped_on=None)}
    return tuple(_desk(card, latest.get(card.id), running.get(card.id), now=now) for card in cards)


def desk(actor: Actor, enterprise_id: int, *, now: datetime) -> Desk:
    """Give one enterprise's desk. Raises NotThere unless the actor speaks for it."""
    if not registry.may_act_for(actor, enterprise_id, on=day_of(now)):
        raise NotThere
    card = registry.enterprise_card(enterprise_id, on=day_of(now))
    latest = Application.objects.filter(enterprise_id=enterprise_id).order_by("-pk").first()
    running = Restart.objects.filter(enterprise_id=enterprise_id, stopped_on=None).first()
    return _desk(card, latest, running, now=now)


def _desk(
    card: registry.EnterpriseCard, application: Application | None, restart: Restart | None, *, now: datetime
) -> Desk:
    try:
        triage = policy.triage(
            county_code=card.county_code,
            division_code=card.division_code,
            industry_code=card.industry_code,
            on=day_of(now),
        )
    except policy.NoPolicyInForce:
        triage = None
    shown = None
    if application is not None:
        calendar = office_calendar(card.county_code)
        shown = lamp(application.state, due=application.due_at, now=now, calendar=calendar)
    return Desk(card, triage, application, restart, shown, _next_step(triage, application, restart))


_STEP_OF_STATE = {
    State.DRAFT: "write",
    State.RETURNED: "correct",
    State.IN_REVIEW: "wait",
    State.SUSPENDED: "suspended",
}


def _next_step(triage: policy.Triage | None, application: Application | None, restart: Restart | None) -> str:
    state = State(application.state) if application else None
    if state in OPEN and triage is not None and triage.mode == "none":
        # Begun under yesterday's rule; today's asks for no application. What was handed in the clock settles.
        return "running" if restart is not None else "confirm"
    if state in _STEP_OF_STATE:
        return _STEP_OF_STATE[state]
    if restart is not None:
        return "running"
    if state in EFFECTIVE or (triage is not None and triage.mode == "none"):
        return "confirm"
    return "apply" if triage is not None else "unruled"
