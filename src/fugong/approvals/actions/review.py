"""The offices' desk: opinions in parallel, return for correction, and the decision with its number."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from fugong.approvals.actions.announcing import announce
from fugong.approvals.actions.issuing import issue
from fugong.approvals.actions.locking import locked_for, moved
from fugong.approvals.models import Application, Correction
from fugong.approvals.queries.precedents import differing
from fugong.approvals.rules.consistency import guard_consistency
from fugong.approvals.rules.decisions import Outcome, Wish, decided_fields, read_conditions
from fugong.approvals.rules.eligibility import OpinionSeen
from fugong.approvals.rules.lifecycle import Move, after
from fugong.approvals.rules.opinions import guard_opinion
from fugong.approvals.rules.questions import QUESTION_LABELS
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, NotPermitted, Problem
from fugong.core.wording import N_
from fugong.people import public as people

DECIDED = {Outcome.GRANT: "approvals.application.granted", Outcome.REFUSE: "approvals.application.refused"}


@idempotency.once
def opine(application_id: int, *, verdict: str, text: str = "", by: Actor, at: datetime) -> None:
    """Give, or revise before the decision, the opinion of the actor's own office.

    Raises CannotMove, NotPermitted when no opinion of this office is asked, Invalid for an objection without reason.
    """
    row = locked_for("approvals.opine", application_id, by=by, at=at)
    opinion = row.opinions.filter(organisation_id__in=by.organisations_for("approvals.opine")).first()
    if opinion is None:
        raise NotPermitted
    guard_opinion(row.state, verdict=verdict, text=text)
    before = opinion.verdict
    opinion.verdict, opinion.text, opinion.given_at, opinion.given_by = verdict, text, at, by.title
    opinion.save(update_fields=["verdict", "text", "given_at", "given_by"])
    moved(row)
    audit.record(
        county=row.county_code, action="approvals.opinion.given", subject=row, by=by, at=at,
        changes={"verdict": (before, verdict)}, note=f"{opinion.office}：{text}" if text else opinion.office,
    )  # fmt: skip


@idempotency.once
def return_for_correction(
    application_id: int, version: int, *, items: Mapping[str, str], note: str = "", by: Actor, at: datetime
) -> None:
    """Give the application back with everything that is to be put right, named at once; the clock stands still.

    ``items`` maps question keys to what is asked. Raises Invalid, CannotMove, Stale, NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.RETURN, mode=row.mode)
    asked = {key: ask for key, ask in items.items() if key in QUESTION_LABELS}
    if not asked:
        raise Invalid([Problem("items", N_("请至少选择一项需要补正的内容。"))])
    told = [_asked(QUESTION_LABELS[key], ask) for key, ask in asked.items()]
    Correction.objects.create(
        county_code=row.county_code, application=row, items=asked, note=note, answers_before=row.answers,
        returned_at=at, returned_by=by.title,
    )  # fmt: skip
    number = issue(row, "returned", by=by, at=at, decided={"decision_note": note}, items=told)
    changes = moved(row, state=state, due_at=None)
    audit.record(
        county=row.county_code, action="approvals.application.returned", subject=row, by=by, at=at,
        changes={**changes, "notice_number": (None, number)}, note=note,
    )  # fmt: skip


@idempotency.once
def grant(
    application_id: int,
    version: int,
    *,
    effective_on: date,
    conditions: Iterable[str] = (),
    consistency_note: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Permit the restart from a day on, with or without conditions; give the document number.

    Granted is not resumed. ``consistency_note`` says why, where like applications were decided otherwise. Raises
    CannotGrant naming silent or objecting offices, DecidedOtherwise, CannotMove, Invalid, Stale, OwnMatter,
    NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    wish = Wish(Outcome.GRANT, effective_on=effective_on, conditions=tuple(conditions))
    return _decide(row, wish, consistency_note=consistency_note, by=by, at=at)


@idempotency.once
def refuse(
    application_id: int,
    version: int,
    *,
    reasons: Iterable[str],
    note: str = "",
    consistency_note: str = "",
    by: Actor,
    at: datetime,
) -> str:
    """Refuse the application with at least one reason code; give the document number.

    Raises Invalid, DecidedOtherwise, CannotMove, Stale, OwnMatter, NotPermitted, NotThere.
    """
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    wish = Wish(Outcome.REFUSE, reasons=tuple(reasons), note=note)
    return _decide(row, wish, consistency_note=consistency_note, by=by, at=at)


@idempotency.once
def amend(application_id: int, version: int, *, conditions: Iterable[str], by: Actor, at: datetime) -> str:
    """Change the conditions of a grant by a decision of its own; give its number. Raises CannotMove, Invalid, Stale."""
    row = locked_for("approvals.decide", application_id, version, by=by, at=at)
    state = after(row.state, Move.AMEND, mode=row.mode)
    fields = {"state": state, "conditions": read_conditions(conditions)}
    return decided(row, "approvals.application.amended", _kind_of(fields), fields=fields, by=by, at=at)


def _decide(row: Application, wish: Wish, *, consistency_note: str, by: Actor, at: datetime) -> str:
    opinions = [OpinionSeen(o.office, o.verdict) for o in row.opinions.order_by("pk")]
    fields = decided_fields(wish, state=row.state, mode=row.mode, opinions=opinions, on=day_of(at))
    guard_consistency(differing([row], wish.outcome, by=by, at=at)[row.pk], note=consistency_note)
    fields["consistency_note"] = consistency_note.strip()
    kind = "refused" if wish.outcome is Outcome.REFUSE else _kind_of(fields)
    return decided(row, DECIDED[wish.outcome], kind, fields=fields, by=by, at=at)


def _kind_of(fields: Mapping[str, object]) -> str:
    return "granted_with_conditions" if fields["conditions"] else "granted"


def decided(
    row: Application,
    action: str,
    kind: str,
    *,
    fields: Mapping[str, object],
    by: Actor,
    at: datetime,
    organ: people.OrganisationCard | None = None,
    note: str = "",
) -> str:
    """Write a decision down under its number with its document; without an ``organ`` it is the actor's own."""
    announce(row, "approvals.application.decided", state=str(fields["state"]), at=at)
    # From here on the county's decisions wait for each other: number, document, row, audit, commit.
    number = issue(row, kind, by=by, at=at, decided=fields, organ=organ)
    whose = {"decided_by": by.title, "decided_by_account_id": by.account_id}
    changes = moved(row, **fields, decided_at=at, **whose, document_number=number)
    audit.record(county=row.county_code, action=action, subject=row, by=by, at=at, changes=changes, note=note)
    return number


def _asked(label: str, ask: str) -> str:
    return label if ask == label else f"{label}：{ask}"
