"""Objections as pages show them: those that wait for an answer, one in full, and what may be objected to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fugong.approvals.models import Appeal, Application
from fugong.approvals.models.appeal import AppealQuerySet
from fugong.approvals.queries.impartiality import hands_of
from fugong.approvals.rules.appeals import APPEAL_WITHIN, Ruling, ruling_of
from fugong.approvals.rules.deadlines import Lamp, lamp
from fugong.approvals.rules.lifecycle import State
from fugong.core.calendar import day_of
from fugong.core.calendar.overrides import office_calendar
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere
from fugong.registry import public as registry


@dataclass(frozen=True)
class AppealPage:
    """One objection with how it stands against its clock, and whether this reader may answer it."""

    appeal: Appeal
    lamp: Lamp
    may_answer: bool
    is_own_decision: bool


@dataclass(frozen=True, slots=True)
class AppealRow:
    """One line of the list of objections."""

    id: int
    enterprise_name: str
    place: str
    against: str
    contested_number: str
    filed_at: datetime
    lamp: Lamp
    outcome: str


def ruling_on(row: Application) -> Ruling | None:
    """Give the decision on the application that can be objected to, if there is one."""
    return ruling_of(
        state=row.state,
        conditions=row.conditions,
        decided=(row.decided_at, row.decided_by_account_id),
        suspended=(row.suspended_at, row.suspended_by_account_id),
    )


def appeals_of(row: Application) -> tuple[Appeal, ...]:
    """Give the objections to decisions on an application, latest first."""
    return tuple(row.appeals.select_related("attachment").order_by("-filed_at", "-pk"))


def appealable(row: Application, earlier: Iterable[Appeal], *, now: datetime) -> Ruling | None:
    """Give the decision, if the enterprise may still object to it for the first time."""
    ruling = ruling_on(row)
    if ruling is None or now > ruling.made_at + APPEAL_WITHIN:
        return None
    return None if any(one.contested_at == ruling.made_at for one in earlier) else ruling


def appeal_seen(actor: Actor, appeal_id: int, *, at: datetime) -> Appeal:
    """Give one objection. Raises NotThere when the actor may not see its application."""
    found = Appeal.objects.visible_to(actor, on=day_of(at)).select_related("application", "attachment")
    row = found.filter(pk=appeal_id).first()
    if row is None:
        raise NotThere
    return row


def appeal_page(actor: Actor, appeal_id: int, *, now: datetime) -> AppealPage:
    """Give one objection in full. Raises NotThere."""
    row = appeal_seen(actor, appeal_id, at=now)
    hands = hands_of(actor, "approvals.decide")
    application = row.application
    own_decision = row.contested_by_account_id in hands.accounts(application.division_code)
    may_decide = actor.may("approvals.decide", application.division_code) and not hands.own_matter(application)
    return AppealPage(
        appeal=row,
        lamp=_lamp(row, now=now),
        may_answer=may_decide and not own_decision and not row.outcome,
        is_own_decision=may_decide and own_decision and not row.outcome,
    )


def appeals(actor: Actor, *, done: bool, now: datetime) -> AppealQuerySet:
    """Give the objections in the actor's area: those that wait, first due first, or those answered, latest first."""
    rows = Appeal.objects.visible_to(actor, on=day_of(now)).select_related("application")
    return rows.exclude(outcome="").order_by("-answered_at", "-pk") if done else rows.waiting().order_by("due_at", "pk")


def appeal_rows(found: Iterable[Appeal], *, now: datetime) -> list[AppealRow]:
    """Make the lines for one page of objections; one more query for the places, one for each county's calendar."""
    page = list(found)
    places = registry.township_names({row.application.division_code for row in page})
    calendars = {county: office_calendar(county) for county in {row.county_code for row in page}}
    return [
        AppealRow(
            id=row.pk,
            enterprise_name=row.application.enterprise_name,
            place=places.get(row.application.division_code, row.application.division_code),
            against=row.against,
            contested_number=row.contested_number,
            filed_at=row.filed_at,
            lamp=lamp(_clock_state(row), due=row.due_at, now=now, calendar=calendars[row.county_code]),
            outcome=row.outcome,
        )
        for row in page
    ]


def waiting_appeals(actor: Actor, *, now: datetime) -> int:
    """Count the objections in the area of one who decides; nobody else has to answer them."""
    return appeals(actor, done=False, now=now).count() if actor.may("approvals.decide") else 0


def _lamp(row: Appeal, *, now: datetime) -> Lamp:
    return lamp(_clock_state(row), due=row.due_at, now=now, calendar=office_calendar(row.county_code))


def _clock_state(row: Appeal) -> str:
    """Give the state by whose clock the lamp is lit: an open objection runs like a review."""
    return "" if row.outcome else State.IN_REVIEW
