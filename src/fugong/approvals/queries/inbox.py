"""The offices' first page: what waits, from whom, since when, due when, and what to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from fugong.approvals.models import Application, Opinion
from fugong.approvals.models.application import ApplicationQuerySet
from fugong.approvals.rules.deadlines import WARNING, Lamp, lamp
from fugong.approvals.rules.lifecycle import EFFECTIVE, State
from fugong.core.calendar import day_of
from fugong.core.calendar.overrides import office_calendar
from fugong.core.permission import Actor
from fugong.core.wording import N_
from fugong.registry import public as registry

TABS = {"todo": N_("待办"), "waiting": N_("等待他人"), "done": N_("已办")}


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One line of the inbox."""

    id: int
    enterprise_name: str
    place: str
    mode: str
    state: str
    submitted_at: datetime | None
    decided_at: datetime | None
    document_number: str
    lamp: Lamp
    next_step: str
    waiting_for: tuple[str, ...]
    is_deemed: bool
    decided_by_clock: bool


def inbox(actor: Actor, *, tab: str, now: datetime) -> ApplicationQuerySet:
    """Give the applications of one tab for this actor: those to act on, those that wait for others, those done."""
    rows = Application.objects.visible_to(actor, on=day_of(now)).handed_in()
    opinions = Opinion.objects.order_by("pk")
    rows = rows.prefetch_related(Prefetch("opinions", opinions)).order_by(F("due_at").asc(nulls_last=True), "pk")
    if tab == "done":
        settled = Q(
            state__in=[*EFFECTIVE, State.REFUSED, State.SUSPENDED, State.REVOKED, State.WITHDRAWN, State.LAPSED]
        )
        return rows.filter(settled).order_by(F("decided_at").desc(nulls_last=True), "-pk")
    mine = Q(state=State.IN_REVIEW) & _mine_to_act(actor, now=now)
    if tab == "waiting":
        return rows.filter(state__in=[State.IN_REVIEW, State.RETURNED]).exclude(mine)
    return rows.filter(mine)


def todo_count(actor: Actor, *, now: datetime) -> int:
    """Count what waits for this actor; the number in the menu equals the length of the list."""
    return inbox(actor, tab="todo", now=now).count()


def inbox_rows(applications: Iterable[Application], *, now: datetime) -> list[InboxRow]:
    """Make the lines for one page of applications; one more query for the places, one for each county's calendar."""
    page = list(applications)
    calendars = {county: office_calendar(county) for county in {row.county_code for row in page}}
    places = registry.township_names({row.division_code for row in page})
    return [
        InboxRow(
            id=row.pk,
            enterprise_name=row.enterprise_name,
            place=places.get(row.division_code, row.division_code),
            mode=row.mode,
            state=row.state,
            submitted_at=row.submitted_at,
            decided_at=row.decided_at,
            document_number=row.document_number,
            lamp=lamp(row.state, due=row.due_at, now=now, calendar=calendars[row.county_code]),
            next_step=_next_step(row),
            waiting_for=tuple(o.office for o in row.opinions.all() if not o.verdict),
            is_deemed=bool(row.deemed_basis),
            decided_by_clock=row.decided_by_clock,
        )
        for row in page
    ]


def _mine_to_act(actor: Actor, *, now: datetime) -> Q:
    """Tell reviews on which this actor's office has the next word.

    A desk acts while its opinion is awaited; the deciding officer once every desk has answered, and in any case when
    the answer is nearly due, for then somebody must chase it.
    """
    awaited = Opinion.objects.filter(application=OuterRef("pk"), verdict="")
    acts = Q(pk__in=())
    if actor.may("approvals.decide"):
        acts |= Q(~Exists(awaited)) | Q(due_at__lte=now + WARNING)
    if actor.may("approvals.opine"):
        # Asked once for all, not once for each application: there the database may read all silent opinions each time.
        own = Opinion.objects.filter(organisation_id__in=actor.organisations_for("approvals.opine"), verdict="")
        acts |= Q(pk__in=own.values("application_id"))
    return acts


def _next_step(row: Application) -> str:
    if row.state == State.RETURNED:
        return N_("等待企业补正")
    if row.state != State.IN_REVIEW:
        return N_("查看")
    opinions = row.opinions.all()
    if any(not opinion.verdict for opinion in opinions):
        return N_("等待会审意见")
    return N_("会商") if any(opinion.verdict == "disagree" for opinion in opinions) else N_("作出决定")
