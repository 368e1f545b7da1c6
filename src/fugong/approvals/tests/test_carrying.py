"""From one phase to the next: nobody waits under a rule that is gone, and nobody applies again for what stands."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from fugong.approvals.actions import carrying, restart
from fugong.approvals.actions.drafting import start
from fugong.approvals.models import Restart
from fugong.approvals.queries.carried import carried, counties
from fugong.approvals.rules.eligibility import AlreadyApplied, NotYetAllowed
from fugong.approvals.tasks import carry_over as carry_over_job
from fugong.approvals.tasks import carry_over_all
from fugong.core.refusals import NotPermitted
from fugong.people.public import clock_actor
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, FEW_PAPERS, MORNING, OTHER_COUNTY
from .screens import as_seen_by, text_of, url
from .traces import acts_on, everything, jobs, last_act, refused

pytestmark = pytest.mark.django_db

TURN = date(2020, 2, 20)
MIDNIGHT = datetime.combine(TURN, MORNING.timetz()).replace(hour=0, minute=7)


def carry(filing: Filing, at: datetime = MIDNIGHT) -> tuple[str, ...]:
    return carrying.carry_over(filing.enterprise_id, by=clock_actor(COUNTY), at=at)


def turns_into(mode: str, *, carry_over: str = "stands") -> None:
    """Announce the next phase."""
    papers = () if mode == "none" else FEW_PAPERS
    offices.ruled(mode, papers=papers, since=TURN, carry_over=carry_over)


PHASES = [
    # what is there, the next phase asks for, it becomes
    (factories.application_in_review, "none", "recorded"),
    (factories.application_in_review, "commitment", "recorded"),
    (factories.application_in_review, "filing", "recorded"),
    (factories.application_in_review, "approval", "in_review"),
    (factories.returned_application, "none", "recorded"),
    (factories.returned_application, "commitment", "returned"),
    (factories.returned_application, "filing", "returned"),
    (factories.returned_application, "approval", "returned"),
    (factories.complete_draft, "none", "draft"),
    (factories.complete_draft, "filing", "draft"),
    (factories.granted_application, "none", "granted"),
    (factories.granted_application, "filing", "granted"),
    (factories.granted_application, "approval", "granted"),
    (factories.recorded_application, "none", "recorded"),
    (factories.recorded_application, "approval", "recorded"),
    (factories.suspended_application, "none", "suspended"),
    (factories.refused_application, "none", "refused"),
    (factories.withdrawn_application, "none", "withdrawn"),
]


@pytest.mark.parametrize(("make", "mode", "becomes"), PHASES)
def test_when_the_phase_changes(*, make: Callable[[], Filing], mode: str, becomes: str) -> None:
    filing = make()
    turns_into(mode)
    before, concerned = everything(), carried(COUNTY, on=TURN)

    did = carry(filing)

    assert filing.row.state == becomes
    assert concerned == ((filing.enterprise_id,) if did else ())
    assert bool(did) is (before != everything())
    assert carried(COUNTY, on=TURN) == ()


def test_what_waited_is_settled_under_the_new_rule_and_the_desks_stay_silent() -> None:
    filing = factories.application_in_review()
    turns_into("filing")
    assert carried(COUNTY, on=TURN - timedelta(1)) == ()
    assert carried(COUNTY, on=TURN) == (filing.enterprise_id,)

    assert carry(filing) == ("approvals.application.settled",)
    row = filing.row
    assert (row.mode, row.due_at, row.effective_on, row.document_number) == ("filing", None, TURN, "")
    assert (row.decided_by, row.decided_by_clock) == ("系统时钟", True)
    assert {opinion.verdict for opinion in row.opinions.all()} == {""}
    act = last_act(row)
    assert act.changes["mode"] == ["approval", "filing"]
    assert "关于有序复工的通告" in act.note


def test_the_enterprise_reads_that_it_may_restart_and_may() -> None:
    filing = factories.application_in_review()
    turns_into("none")
    carry(filing)

    page = text_of(as_seen_by(filing.operator).get(url("progress", filing.application_id)))
    assert "本申请无需再审批，已由系统办结" in page
    factories.confirm(filing, at=MIDNIGHT + timedelta(hours=9))
    assert Restart.objects.get().restarted_on == TURN


def test_done_again_nothing_is_left_to_do() -> None:
    filing = factories.application_in_review()
    turns_into("none")
    carry(filing)
    before = everything()

    assert carry(filing) == ()
    assert everything() == before


def test_a_correction_that_was_asked_for_is_closed_when_nothing_is_asked_any_more() -> None:
    filing = factories.returned_application()
    turns_into("none")
    carry(filing)

    assert not filing.row.corrections.filter(answered_at=None).exists()


def test_when_it_gets_stricter_again_what_was_granted_stands_and_nobody_applies_again() -> None:
    filing = factories.granted_application()
    turns_into("approval")
    assert carry(filing) == ()

    with refused(AlreadyApplied):
        start(filing.enterprise_id, by=filing.operator, at=MIDNIGHT)
    factories.confirm(filing, at=MIDNIGHT + timedelta(hours=9))
    assert Restart.objects.get().stopped_on is None


def test_who_runs_without_an_application_goes_on_when_it_gets_stricter() -> None:
    enterprise = make_enterprise().pk
    offices.no_application_policy()
    by = factories.operator_of(enterprise)
    restart.confirm(enterprise, restarted_on=MORNING.date(), by=by, at=MORNING)
    turns_into("approval")

    assert carried(COUNTY, on=TURN) == ()
    assert carrying.carry_over(enterprise, by=clock_actor(COUNTY), at=MIDNIGHT) == ()


def test_where_policy_says_so_earlier_permissions_end_and_may_be_applied_for_again() -> None:
    filing = factories.running_enterprise()
    turns_into("approval", carry_over="reapply")
    assert carried(COUNTY, on=TURN - timedelta(1)) == ()
    assert carried(COUNTY, on=TURN) == (filing.enterprise_id,)

    assert carry(filing) == ("approvals.restart.stopped", "approvals.application.lapsed")
    row = filing.row
    assert (row.state, row.lapsed_on, row.document_number) == ("lapsed", TURN, "桐经贸复〔2020〕1号")
    assert Restart.objects.get().stopped_on == TURN
    assert carried(COUNTY, on=TURN) == ()
    with pytest.raises(NotYetAllowed):
        restart.confirm(filing.enterprise_id, restarted_on=TURN, by=filing.operator, at=MIDNIGHT)
    again = start(filing.enterprise_id, by=filing.operator, at=MIDNIGHT)
    assert again != filing.application_id
    assert "需重新申请" in text_of(as_seen_by(filing.operator).get(url("progress", filing.application_id)))


def test_a_permission_given_under_the_new_rule_is_not_ended_by_it() -> None:
    offices.approval_policy()
    turns_into("approval", carry_over="reapply")
    filing = factories.running_enterprise(at=MIDNIGHT + timedelta(hours=9))

    assert carry(filing, at=MIDNIGHT + timedelta(days=5)) == ()
    assert carried(COUNTY, on=TURN + timedelta(5)) == ()


def test_who_ran_without_an_application_stops_too_where_everybody_must_apply_anew() -> None:
    enterprise = make_enterprise().pk
    offices.no_application_policy()
    restart.confirm(enterprise, restarted_on=MORNING.date(), by=factories.operator_of(enterprise), at=MORNING)
    turns_into("approval", carry_over="reapply")

    assert carried(COUNTY, on=TURN) == (enterprise,)
    assert carrying.carry_over(enterprise, by=clock_actor(COUNTY), at=MIDNIGHT) == ("approvals.restart.stopped",)
    stopped = Restart.objects.get()
    assert stopped.stopped_on == TURN
    assert [act.action for act in acts_on(stopped)] == ["approvals.restart.confirmed", "approvals.restart.stopped"]


def test_only_the_clock_of_the_county_or_its_officer_carries_over() -> None:
    filing = factories.application_in_review()
    turns_into("none")

    for who in (clock_actor(OTHER_COUNTY), filing.operator, offices.reviewer("health")):
        with refused(NotPermitted):
            carrying.carry_over(filing.enterprise_id, by=who, at=MIDNIGHT)


def test_the_worker_looks_for_whom_it_concerns_and_gives_each_a_job_of_its_own() -> None:
    filing = factories.application_in_review()
    offices.no_application_policy(since=TURN)
    assert counties() == (COUNTY,)

    carry_over_all(0)

    [arguments] = [arguments for name, _at, arguments in jobs("approvals.carry_over")]
    assert arguments == {"enterprise_id": filing.enterprise_id, "county_code": COUNTY}
    carry_over_job(filing.enterprise_id, COUNTY)
    assert filing.row.state == "recorded"


def test_finding_whom_it_concerns_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries: "pytest.FixtureRequest",
) -> None:
    for _ in range(3):
        factories.running_enterprise()
        factories.application_in_review()
    turns_into("none")
    with django_assert_max_num_queries(6):  # type: ignore[operator]  # pytest-django gives a context manager
        assert len(carried(COUNTY, on=TURN)) == 3
