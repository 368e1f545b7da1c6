"""Several people at the same moment, on connections of their own: one wins, the others are told, nothing is lost."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest

from fugong.approvals.actions import deeming, enforcement, reminding, restart, review
from fugong.approvals.actions.drafting import save_section, start
from fugong.approvals.actions.submission import submit, withdraw
from fugong.approvals.models import Application, Reminder, Restart
from fugong.approvals.rules.eligibility import AlreadyApplied, AlreadyRunning, NotYetAllowed
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core import audit
from fugong.core.refusals import Stale
from fugong.people.public import Actor, clock_actor
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING
from .traces import acts_of, acts_on, jobs, last_number

pytestmark = pytest.mark.usefixtures("committed_db")

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)
InParallel = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def kinds(results: list[Any]) -> Counter[type]:
    return Counter(type(result) for result in results)


def grant(filing: Filing, by: Actor, *, version: int) -> Callable[[], str]:
    return lambda: review.grant(filing.application_id, version, effective_on=MONDAY, by=by, at=NOON)


def test_two_tabs_begin_one_application(in_parallel: InParallel) -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)
    results = in_parallel([lambda: start(enterprise.pk, by=by, at=MORNING)] * 4)

    assert kinds(results) == {int: 1, AlreadyApplied: 3}
    assert Application.objects.count() == 1


def test_a_double_click_hands_in_once(in_parallel: InParallel) -> None:
    filing = factories.complete_draft()
    version = filing.version
    results = in_parallel(
        [lambda: submit(filing.application_id, version, committed=True, by=filing.operator, at=NOON)] * 4
    )

    assert len([result for result in results if result == "in_review"]) == 1
    assert len([result for result in results if isinstance(result, Stale)]) == 3
    assert filing.row.opinions.count() == 3
    assert len(jobs()) == 2


def test_of_two_who_write_the_second_is_told(in_parallel: InParallel) -> None:
    filing = factories.draft_application()
    by = filing.operator

    def write(section: str) -> Callable[[], int]:
        return lambda: save_section(filing.application_id, 1, section=section, typed=factories.ANSWERS, by=by, at=NOON)

    assert kinds(in_parallel([write("enterprise"), write("plan")])) == {int: 1, Stale: 1}


def test_two_officers_decide_at_the_same_moment_and_one_decision_stands(in_parallel: InParallel) -> None:
    filing = factories.agreed_application()
    version, officers = filing.version, [offices.officer(), offices.officer()]
    results = in_parallel(
        [
            grant(filing, officers[0], version=version),
            lambda: review.refuse(filing.application_id, version, reasons=["untrue"], by=officers[1], at=NOON),
        ]
    )

    assert kinds(results) == {str: 1, Stale: 1}
    assert filing.row.document_number == "桐经贸复〔2020〕1号"
    decided = [act.action for act in acts_on(filing.row) if act.action.endswith(("granted", "refused"))]
    assert len(decided) == 1
    assert last_number() == 1
    assert factories.granted_application().row.document_number == "桐经贸复〔2020〕2号"


def test_the_clock_and_an_officer_at_the_same_moment_decide_once(in_parallel: InParallel) -> None:
    filing = factories.application_deemed_at_its_limit()
    for desk in offices.DESKS:
        factories.opine(filing, desk)
    version, by, clock = filing.version, offices.officer(), clock_actor(COUNTY)
    strikes = [lambda: deeming.deem_granted(filing.application_id, by=clock, at=TUESDAY)] * 3
    results = in_parallel([grant(filing, by, version=version), *strikes])

    assert [result for result in results if result and isinstance(result, str)] == ["桐经贸复〔2020〕1号"]
    assert last_number() == 1
    decided = [act.action for act in acts_on(filing.row) if act.action.endswith("granted")]
    assert len(decided) == 1


def test_parallel_grants_are_numbered_without_gap_and_the_trail_stays_whole(in_parallel: InParallel) -> None:
    filings = [factories.agreed_application() for _ in range(8)]
    by = offices.officer()
    numbers = in_parallel([grant(filing, by, version=filing.version) for filing in filings])

    assert sorted(numbers) == [f"桐经贸复〔2020〕{n}号" for n in range(1, 9)]
    assert {filing.row.document_number for filing in filings} == set(numbers)
    sequences = [act.sequence for act in acts_of(COUNTY)]
    assert sequences == list(range(1, len(sequences) + 1))
    assert audit.verify(COUNTY).sound


def test_a_grant_that_fails_beside_others_leaves_no_gap(in_parallel: InParallel) -> None:
    filings = [factories.agreed_application() for _ in range(4)]
    by = offices.officer()
    stale = [grant(filing, by, version=filing.version - 1) for filing in filings[:2]]
    results = in_parallel([*stale, *(grant(filing, by, version=filing.version) for filing in filings[2:])])

    assert kinds(results) == {Stale: 2, str: 2}
    assert last_number() == 2


def test_three_desks_speak_at_once_and_all_are_heard(in_parallel: InParallel) -> None:
    filing = factories.application_in_review()
    version = filing.version
    reviewers = {desk: offices.reviewer(desk) for desk in offices.DESKS}

    def say(desk: str) -> Callable[[], None]:
        return lambda: review.opine(filing.application_id, verdict="disagree", text=desk, by=reviewers[desk], at=NOON)

    assert in_parallel([say(desk) for desk in offices.DESKS]) == [None] * 3
    assert dict(filing.row.opinions.values_list("desk", "text")) == {desk: desk for desk in offices.DESKS}
    assert filing.version == version + 3
    assert len([act for act in acts_on(filing.row) if act.action == "approvals.opinion.given"]) == 3


def test_an_objection_and_a_grant_at_once_never_both_stand(in_parallel: InParallel) -> None:
    filing = factories.agreed_application()
    by, health, version = offices.officer(), offices.reviewer("health"), filing.version
    granted, said = in_parallel(
        [
            grant(filing, by, version=version),
            lambda: review.opine(filing.application_id, verdict="disagree", text="无隔离间。", by=health, at=NOON),
        ]
    )

    if filing.row.state == "granted":
        assert isinstance(said, CannotMove)
        assert filing.row.opinions.get(desk="health").verdict == "agree"
    else:
        assert (type(granted), said) == (Stale, None)
        assert filing.row.opinions.get(desk="health").verdict == "disagree"


def test_a_withdrawal_and_a_grant_at_once_never_both_stand(in_parallel: InParallel) -> None:
    filing = factories.agreed_application()
    by, version = offices.officer(), filing.version
    results = in_parallel(
        [
            grant(filing, by, version=version),
            lambda: withdraw(filing.application_id, version, by=filing.operator, at=NOON),
        ]
    )

    assert len([result for result in results if isinstance(result, Stale)]) == 1
    assert (filing.row.state == "granted") is (filing.row.document_number != "")


def test_a_double_click_confirms_one_restart(in_parallel: InParallel) -> None:
    offices.no_application_policy()
    enterprise = make_enterprise()
    by = factories.operator_of(enterprise.pk)
    results = in_parallel([lambda: restart.confirm(enterprise.pk, restarted_on=MONDAY, by=by, at=NOON)] * 4)

    assert kinds(results) == {int: 1, AlreadyRunning: 3}
    assert Restart.objects.count() == 1


def test_a_suspension_and_a_confirmation_at_once_leave_nobody_running(in_parallel: InParallel) -> None:
    filing = factories.granted_application()
    by, version = offices.officer(), filing.version
    suspended, confirmed = in_parallel(
        [
            lambda: enforcement.suspend(filing.application_id, version, reason="case_found", by=by, at=TUESDAY),
            lambda: restart.confirm(filing.enterprise_id, restarted_on=MONDAY, by=filing.operator, at=TUESDAY),
        ]
    )

    assert suspended is None
    assert isinstance(confirmed, int | NotYetAllowed)
    assert filing.row.state == "suspended"
    assert not Restart.objects.filter(stopped_on=None).exists()


def test_two_workers_remind_once(in_parallel: InParallel) -> None:
    filing = factories.application_in_review()
    due = filing.row.due_at
    by = clock_actor(COUNTY)
    assert due is not None
    results = in_parallel([lambda: reminding.remind(filing.application_id, by=by, at=due)] * 4)

    assert sorted(results) == [False, False, False, True]
    assert Reminder.objects.count() == 1
