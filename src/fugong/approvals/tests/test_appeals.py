"""Internal review: what may be objected to and until when; somebody else answers, and what the answer brings."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from fugong.approvals.actions import appealing, enforcement, review
from fugong.approvals.actions.drafting import start
from fugong.approvals.models import Appeal
from fugong.approvals.queries.appeals import appeals, waiting_appeals
from fugong.approvals.rules.appeals import (
    APPEAL_WITHIN,
    Against,
    AppealIsDecided,
    CannotAppeal,
    CannotReopen,
    Ruling,
    guard_appeal,
    guard_outcome,
    ruling_of,
)
from fugong.approvals.rules.impartiality import OwnDecision, OwnMatter
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core import audit
from fugong.core.calendar import BEIJING
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people import public as people
from fugong.people.public import Actor
from fugong.people.tests import factories as people_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING
from .traces import acts_on, jobs, last_act, last_number, refused

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)
WEDNESDAY = MORNING + timedelta(days=2)
PAIR = (MORNING, 7)


@pytest.mark.parametrize(
    ("state", "conditions", "against"),
    [
        ("refused", [], Against.REFUSAL),
        ("suspended", [], Against.SUSPENSION),
        ("granted", ["每日报告体温"], Against.CONDITIONS),
        ("granted", [], None),
        ("recorded", [], None),
        ("in_review", [], None),
        ("withdrawn", ["每日报告体温"], None),
        ("draft", [], None),
    ],
)
def test_what_can_be_objected_to(state: str, conditions: list[str], against: Against | None) -> None:
    suspended = (TUESDAY, 9)
    ruling = ruling_of(state=state, conditions=conditions, decided=PAIR, suspended=suspended)

    assert (ruling and ruling.against) == against
    if ruling is not None:
        assert (ruling.made_at, ruling.by_account) == (suspended if against is Against.SUSPENSION else PAIR)


def test_an_objection_has_grounds_a_term_and_is_made_once() -> None:
    ruling = Ruling(Against.REFUSAL, MORNING, 7)

    assert guard_appeal(ruling, grounds="口罩已到货。", earlier=[], at=MORNING + APPEAL_WITHIN) is ruling
    for grounds, earlier, at, refusal in (
        ("口罩已到货。", [], MORNING + APPEAL_WITHIN + timedelta(seconds=1), CannotAppeal),
        ("口罩已到货。", [MORNING], TUESDAY, CannotAppeal),
        (" \n", [], TUESDAY, Invalid),
        ("长" * 2001, [], TUESDAY, Invalid),
    ):
        with pytest.raises(refusal):
            guard_appeal(ruling, grounds=grounds, earlier=earlier, at=at)
    with pytest.raises(CannotAppeal):
        guard_appeal(None, grounds="口罩已到货。", earlier=[], at=TUESDAY)


@pytest.mark.parametrize(("outcome", "note", "fields"), [("", "", ["outcome", "note"]), ("won", "是", ["outcome"]),
                                                         ("upheld", " ", ["note"])])  # fmt: skip
def test_an_answer_names_its_outcome_and_says_why(outcome: str, note: str, fields: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        guard_outcome(outcome, note=note)

    assert [problem.field for problem in refusal.value.problems] == fields


# --- filing --------------------------------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


def filed(filing: Filing, *, at: datetime = TUESDAY, by: Actor | None = None) -> Appeal:
    pk = appealing.appeal(
        filing.application_id, filing.version, grounds="口罩已到货，附单据。", by=by or filing.operator, at=at
    )
    return Appeal.objects.get(pk=pk)


def conditioned_application() -> Filing:
    filing = factories.agreed_application()
    review.grant(
        filing.application_id, filing.version, effective_on=MONDAY, conditions=["分批返岗", "每日报告"],
        by=offices.officer(), at=NOON,
    )  # fmt: skip
    return filing


CONTESTED: list[Callable[[], Filing]] = [
    factories.refused_application, factories.suspended_application, conditioned_application,
]  # fmt: skip


@pytest.mark.parametrize("contested", CONTESTED)
def test_an_objection_keeps_the_decision_as_it_stood_and_runs_by_the_office_clock(
    contested: Callable[[], Filing],
) -> None:
    filing = contested()
    row = filing.row
    appeal = filed(filing, at=WEDNESDAY)

    assert appeal.contested_number == row.document_number
    assert appeal.contested_conditions == row.conditions
    assert appeal.contested_by_account_id == (row.suspended_by_account_id or row.decided_by_account_id)
    assert appeal.due_at == datetime(2020, 2, 24, 17, tzinfo=BEIJING)
    assert filing.row.state == row.state
    assert last_act(appeal).action == "approvals.appeal.filed"
    with refused(CannotAppeal):
        filed(filing, at=WEDNESDAY)


def test_only_the_enterprise_objects_and_only_to_what_it_saw() -> None:
    filing, granted = factories.refused_application(), factories.granted_application()
    another, officer = factories.operator_of(make_enterprise().pk), offices.officer()
    with refused(NotThere):
        filed(filing, by=another)
    with refused(NotPermitted):
        filed(filing, by=officer)
    with refused(Stale):
        appealing.appeal(filing.application_id, filing.version - 1, grounds="是", by=filing.operator, at=TUESDAY)
    with refused(CannotAppeal):
        filed(granted)


def test_a_file_may_be_added(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    filing = factories.refused_application()
    upload = SimpleUploadedFile("单据.pdf", b"%PDF-1.4 example")
    pk = appealing.appeal(
        filing.application_id, filing.version, grounds="口罩已到货。", upload=upload, by=filing.operator, at=TUESDAY
    )

    attachment = Appeal.objects.get(pk=pk).attachment
    assert attachment is not None
    assert attachment.name == "单据.pdf"


# --- answering -----------------------------------------------------------------------------------------------------


def answer(appeal: Appeal, outcome: str, *, by: Actor | None = None, conditions: Sequence[str] = ()) -> str:
    return appealing.answer(
        appeal.pk, outcome=outcome, note="经复核。", conditions=conditions, by=by or offices.officer(), at=WEDNESDAY
    )


@pytest.mark.parametrize("contested", CONTESTED)
def test_upheld_leaves_everything_as_it_was(contested: Callable[[], Filing]) -> None:
    filing = contested()
    appeal, before = filed(filing, at=WEDNESDAY), filing.row

    assert answer(appeal, "upheld") == before.state

    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.note, appeal.answered_at) == ("upheld", "经复核。", WEDNESDAY)
    assert (filing.row.state, filing.row.document_number) == (before.state, before.document_number)
    with refused(AppealIsDecided):
        answer(appeal, "changed")


def test_a_changed_refusal_is_reviewed_anew_and_decided_anew_and_the_old_decision_stays_in_the_trail() -> None:
    filing = factories.agreed_application()
    factories.opine(filing, "health", verdict="disagree", text="无隔离间。")
    review.refuse(filing.application_id, filing.version, reasons=["isolation_lacking"], by=offices.officer(), at=NOON)
    old = filing.row.document_number
    appeal, waiting = filed(filing), len(jobs())

    assert answer(appeal, "changed") == "in_review"

    row = filing.row
    assert (row.state, row.document_number, row.decided_at, row.reasons) == ("in_review", "", None, [])
    assert row.due_at is not None
    assert row.due_at > WEDNESDAY
    assert [o.desk for o in row.opinions.filter(verdict="")] == ["health"]
    assert len(jobs()) == waiting + 2
    reopened = next(act for act in acts_on(row) if act.action == "approvals.application.reopened")
    assert reopened.changes["document_number"] == [old, ""]
    factories.opine(filing, "health", at=WEDNESDAY)
    review.grant(
        filing.application_id, filing.version, effective_on=MONDAY + timedelta(days=3), by=offices.officer(),
        at=WEDNESDAY,
    )  # fmt: skip
    assert (filing.row.state, last_number()) == ("granted", 2)
    assert filing.row.document_number != old == appeal.contested_number
    assert audit.verify(COUNTY).sound


def test_a_changed_suspension_gives_the_permission_back() -> None:
    filing = factories.suspended_application()

    assert answer(filed(filing, at=WEDNESDAY), "changed") == "granted"
    assert filing.row.suspended_at is None
    assert [act.action for act in acts_on(filing.row)][-1] == "approvals.application.reinstated"


def test_changed_conditions_are_a_decision_of_their_own() -> None:
    filing = conditioned_application()
    old, started_on = filing.row.document_number, filing.row.effective_on

    assert answer(filed(filing), "changed", conditions=["每周报告", " "]) == "granted"

    row = filing.row
    assert (row.conditions, row.effective_on) == (["每周报告"], started_on)
    assert row.document_number != old
    assert acts_on(row)[-1].action == "approvals.application.amended"


@pytest.mark.parametrize("contested", CONTESTED)
def test_who_made_the_decision_does_not_review_it_nor_does_his_substitute(contested: Callable[[], Filing]) -> None:
    filing = contested()
    appeal = filed(filing, at=WEDNESDAY)
    first = people.actor_of(appeal.contested_by_account_id or 0, on=MONDAY)
    substitute = people_factories.acting_for(first, role="officer")

    for by in (first, substitute):
        for outcome in ("upheld", "changed"):
            with refused(OwnDecision):
                answer(appeal, outcome, by=by)


def test_others_do_not_review_it_either() -> None:
    filing = factories.refused_application()
    appeal = filed(filing)
    for by in (offices.reviewer("health"), people_factories.county_leader(COUNTY), filing.operator):
        with refused(NotPermitted):
            answer(appeal, "upheld", by=by)
    with refused(NotThere):
        answer(appeal, "upheld", by=people_factories.stranger())
    with refused(Invalid):
        answer(appeal, "")
    people_factories.make_posting(people_factories.account_of(filing.operator), people_factories.make_post("officer"))
    both = people.actor_of(filing.operator.account_id or 0, on=MONDAY)
    with refused(OwnMatter):
        answer(appeal, "upheld", by=both)


def test_an_enterprise_that_applied_anew_meanwhile_is_not_reopened() -> None:
    filing = factories.refused_application()
    appeal = filed(filing)
    start(filing.enterprise_id, by=filing.operator, at=TUESDAY)

    with refused(CannotReopen):
        answer(appeal, "changed")
    assert answer(appeal, "upheld") == "refused"


def test_a_suspension_that_was_lifted_meanwhile_cannot_be_lifted_again() -> None:
    filing = factories.suspended_application()
    appeal = filed(filing, at=WEDNESDAY)
    enforcement.reinstate(filing.application_id, filing.version, by=offices.officer(), at=WEDNESDAY)

    with refused(CannotMove):
        answer(appeal, "changed")


def test_the_list_shows_what_waits_first_due_first_and_only_in_ones_area() -> None:
    later, sooner = factories.refused_application(), factories.refused_application()
    second, first = filed(later, at=WEDNESDAY), filed(sooner, at=TUESDAY)
    officer = offices.officer()

    assert list(appeals(officer, done=False, now=WEDNESDAY)) == [first, second]
    assert waiting_appeals(officer, now=WEDNESDAY) == 2
    assert waiting_appeals(offices.reviewer("health"), now=WEDNESDAY) == 0
    assert not appeals(people_factories.stranger(), done=False, now=WEDNESDAY)
    answer(first, "upheld")
    assert list(appeals(officer, done=True, now=WEDNESDAY)) == [first]


@pytest.mark.usefixtures("committed_db")
def test_two_reviewers_at_once_give_one_answer(in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]]) -> None:
    filing = factories.refused_application()
    appeal = filed(filing)
    officers = [offices.officer(), offices.officer()]
    results = in_parallel([
        lambda: answer(appeal, "upheld", by=officers[0]), lambda: answer(appeal, "changed", by=officers[1]),
    ])  # fmt: skip

    assert len([result for result in results if isinstance(result, AppealIsDecided)]) == 1
    appeal.refresh_from_db()
    assert filing.row.state == ("in_review" if appeal.outcome == "changed" else "refused")
