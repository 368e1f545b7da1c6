"""The enterprise's own desk: begin an application, fill it in section by section, add papers."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from fugong.approvals.actions.locking import locked_own
from fugong.approvals.models import Application, Paper
from fugong.approvals.rules.completeness import problems_in_section, read_section
from fugong.approvals.rules.eligibility import AlreadyApplied, guard_application, guard_existing
from fugong.approvals.rules.lifecycle import STATE_WORDS, CannotMove, State
from fugong.approvals.rules.prefilling import Offer, asked_under, offers, stored
from fugong.approvals.rules.roster import PAPER
from fugong.core import audit, idempotency
from fugong.core.calendar import day_of
from fugong.core.files.store import Upload, store
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem
from fugong.core.wording import N_
from fugong.policy import public as policy
from fugong.registry import public as registry

# The enterprise may write as long as the application lies on its own desk.
WRITABLE = (State.DRAFT, State.RETURNED)
MOST_FILES = 20


@idempotency.once
def start(enterprise_id: int, *, by: Actor, at: datetime) -> int:
    """Begin an application, prefilled with what the platform holds; give its id.

    Raises NotThere, NoApplicationNeeded, AlreadyApplied, NoPolicyInForce, EnterpriseIsClosed.
    """
    require(by, "approvals.apply")
    if not registry.may_act_for(by, enterprise_id, on=day_of(at)):
        raise NotThere
    card = registry.enterprise_card(enterprise_id, on=day_of(at))
    guard_existing(card.closed_on, on=day_of(at))
    triage = policy.triage(
        county_code=card.county_code, division_code=card.division_code, industry_code=card.industry_code, on=day_of(at)
    )
    standing = Application.objects.select_for_update().standing().filter(enterprise_id=enterprise_id)
    guard_application(mode=triage.mode, states_of_others=standing.values_list("state", flat=True))
    row = Application(
        county_code=card.county_code,
        division_code=card.division_code,
        enterprise_id=card.id,
        enterprise_name=card.name,
        uscc=card.uscc,
        industry_code=card.industry_code,
        started_at=at,
        started_by_account_id=by.account_id,
        saved_at=at,
    )
    under_policy(row, triage)
    offered = _offers(card, frozenset(row.papers))
    row.prefilled, row.answers = stored(offered), {key: offer.value for key, offer in offered.items()}
    _insert(row)
    audit.record(county=row.county_code, action="approvals.application.started", subject=row, by=by, at=at)
    return row.pk


def under_policy(row: Application, triage: policy.Triage) -> None:
    """Write down what the policy of the day says about the application; the caller saves it."""
    row.mode, row.tier = triage.mode, triage.tier
    row.papers, row.reply_working_days = list(triage.checklist), triage.reply_working_days
    row.basis = _cited(triage.basis)
    row.deemed_basis = _cited(triage.deemed_basis) if triage.deemed_basis else ""


def _cited(document: policy.BasisCard) -> str:
    return f"{document.document_number} {document.title}".strip()[:240]


@idempotency.once
def save_section(
    application_id: int, version: int, *, section: str, typed: Mapping[str, str], by: Actor, at: datetime
) -> int:
    """Save a finished section; give the new version. Raises Invalid naming every problem; then nothing is saved."""
    row = _writable(application_id, version, by=by, at=at)
    papers = frozenset(row.papers)
    answers, problems = read_section(section, typed, papers=papers)
    merged = {**row.answers, **answers}
    unread = {problem.field for problem in problems}
    lacking = problems_in_section(section, merged, papers=papers, on=day_of(at))
    problems += [problem for problem in lacking if problem.field not in unread]
    if problems:
        raise Invalid(problems)
    row.answers = merged
    _count_time(row, at)
    row.version += 1
    row.save(update_fields=["answers", "saved_at", "filling_seconds", "version"])
    return row.version


@idempotency.once
def keep_draft(
    application_id: int, version: int, *, section: str, typed: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """Keep what has been typed so far and can be read, while the person is still typing.

    The version stays: the page that is being typed into must still be able to save. Raises Stale when somebody else
    saved in between.
    """
    row = _writable(application_id, version, by=by, at=at)
    answers, _unread = read_section(section, typed, papers=frozenset(row.papers))
    row.answers = {**row.answers, **answers}
    _count_time(row, at)
    row.save(update_fields=["answers", "saved_at", "filling_seconds"])


@idempotency.once
def attach(application_id: int, *, paper: str, upload: Upload, by: Actor, at: datetime) -> int:
    """Add a file to a paper of the checklist. Raises FileIsRefused, Invalid."""
    row = _writable(application_id, None, by=by, at=at)
    if paper not in row.papers or paper == PAPER:  # the roster is kept sealed, never as a file
        raise Invalid([Problem("paper", N_("该材料不在本次申请的材料清单内，无需提交。"))])
    if row.files.filter(taken_out_at=None).count() >= MOST_FILES:
        raise Invalid([Problem("upload", N_("附件已达 %(most)s 个，请合并后上传。"), {"most": MOST_FILES})])
    attachment = store(upload, county=row.county_code, by=by, at=at)
    added = Paper.objects.create(county_code=row.county_code, application=row, paper=paper, attachment_id=attachment.pk)
    audit.record(
        county=row.county_code, action="approvals.application.paper_added", subject=row, by=by, at=at,
        changes={"paper": (None, paper), "sha256": (None, attachment.sha256)},
    )  # fmt: skip
    return added.pk


@idempotency.once
def take_out(application_id: int, *, file_id: int, by: Actor, at: datetime) -> None:
    """Take a file out of the application again; its trace stays."""
    row = _writable(application_id, None, by=by, at=at)
    file = row.files.filter(pk=file_id, taken_out_at=None).first()
    if file is None:
        raise NotThere
    file.taken_out_at = at
    file.save(update_fields=["taken_out_at"])
    audit.record(
        county=row.county_code, action="approvals.application.paper_taken_out", subject=row, by=by, at=at,
        changes={"paper": (file.paper, None)},
    )  # fmt: skip


def _writable(application_id: int, version: int | None, *, by: Actor, at: datetime) -> Application:
    row = locked_own(application_id, version, by=by, at=at)
    if row.state not in WRITABLE:
        raise CannotMove(state=STATE_WORDS[State(row.state)], move=N_("修改"))
    return row


def _insert(row: Application) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Two tabs began at the same moment; the constraint let one through.
        raise AlreadyApplied from None


def _count_time(row: Application, at: datetime) -> None:
    row.filling_seconds += registry.working_seconds(row.saved_at, at)
    row.saved_at = at


def _offers(card: registry.EnterpriseCard, papers: frozenset[str]) -> dict[str, Offer]:
    """Asked once: what the register holds or the enterprise said before is not typed again."""
    facts = [question.fact_key for question in asked_under(papers) if question.is_carried]
    said = {
        fact: Offer(known.value, known.form, known.said_on)  # type: ignore[arg-type]  # read again as the question asks
        for fact, known in registry.known_answers(card.id, facts).items()
    }
    return offers(papers, register={"contact_phone": card.contact_phone, "staff": card.staff}, said=said)
