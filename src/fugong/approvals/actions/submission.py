"""Handing in: complete applications go to all desks at once; commitments and filings take effect."""

from collections.abc import Mapping
from datetime import datetime

from fugong.approvals.actions.announcing import announce
from fugong.approvals.actions.drafting import start, under_policy
from fugong.approvals.actions.issuing import issue
from fugong.approvals.actions.locking import locked_own, moved
from fugong.approvals.actions.reporting import report
from fugong.approvals.models import Application, Correction, Opinion
from fugong.approvals.queries.organs import bureau_of
from fugong.approvals.queries.roster import entries_of
from fugong.approvals.rules.completeness import problems_in, read_section
from fugong.approvals.rules.deadlines import Pause, due_at, warns_at
from fugong.approvals.rules.eligibility import NoApplicationNeeded
from fugong.approvals.rules.lifecycle import AT_ONCE, Move, State, after
from fugong.approvals.rules.questions import SECTIONS
from fugong.approvals.rules.roster import PAPER
from fugong.core import audit, idempotency, jobs
from fugong.core.calendar import day_of
from fugong.core.calendar.overrides import office_calendar
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.policy import public as policy


@idempotency.once
def submit(application_id: int, version: int, *, committed: bool, by: Actor, at: datetime) -> str:
    """Hand the application in, or in again after correction; give the state it reaches.

    The policy is asked again: a draft begun under yesterday's rule is judged by today's. Raises Invalid naming all
    missing items at once, NoApplicationNeeded, NoPolicyInForce, CannotMove, Stale, NotThere, NotPermitted.
    """
    row = locked_own(application_id, version, by=by, at=at)
    again = row.state == State.RETURNED
    state = row.state
    _judge_by_today(row, at, again=again)
    reaches = after(row.state, Move.SUBMIT, mode=row.mode)
    _guard_complete(row, committed=committed, at=at)
    returned = row.corrections.filter(answered_at=None).first()
    corrected = _corrected(row, returned)
    report(row, correction=returned, corrected=corrected, by=by, at=at)
    changes = _handed_in(row, reaches, by=by, at=at)
    if reaches == State.IN_REVIEW:
        _ask_desks(row, at=at)
        set_clock(row)
    _announce(row, reaches, at=at)
    notice = {} if again or reaches != State.IN_REVIEW else _accepted(row, by=by, at=at)
    action = "approvals.application.resubmitted" if again else "approvals.application.submitted"
    audit.record(
        county=row.county_code, action=action, subject=row, by=by, at=at,
        changes={**changes, "state": (state, reaches), **corrected, **notice},
    )  # fmt: skip
    return reaches


@idempotency.once
def withdraw(application_id: int, version: int, *, by: Actor, at: datetime) -> None:
    """Take the application back before it is decided. Raises CannotMove, Stale, NotThere."""
    row = locked_own(application_id, version, by=by, at=at)
    changes = moved(row, state=after(row.state, Move.WITHDRAW, mode=row.mode), due_at=None)
    row.corrections.filter(answered_at=None).update(answered_at=at)
    audit.record(
        county=row.county_code, action="approvals.application.withdrawn", subject=row, by=by, at=at, changes=changes
    )


@idempotency.once
def file_application(enterprise_id: int, *, answers: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Begin, fill in and hand in at one stroke, as a machine does; give the application's id. Raises as its parts."""
    application_id = start(enterprise_id, by=by, at=at)
    row = Application.objects.get(pk=application_id)
    read, problems = dict(row.answers), []
    for section in SECTIONS:
        section_answers, section_problems = read_section(section.key, answers, papers=frozenset(row.papers))
        read |= {key: value for key, value in section_answers.items() if value is not None}
        problems += section_problems
    unread = {problem.field for problem in problems}
    lacking = problems_in(read, papers=frozenset(row.papers), on=day_of(at))
    problems += [problem for problem in lacking if problem.field not in unread]
    if problems:
        raise Invalid(problems)
    row.answers = read
    row.save(update_fields=["answers"])
    submit(application_id, row.version, committed=True, by=by, at=at)
    return application_id


def _announce(row: Application, reaches: State, *, at: datetime) -> None:
    announce(row, "approvals.application.submitted", state=reaches, at=at)
    if reaches != State.IN_REVIEW:  # a commitment or filing takes effect at once
        announce(row, "approvals.application.decided", state=reaches, at=at)


def _judge_by_today(row: Application, at: datetime, *, again: bool) -> None:
    try:
        triage = policy.triage(
            county_code=row.county_code, division_code=row.division_code, industry_code=row.industry_code, on=day_of(at)
        )
    except policy.NoPolicyInForce:
        if again:
            return  # it was taken in under a rule, and that rule finishes it
        raise
    if triage.mode == "none":
        raise NoApplicationNeeded
    # What was handed in keeps its papers and its clock, unless today's rule asks for no decision any more.
    if not again or triage.mode in AT_ONCE:
        under_policy(row, triage)


def _guard_complete(row: Application, *, committed: bool, at: datetime) -> None:
    problems = problems_in(row.answers, papers=frozenset(row.papers), on=day_of(at))
    if not committed:
        problems.append(Problem("committed", N_("请阅读并勾选承诺。")))
    if PAPER in row.papers and not entries_of(row):
        problems.append(Problem(PAPER, N_("请填写返岗人员名单。")))
    if problems:
        raise Invalid(problems)


def _corrected(row: Application, returned: Correction | None) -> dict[str, tuple[object, object]]:
    """Give the answers that differ from those returned; how they came about is the enterprise's own matter."""
    before: dict[str, object] = returned.answers_before if returned else row.answers
    return {key: (before.get(key), value) for key, value in row.answers.items() if before.get(key) != value}


def _handed_in(row: Application, reaches: State, *, by: Actor, at: datetime) -> dict[str, tuple[object, object]]:
    row.corrections.filter(answered_at=None).update(answered_at=at)
    first = row.submitted_at or at
    fields: dict[str, object] = {
        "state": reaches, "submitted_at": first, "submitted_by": by.title,
        "submitted_by_account_id": by.account_id,
        "mode": row.mode, "tier": row.tier, "papers": row.papers,
        "reply_working_days": row.reply_working_days, "basis": row.basis, "deemed_basis": row.deemed_basis,
    }  # fmt: skip
    if reaches == State.IN_REVIEW:
        pauses = [
            Pause(c.returned_at, c.answered_at) for c in row.corrections.all() if c.answered_at is not None
        ]  # fmt: skip
        fields["due_at"] = due_at(
            first, working_days=row.reply_working_days, calendar=office_calendar(row.county_code), pauses=pauses
        )
    elif row.mode in AT_ONCE:
        fields |= {"decided_at": at, "effective_on": day_of(at)}
    return moved(row, **fields)


def _ask_desks(row: Application, *, at: datetime) -> None:
    desks = policy.desks_for(
        county_code=row.county_code, division_code=row.division_code, industry_code=row.industry_code, on=day_of(at)
    )
    # Who agreed stays agreed; who objected is asked again about the corrected application.
    row.opinions.filter(verdict="disagree").update(verdict="", given_at=None, given_by="", requested_at=at)
    asked = set(row.opinions.values_list("desk", flat=True))
    offices = set(row.opinions.values_list("organisation_id", flat=True))
    for desk in desks:
        # An office that sits at two desks has one opinion.
        if desk.desk in asked or desk.organisation_id in offices:
            continue
        offices.add(desk.organisation_id)
        Opinion.objects.create(
            county_code=row.county_code, application=row, desk=desk.desk, organisation_id=desk.organisation_id,
            office=desk.organisation_name, requested_at=at,
        )  # fmt: skip


def _accepted(row: Application, *, by: Actor, at: datetime) -> dict[str, tuple[object, object]]:
    """Issue the notice of acceptance; a county whose bureau numbers no documents takes the application all the same."""
    bureau = bureau_of(row.county_code)
    return {"notice_number": (None, issue(row, "accepted", by=by, at=at, organ=bureau))} if bureau else {}


def set_clock(row: Application) -> None:
    """Set the office clock: a reminder before the limit and at it; at it also consent, where silence is consent."""
    if row.due_at is not None:
        for moment in (warns_at(row.due_at), row.due_at):
            jobs.defer("approvals.remind", at=moment, application_id=row.pk)
        if row.deemed_basis:
            jobs.defer("approvals.deem", at=row.due_at, application_id=row.pk)
