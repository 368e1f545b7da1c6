"""The roster as each side may see it: the enterprise its entries, two desks the entries, everybody else the counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fugong.approvals.models import Application
from fugong.approvals.queries.applications import seen
from fugong.approvals.rules.lifecycle import State
from fugong.approvals.rules.roster import ISOLATION, PAPER, PURPOSE, is_observed
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.personal import Purpose, Retention, keeping, masked_phone, retention_on
from fugong.core.refusals import NotThere
from fugong.registry import public as registry

__all__ = [
    "DESKS",
    "Line",
    "Roster",
    "entries_of",
    "may_see_entries",
    "own_person",
    "own_roster",
    "roster_for_office",
    "without_clock",
]

# The desks whose check the roster serves; nobody else in an office sees an entry.
DESKS = ("township", "health")
_ON_ITS_DESK = (State.DRAFT, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a list shows it, its telephone masked; ``is_readable`` tells whether its key is still there."""

    number: int
    own_number: str
    job: str
    origin: str
    arrived_on: str
    isolation: str
    phone: str
    is_readable: bool


@dataclass(frozen=True)
class Roster:
    """A roster with its purpose and clock; ``lines`` is empty for those who see counts alone."""

    application: Application
    purpose: Purpose
    retention: Retention
    held: keeping.Held | None
    persons: int
    observed: int
    lines: tuple[Line, ...]
    sees_entries: bool
    may_add: bool

    @property
    def is_erased(self) -> bool:
        """Tell whether what was held is gone."""
        return self.held is not None and self.held.erased_at is not None


def own_roster(actor: Actor, application_id: int, *, now: datetime) -> Roster:
    """Give the roster to the enterprise that keeps it. Raises NotThere, KeysAway."""
    row = _own(actor, application_id, now=now)
    may_add = PAPER in row.papers and row.state in _ON_ITS_DESK
    return _roster(row, sees_entries=True, may_add=may_add, now=now)


def own_person(actor: Actor, application_id: int, number: int, *, now: datetime) -> Mapping[str, str]:
    """Give one entry in full to the enterprise that keeps it. Raises NotThere, also when it cannot be read any more."""
    row = _own(actor, application_id, now=now)
    found = next((entry for entry in entries_of(row) if entry.number == number), None)
    if found is None or found.values is None:
        raise NotThere
    return found.values


def roster_for_office(actor: Actor, application_id: int, *, now: datetime) -> Roster:
    """Give an office the entries if it sits at a desk that checks them, else the counts. Raises NotThere, KeysAway."""
    row = seen(actor, application_id, on=day_of(now))
    return _roster(row, sees_entries=may_see_entries(actor, row), may_add=False, now=now)


def may_see_entries(actor: Actor, row: Application) -> bool:
    """Tell whether the actor's office checks this very roster: the enterprise's township, or health."""
    if not actor.may("personal.view", row.division_code):
        return False
    offices = actor.organisations_for("personal.view")
    return row.opinions.filter(desk__in=DESKS, organisation_id__in=offices).exists()


def entries_of(row: Application) -> list[keeping.Entry]:
    """Give the entries held for an application now. Raises KeysAway."""
    held = keeping.held(row, purpose=PURPOSE.code)
    return keeping.entries(held.group_id) if held and held.erased_at is None else []


def without_clock() -> list[int]:
    """Give the applications whose rosters have no clock yet but the longest one."""
    return [int(key) for key in keeping.unsettled(Application, purpose=PURPOSE.code)]


def _own(actor: Actor, application_id: int, *, now: datetime) -> Application:
    row = seen(actor, application_id, on=day_of(now))
    if not registry.may_act_for(actor, row.enterprise_id, on=day_of(now)):
        raise NotThere
    return row


def _roster(row: Application, *, sees_entries: bool, may_add: bool, now: datetime) -> Roster:
    held = keeping.held(row, purpose=PURPOSE.code)
    entries = keeping.entries(held.group_id) if held and held.erased_at is None else []
    return Roster(
        application=row,
        purpose=PURPOSE,
        retention=retention_on(PURPOSE, held.opened_on if held else day_of(now)),
        held=held,
        persons=held.persons if held else 0,
        observed=sum(is_observed(entry.values or {}) for entry in entries),
        lines=tuple(_line(entry) for entry in entries) if sees_entries else (),
        sees_entries=sees_entries,
        may_add=may_add,
    )


def _line(entry: keeping.Entry) -> Line:
    values = entry.values or {}
    return Line(
        number=entry.number,
        own_number=values.get("own_number", ""),
        job=values.get("job", ""),
        origin=values.get("origin", ""),
        arrived_on=values.get("arrived_on", ""),
        isolation=ISOLATION.get(values.get("isolation", ""), ""),
        phone=masked_phone(values.get("phone", "")),
        is_readable=entry.values is not None,
    )
