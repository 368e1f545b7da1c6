"""Internal review 复核: the enterprise objects to a decision, and somebody else than its maker answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fugong.approvals.actions import enforcement, review
from fugong.approvals.actions.locking import locked, locked_own, moved
from fugong.approvals.actions.submission import set_clock
from fugong.approvals.models import Appeal, Application
from fugong.approvals.queries.appeals import appeal_seen, ruling_on
from fugong.approvals.queries.impartiality import hands_of
from fugong.approvals.rules.appeals import (
    REPLY_WORKING_DAYS,
    Against,
    AppealIsDecided,
    CannotReopen,
    Outcome,
    guard_appeal,
    guard_outcome,
)
from fugong.approvals.rules.deadlines import due_at
from fugong.approvals.rules.impartiality import guard_other_hand
from fugong.approvals.rules.lifecycle import Move, after
from fugong.core import audit, idempotency
from fugong.core.calendar.overrides import office_calendar
from fugong.core.files.store import Upload, store
from fugong.core.permission import Actor

# What a reopened application no longer has: its decision; the trail and the objection keep it.
_UNDECIDED: Mapping[str, object] = {
    "decided_at": None,
    "decided_by": "",
    "decided_by_account_id": None,
    "effective_on": None,
    "conditions": [],
    "reasons": [],
    "decision_note": "",
    "document_number": "",
    "consistency_note": "",
}


@idempotency.once
def appeal(
    application_id: int, version: int, *, grounds: str, upload: Upload | None = None, by: Actor, at: datetime
) -> int:
    """Object to the refusal, the suspension or the conditions that stand now; give the objection's number.

    The decision stays in force meanwhile. Raises CannotAppeal, Invalid, FileIsRefused, Stale, NotThere, NotPermitted.
    """
    row = locked_own(application_id, version, by=by, at=at)
    earlier = row.appeals.values_list("contested_at", flat=True)
    ruling = guard_appeal(ruling_on(row), grounds=grounds, earlier=earlier, at=at)
    filed = Appeal.objects.create(
        county_code=row.county_code, application=row, against=ruling.against, grounds=grounds.strip(),
        attachment_id=store(upload, county=row.county_code, by=by, at=at).pk if upload else None,
        filed_at=at, filed_by=by.title,
        due_at=due_at(at, working_days=REPLY_WORKING_DAYS, calendar=office_calendar(row.county_code)),
        contested_number=row.document_number, contested_at=ruling.made_at, contested_by_account_id=ruling.by_account,
        contested_by="" if ruling.against == Against.SUSPENSION else row.decided_by,
        contested_reasons=row.reasons, contested_conditions=row.conditions,
    )  # fmt: skip
    audit.record(
        county=row.county_code, action="approvals.appeal.filed", subject=filed, by=by, at=at,
        changes={"against": (None, filed.against), "contested_number": (None, filed.contested_number)},
        note=row.enterprise_name,
    )  # fmt: skip
    return filed.pk


@idempotency.once
def answer(appeal_id: int, *, outcome: str, note: str, conditions: Iterable[str] = (), by: Actor, at: datetime) -> str:
    """Answer an objection: uphold the decision, or change it; give the state the application reaches.

    Changed means: a refused application is reviewed anew, a suspended permission is given back, conditions are
    replaced by ``conditions`` in a decision of its own. Raises OwnDecision for whoever made the decision, OwnMatter,
    AppealIsDecided, CannotReopen, Invalid, NotPermitted, NotThere.
    """
    seen = appeal_seen(by, appeal_id, at=at)
    row = locked(seen.application_id, by=by, at=at)
    filed = Appeal.objects.select_for_update().get(pk=seen.pk)
    hands = hands_of(by, "approvals.decide")
    hands.guard(row)
    guard_other_hand(hands.accounts(row.division_code), decided_by=filed.contested_by_account_id)
    if filed.outcome:
        raise AppealIsDecided
    said = guard_outcome(outcome, note=note)
    filed.outcome, filed.note, filed.answered_at, filed.answered_by = said, note.strip(), at, by.title
    filed.answered_by_account_id = by.account_id
    filed.save(update_fields=["outcome", "note", "answered_at", "answered_by", "answered_by_account_id"])
    state = row.state
    if said is Outcome.CHANGED:
        state = _changed(row, Against(filed.against), conditions, note=note, by=by, at=at)
    audit.record(
        county=row.county_code, action="approvals.appeal.answered", subject=filed, by=by, at=at,
        changes={"outcome": (None, said), "contested_number": (None, filed.contested_number)}, note=filed.note,
    )  # fmt: skip
    return state


def _changed(
    row: Application, against: Against, conditions: Iterable[str], *, note: str, by: Actor, at: datetime
) -> str:
    if against is Against.REFUSAL:
        return _reopened(row, note=note, by=by, at=at)
    if against is Against.SUSPENSION:
        enforcement.reinstate(row.pk, row.version, note=note, by=by, at=at)
    else:
        review.amend(row.pk, row.version, conditions=conditions, by=by, at=at)
    return Application.objects.values_list("state", flat=True).get(pk=row.pk)


def _reopened(row: Application, *, note: str, by: Actor, at: datetime) -> str:
    """Take the refusal back and review anew: who objected is asked again, the clock starts anew."""
    state = after(row.state, Move.REOPEN, mode=row.mode)
    others = Application.objects.select_for_update().standing().filter(enterprise_id=row.enterprise_id)
    if others.exists():
        raise CannotReopen
    due = due_at(at, working_days=row.reply_working_days, calendar=office_calendar(row.county_code))
    row.opinions.filter(verdict="disagree").update(verdict="", given_at=None, given_by="", requested_at=at)
    changes = moved(row, state=state, due_at=due, **_UNDECIDED)
    set_clock(row)
    audit.record(
        county=row.county_code, action="approvals.application.reopened", subject=row, by=by, at=at, changes=changes,
        note=note,
    )  # fmt: skip
    return state
