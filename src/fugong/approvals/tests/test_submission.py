"""Handing in: what the day's policy makes of a draft, and handing in again after correction."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction

from fugong.approvals.actions import review
from fugong.approvals.actions.drafting import keep_draft, save_section
from fugong.approvals.actions.submission import file_application, submit, withdraw
from fugong.approvals.models import Application
from fugong.approvals.rules.eligibility import AlreadyApplied, NoApplicationNeeded
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core.calendar import BEIJING
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people.public import loader_actor
from fugong.policy import public as policy
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MORNING
from .traces import acts_on, jobs, last_act, refused

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)
CLOSING = datetime(2020, 2, 17, 17, tzinfo=BEIJING)
TUESDAY = MORNING + timedelta(days=1)


def hand_in(filing: Filing, *, at: datetime = NOON, committed: bool = True, version: int | None = None) -> str:
    version = filing.version if version is None else version
    return submit(filing.application_id, version, committed=committed, by=filing.operator, at=at)


def fields_of(refusal: BaseException) -> list[str]:
    assert isinstance(refusal, Invalid)
    return [problem.field for problem in refusal.problems]


# --- for the first time --------------------------------------------------------------------------------------------


def test_a_complete_application_goes_to_all_desks_at_once_with_its_limit() -> None:
    filing = factories.complete_draft()
    version = filing.version
    row = (hand_in(filing), filing.row)[1]

    assert (row.state, row.version) == ("in_review", version + 1)
    assert (row.submitted_at, row.submitted_by, row.due_at) == (NOON, filing.operator.title, CLOSING)
    assert (row.decided_at, row.effective_on, row.document_number) == (None, None, "")
    asked = [(o.desk, o.organisation.kind, o.verdict, o.requested_at) for o in row.opinions.order_by("pk")]
    assert asked == [
        ("township", "township", "", NOON), ("health", "department", "", NOON), ("industry", "department", "", NOON),
    ]  # fmt: skip


def test_handing_in_is_an_act_that_says_what_changed() -> None:
    filing = factories.complete_draft()
    hand_in(filing)
    act = last_act(filing.row)

    assert (act.action, act.actor_id, act.at) == (
        "approvals.application.submitted", filing.operator.account_id, NOON,
    )  # fmt: skip
    assert act.changes["state"] == ["draft", "in_review"]
    assert set(act.changes) == {"state", "submitted_at", "submitted_by", "due_at", "notice_number"}


def test_two_reminders_are_set_one_before_the_limit_and_one_at_it() -> None:
    filing = factories.complete_draft()
    assert jobs() == []
    hand_in(filing)

    assert jobs() == [
        ("approvals.remind", CLOSING - timedelta(hours=4), {"application_id": filing.application_id}),
        ("approvals.remind", CLOSING, {"application_id": filing.application_id}),
    ]


def test_reminders_are_rolled_back_with_what_they_remind_of() -> None:
    filing = factories.complete_draft()

    @transaction.atomic
    def hand_in_and_break() -> None:
        hand_in(filing)
        assert len(jobs()) == 2
        raise ConnectionError

    with pytest.raises(ConnectionError):
        hand_in_and_break()
    assert jobs() == []
    assert filing.row.state == "draft"


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2020, 2, 17, 17, 30, tzinfo=BEIJING), datetime(2020, 2, 18, 17, tzinfo=BEIJING)),
        (datetime(2020, 2, 21, 18, 0, tzinfo=BEIJING), datetime(2020, 2, 24, 17, tzinfo=BEIJING)),
    ],
)
def test_after_closing_the_clock_begins_on_the_next_working_day(at: datetime, due: datetime) -> None:
    filing = factories.complete_draft(at=at)
    hand_in(filing, at=at)

    assert filing.row.due_at == due


@pytest.mark.parametrize("policy_of", [offices.commitment_policy, offices.filing_policy])
def test_a_commitment_or_filing_takes_effect_at_once_without_desks_number_or_clock(
    policy_of: Callable[[], None],
) -> None:
    policy_of()
    filing = factories.complete_draft()

    assert hand_in(filing) == "recorded"
    row = filing.row
    assert (row.state, row.submitted_at, row.decided_at, row.effective_on) == (
        "recorded", NOON, NOON, offices.MONDAY,
    )  # fmt: skip
    assert (row.due_at, row.document_number, row.opinions.count(), jobs()) == (None, "", 0, [])
    assert last_act(row).changes["state"] == ["draft", "recorded"]


def test_an_office_that_sits_at_two_desks_is_asked_once() -> None:
    offices.approval_policy()
    by = loader_actor(COUNTY)
    terms = policy.DeskTerms("industry", "30", offices.desk_code("health"))
    policy.assign_desk(COUNTY, terms=terms, period=policy.Period(offices.RULED_SINCE), by=by, at=MORNING)
    filing = factories.application_in_review()

    assert list(filing.row.opinions.order_by("pk").values_list("desk", flat=True)) == ["township", "health"]


# --- incomplete, stale, not one's own ------------------------------------------------------------------------------


def test_everything_missing_is_named_at_once_with_the_commitment_last() -> None:
    filing = factories.draft_application()

    with refused(Invalid) as refusal:
        hand_in(filing, committed=False)
    named = fields_of(refusal.value)
    assert named[0] == "contact_post"
    assert named[-1] == "committed"
    assert len(named) == 18  # eighteen are required, the telephone is known from the register, and the commitment


def test_without_the_commitment_nothing_is_handed_in() -> None:
    filing = factories.complete_draft()

    with refused(Invalid) as refusal:
        hand_in(filing, committed=False)
    assert fields_of(refusal.value) == ["committed"]


def test_a_plan_that_has_become_past_is_named_when_it_is_handed_in() -> None:
    filing = factories.complete_draft()

    with refused(Invalid) as refusal:
        hand_in(filing, at=MORNING + timedelta(days=2))
    assert fields_of(refusal.value) == ["planned_restart_on"]


def test_a_page_opened_before_a_change_is_stale() -> None:
    filing = factories.complete_draft()

    with refused(Stale):
        hand_in(filing, version=filing.version - 1)


def test_a_double_click_hands_in_once() -> None:
    filing = factories.complete_draft()
    version = filing.version
    hand_in(filing, version=version)

    with refused(Stale):
        hand_in(filing, version=version)
    with refused(CannotMove):
        hand_in(filing)


@pytest.mark.parametrize(
    "make",
    [
        factories.application_in_review,
        factories.granted_application,
        factories.refused_application,
        factories.recorded_application,
        factories.withdrawn_application,
        factories.suspended_application,
    ],
)
def test_what_left_the_desk_is_not_handed_in_again(make: Callable[[], Filing]) -> None:
    filing = make()

    with refused(CannotMove):
        hand_in(filing)


def test_nobody_else_hands_in_or_withdraws_an_enterprises_application() -> None:
    filing = factories.complete_draft()
    colleague = factories.operator_of(make_enterprise().pk)

    for by, refusal in (
        (colleague, NotThere),
        (offices.officer(), NotPermitted),
        (offices.reviewer("health"), NotPermitted),
    ):
        with refused(refusal):
            submit(filing.application_id, filing.version, committed=True, by=by, at=NOON)
        with refused(refusal):
            withdraw(filing.application_id, filing.version, by=by, at=NOON)


# --- the policy changed between draft and submission ---------------------------------------------------------------


def test_a_draft_is_judged_by_the_policy_of_the_day_it_is_handed_in() -> None:
    filing = factories.complete_draft()
    offices.commitment_policy(since=date(2020, 2, 18))

    assert hand_in(filing, at=TUESDAY) == "recorded"
    row = filing.row
    assert (row.mode, row.papers) == ("commitment", [*offices.FEW_PAPERS])


def test_a_stricter_policy_asks_for_what_the_draft_had_not_been_asked() -> None:
    offices.commitment_policy()
    filing = factories.complete_draft()
    offices.approval_policy(since=date(2020, 2, 18))

    with refused(Invalid) as refusal:
        hand_in(filing, at=TUESDAY)
    assert fields_of(refusal.value) == [
        "prevention_plan", "emergency_plan", "isolation_place", "masks_stock", "masks_daily_need", "thermometers",
        "disinfectant_l", "safety_checked",
    ]  # fmt: skip
    assert filing.row.mode == "commitment"


def test_when_no_application_is_needed_any_more_the_draft_is_not_taken() -> None:
    filing = factories.complete_draft()
    offices.no_application_policy(since=date(2020, 2, 18))

    with refused(NoApplicationNeeded):
        hand_in(filing, at=TUESDAY)


def test_when_no_policy_is_in_force_any_more_the_draft_is_not_taken() -> None:
    filing = factories.complete_draft()
    policy.assess_risk(
        COUNTY, tier="high", period=policy.Period(date(2020, 2, 18)), basis_code="notice", by=loader_actor(COUNTY),
        at=MORNING,
    )  # fmt: skip

    with refused(policy.NoPolicyInForce):
        hand_in(filing, at=TUESDAY)


# --- again after correction ----------------------------------------------------------------------------------------


def correct(filing: Filing, *, at: datetime = NOON) -> None:
    typed = factories.answers({"staff_first_batch": "40"}, at=at)
    save_section(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=at)


def test_what_is_handed_in_again_keeps_its_day_of_receipt_and_closes_the_correction() -> None:
    filing = factories.returned_application()
    assert filing.row.due_at is None
    correct(filing, at=TUESDAY)
    hand_in(filing, at=TUESDAY)
    row, correction = filing.row, filing.row.corrections.get()

    assert (row.state, row.submitted_at) == ("in_review", MORNING)
    assert row.due_at == CLOSING + timedelta(days=1)  # a day stood still
    assert correction.answered_at == TUESDAY
    assert correction.answers_before["staff_first_batch"] == 60


def test_the_trail_shows_what_was_corrected_however_often_it_was_kept_in_between() -> None:
    filing = factories.returned_application()
    typed = factories.answers({"staff_first_batch": "50"})
    keep_draft(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=NOON)
    correct(filing)
    hand_in(filing)
    act = last_act(filing.row)

    assert act.action == "approvals.application.resubmitted"
    assert act.changes["staff_first_batch"] == [60, 40]
    assert act.changes["state"] == ["returned", "in_review"]
    assert "planned_restart_on" not in act.changes


def test_desks_that_agreed_stay_agreed_and_those_that_objected_are_asked_again() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "township")
    factories.opine(filing, "health", verdict="disagree", text="隔离间未落实。")
    return_it(filing)
    hand_in(filing, at=NOON)
    stand = {o.desk: (o.verdict, o.given_at is None, o.requested_at) for o in filing.row.opinions.all()}

    assert stand == {
        "township": ("agree", False, MORNING), "health": ("", True, NOON), "industry": ("", True, MORNING),
    }  # fmt: skip


def test_several_rounds_of_correction_each_stop_the_clock() -> None:
    offices.approval_policy(reply_working_days=2)
    filing = factories.application_in_review()
    return_it(filing, at=MORNING + timedelta(hours=1))
    correct(filing, at=TUESDAY)
    hand_in(filing, at=TUESDAY)
    return_it(filing, at=TUESDAY + timedelta(hours=1))
    correct(filing, at=TUESDAY + timedelta(days=2))
    hand_in(filing, at=TUESDAY + timedelta(days=2))

    assert filing.row.due_at == datetime(2020, 2, 24, 17, tzinfo=BEIJING)
    assert filing.row.corrections.count() == 2
    assert len(jobs()) == 6


def return_it(filing: Filing, *, at: datetime = MORNING + timedelta(hours=1)) -> None:
    review.return_for_correction(
        filing.application_id, filing.version, items={"isolation_place": "请写明地址。"}, by=offices.officer(), at=at
    )


def test_a_correction_is_complete_or_is_not_handed_in() -> None:
    filing = factories.returned_application()
    typed = factories.answers({"staff_first_batch": ""})
    keep_draft(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=NOON)

    with refused(Invalid) as refusal:
        hand_in(filing)
    assert fields_of(refusal.value) == ["staff_first_batch"]


def test_what_was_returned_is_not_asked_for_again_when_nothing_is_asked_any_more() -> None:
    filing = factories.returned_application()
    offices.no_application_policy(since=date(2020, 2, 18))
    correct(filing, at=TUESDAY)

    with refused(NoApplicationNeeded):
        hand_in(filing, at=TUESDAY)


def test_what_was_returned_takes_effect_at_once_when_a_filing_is_enough_by_then() -> None:
    filing = factories.returned_application()
    offices.filing_policy(since=date(2020, 2, 18))
    correct(filing, at=TUESDAY)

    assert hand_in(filing, at=TUESDAY) == "recorded"
    row = filing.row
    assert (row.mode, row.effective_on, row.due_at) == ("filing", date(2020, 2, 18), None)


def test_what_was_returned_keeps_its_papers_and_its_clock_while_a_decision_is_still_asked_for() -> None:
    filing = factories.returned_application()
    offices.ruled("approval", papers=offices.ALL_PAPERS, reply_working_days=9, since=date(2020, 2, 18))
    correct(filing, at=TUESDAY)

    assert hand_in(filing, at=TUESDAY) == "in_review"
    assert filing.row.reply_working_days == 0


# --- withdrawing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make", [factories.draft_application, factories.application_in_review, factories.returned_application]
)
def test_an_undecided_application_can_be_withdrawn(make: Callable[[], Filing]) -> None:
    filing = make()
    state, version = filing.row.state, filing.version
    withdraw(filing.application_id, version, by=filing.operator, at=NOON)
    row = filing.row

    assert (row.state, row.version, row.due_at) == ("withdrawn", version + 1, None)
    assert not row.corrections.filter(answered_at=None).exists()
    assert last_act(row).action == "approvals.application.withdrawn"
    assert last_act(row).changes["state"] == [state, "withdrawn"]


@pytest.mark.parametrize(
    "make",
    [
        factories.granted_application,
        factories.refused_application,
        factories.recorded_application,
        factories.withdrawn_application,
        factories.suspended_application,
    ],
)
def test_a_decided_application_is_not_withdrawn(make: Callable[[], Filing]) -> None:
    filing = make()

    with refused(CannotMove):
        withdraw(filing.application_id, filing.version, by=filing.operator, at=NOON)


def test_a_withdrawal_from_an_old_page_is_stale() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "township")

    with refused(Stale):
        withdraw(filing.application_id, filing.version - 1, by=filing.operator, at=NOON)


# --- at one stroke -------------------------------------------------------------------------------------------------


def test_a_machine_files_at_one_stroke() -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)
    row = Application.objects.get(pk=file_application(enterprise.pk, answers=factories.ANSWERS, by=by, at=MORNING))

    assert (row.state, row.submitted_at, row.opinions.count()) == ("in_review", MORNING, 3)
    assert row.answers["staff_total"] == 120
    assert [act.action for act in acts_on(row)] == [
        "approvals.application.started", "approvals.application.submitted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"staff_total": "-5", "planned_restart_on": "2020-02-30"}, ["planned_restart_on", "staff_total"]),
        ({"contact_post": "", "safety_checked": ""}, ["contact_post", "safety_checked"]),
        ({"staff_first_batch": "9999"}, ["staff_first_batch"]),
        ({"prevention_plan": "字" * 2001}, ["prevention_plan"]),
        (
            {"staff_total": "many", "contact_post": "", "safety_checked": ""},
            ["staff_total", "contact_post", "safety_checked"],
        ),
    ],
)
def test_what_a_machine_files_with_problems_leaves_not_even_a_draft(changed: dict[str, str], named: list[str]) -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)

    with refused(Invalid) as refusal:
        file_application(enterprise.pk, answers=factories.answers(changed), by=by, at=MORNING)
    assert fields_of(refusal.value) == named


def test_a_machine_files_no_second_application() -> None:
    filing = factories.application_in_review()

    with refused(AlreadyApplied):
        file_application(filing.enterprise_id, answers=factories.ANSWERS, by=filing.operator, at=NOON)
