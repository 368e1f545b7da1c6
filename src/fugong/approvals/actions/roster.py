"""The roster of those who return: the enterprise keeps it and puts it right, offices look into it with a reason."""

from collections.abc import Mapping
from datetime import date, datetime

from fugong.approvals.actions.drafting import WRITABLE
from fugong.approvals.actions.locking import locked_for, locked_own
from fugong.approvals.models import Application
from fugong.approvals.queries.roster import entries_of, may_see_entries
from fugong.approvals.rules.lifecycle import OPEN, STATE_WORDS, CannotMove, State
from fugong.approvals.rules.roster import FIELDS, MOST_PERSONS, PAPER, PURPOSE, faults_in_person, persons_in
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor, require
from fugong.core.personal import keeping, viewing
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Problem
from fugong.core.texts.cleaning import clean_line
from fugong.core.wording import N_


class NotAsked(CannotMove):
    """The policy asks no roster of this application; then none may be collected."""

    code = "roster_not_asked"
    message = N_("本次申请不需要返岗人员名单，平台不收集。")


@idempotency.once
def add(application_id: int, *, pasted: str, by: Actor, at: datetime) -> int:
    """Put the persons of the pasted lines on the roster, all or none; give their number.

    Raises Invalid naming every problem of every line, NotAsked, CannotMove, NotThere, NotPermitted, KeysAway.
    """
    row = locked_own(application_id, by=by, at=at)
    if PAPER not in row.papers:
        raise NotAsked
    if row.state not in WRITABLE:
        raise CannotMove(state=STATE_WORDS[State(row.state)], move=N_("补充名单"))
    there = entries_of(row)
    known = [entry.values["own_number"] for entry in there if entry.values]
    persons, problems = persons_in(pasted, known=known, on=day_of(at))
    if not problems and len(there) + len(persons) > MOST_PERSONS:
        problems = [Problem("pasted", N_("名单不能超过 %(most)s 人。"), {"most": MOST_PERSONS})]
    if problems:
        raise Invalid(problems)
    keeping.keep(row, purpose=PURPOSE.code, county=row.county_code, persons=persons, at=at)
    audit.record(
        county=row.county_code, action="approvals.roster.added", subject=row, by=by, at=at,
        changes={"persons": (len(there), len(there) + len(persons))},
    )  # fmt: skip
    return len(persons)


@idempotency.once
def correct(application_id: int, *, number: int, typed: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Put one entry right, in any state of the application: the person asked for it, or a slip was found.

    Raises Invalid, NotThere, NotPermitted, KeysAway. The trail names the fields, not what they say.
    """
    row = locked_own(application_id, by=by, at=at)
    person = {field.key: clean_line(typed.get(field.key, "")) for field in FIELDS}
    faults = faults_in_person(person, on=day_of(at))
    others = (entry.values for entry in entries_of(row) if entry.number != number and entry.values)
    if any(other["own_number"] == person["own_number"] for other in others):
        faults["own_number"] = N_("编号重复。")
    if faults:
        raise Invalid([Problem(key, sentence) for key, sentence in faults.items()])
    values = {key: value for key, value in person.items() if value}
    changed = keeping.correct(row, number, purpose=PURPOSE.code, values=values, at=at)
    if changed:
        audit.record(
            county=row.county_code, action="approvals.roster.corrected", subject=row, by=by, at=at,
            changes={"entry": (None, number), "corrected_fields": (None, list(changed))},
        )  # fmt: skip


@idempotency.once
def remove(application_id: int, *, number: int, by: Actor, at: datetime) -> None:
    """Erase one entry with its key, in any state of the application. Raises NotThere, NotPermitted, KeysAway."""
    row = locked_own(application_id, by=by, at=at)
    keeping.remove(row, number, purpose=PURPOSE.code)
    audit.record(
        county=row.county_code, action="approvals.roster.removed", subject=row, by=by, at=at,
        changes={"entry": (number, None)},
    )  # fmt: skip


@idempotency.once
def view_phone(application_id: int, *, number: int, reason: str, note: str, by: Actor, at: datetime) -> str:
    """Give the telephone number of somebody under observation to the township's or the health desk; recorded.

    Raises Invalid, TooManyViews, NotThere, NotPermitted, OwnMatter, KeysAway.
    """
    row = locked_for("personal.view", application_id, by=by, at=at)
    if not may_see_entries(by, row):
        raise NotPermitted
    held = keeping.held(row, purpose=PURPOSE.code)
    if held is None:
        raise NotThere
    return viewing.show_in_full(
        row, held.group_id, number, field="phone", reason=reason, note=note, county=row.county_code, by=by, at=at
    )


@idempotency.once
def start_clock(application_id: int, *, by: Actor, at: datetime) -> bool:
    """Start the clock of a roster whose application is settled or asks for none any more; tell whether it started."""
    # Whatever its state: drafts that no office sees have rosters too.
    row = Application.objects.select_for_update().get(pk=application_id)
    require(by, "approvals.decide", division_code=row.division_code)
    settled_on = _settled_on(row, at=at)
    if settled_on is None or not keeping.settle(row, purpose=PURPOSE.code, settled_on=settled_on):
        return False
    held = keeping.held(row, purpose=PURPOSE.code)
    audit.record(
        county=row.county_code, action="approvals.roster.settled", subject=row, by=by, at=at,
        changes={"erase_on": (None, held.erase_on if held else None)},
    )  # fmt: skip
    return True


def _settled_on(row: Application, *, at: datetime) -> date | None:
    if row.state in OPEN:
        return None if PAPER in row.papers else day_of(at)
    return day_of(row.decided_at) if row.decided_at else day_of(at)
