"""The enterprise's own word: granted is not resumed; each mode asks for its own permission; stops and new starts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from fugong.approvals.actions import enforcement, restart
from fugong.approvals.models import Restart
from fugong.approvals.queries.measures import resumed
from fugong.approvals.rules.eligibility import AlreadyRunning, EnterpriseIsClosed, NotYetAllowed
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people.public import ANONYMOUS, Actor
from fugong.people.tests import factories as people_factories
from fugong.policy import public as policy
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY
from .traces import last_act, refused

pytestmark = pytest.mark.django_db

EVENING = MORNING + timedelta(hours=9)
TUESDAY = MORNING + timedelta(days=1)
WEDNESDAY = MORNING + timedelta(days=2)


def unbound(*, division: str = offices.TOWNSHIP, closed_on: date | None = None) -> tuple[int, Actor]:
    """Give an enterprise without any application, and who speaks for it."""
    operator = people_factories.operator(division[:6])
    enterprise = make_enterprise(division_code=division, representative_id=operator.account_id, closed_on=closed_on)
    return enterprise.pk, operator


def count_of_resumed() -> int:
    return len(resumed(COUNTY, groups=("all",), as_of=MONDAY).resumed)


# --- confirming ----------------------------------------------------------------------------------------------------


def test_granted_is_not_resumed_until_the_enterprise_says_so() -> None:
    filing = factories.granted_application()
    assert count_of_resumed() == 0

    row = factories.confirm(filing, at=EVENING)
    assert count_of_resumed() == 1
    assert (row.county_code, row.enterprise_id, row.application_id) == (
        COUNTY, filing.enterprise_id, filing.application_id,
    )  # fmt: skip
    assert (row.mode, row.restarted_on, row.stopped_on) == ("approval", MONDAY, None)
    assert (row.confirmed_at, row.confirmed_by) == (EVENING, filing.operator.title)


def test_a_confirmation_is_an_act_in_the_trail() -> None:
    filing = factories.granted_application()
    row = factories.confirm(filing, at=EVENING)
    act = last_act(row)

    assert (act.action, act.actor_id) == ("approvals.restart.confirmed", filing.operator.account_id)
    assert act.changes == {"restarted_on": [None, "2020-02-17"]}


def test_under_a_commitment_the_restart_rests_on_what_was_recorded() -> None:
    filing = factories.recorded_application()
    row = factories.confirm(filing)

    assert (row.mode, row.application_id) == ("commitment", filing.application_id)


def test_where_no_application_is_needed_the_enterprise_just_confirms() -> None:
    offices.no_application_policy()
    enterprise_id, operator = unbound()
    pk = restart.confirm(enterprise_id, restarted_on=MONDAY, by=operator, at=MORNING)

    row = Restart.objects.get(pk=pk)
    assert (row.mode, row.application_id) == ("none", None)
    assert count_of_resumed() == 1


def test_the_mode_that_counts_is_the_one_of_the_day_of_restart() -> None:
    offices.approval_policy()
    offices.no_application_policy(since=date(2020, 2, 18))
    enterprise_id, operator = unbound()

    with refused(NotYetAllowed):
        restart.confirm(enterprise_id, restarted_on=MONDAY, by=operator, at=WEDNESDAY)
    pk = restart.confirm(enterprise_id, restarted_on=date(2020, 2, 18), by=operator, at=WEDNESDAY)
    assert Restart.objects.get(pk=pk).mode == "none"


@pytest.mark.parametrize(
    "make",
    [
        factories.draft_application,
        factories.application_in_review,
        factories.returned_application,
        factories.refused_application,
        factories.withdrawn_application,
    ],
)
def test_without_a_permission_in_force_nobody_restarts(make: Callable[[], Filing]) -> None:
    filing = make()

    with refused(NotYetAllowed):
        factories.confirm(filing, at=EVENING)


def test_nobody_restarts_before_the_first_day_of_the_permission() -> None:
    filing = factories.granted_application(effective_on=date(2020, 2, 19))

    with refused(NotYetAllowed, match="2020-02-19"):
        factories.confirm(filing, at=TUESDAY)
    with refused(NotYetAllowed):
        factories.confirm(filing, at=WEDNESDAY, restarted_on=date(2020, 2, 18))
    assert factories.confirm(filing, at=WEDNESDAY).restarted_on == date(2020, 2, 19)


@pytest.mark.parametrize("day", [date(2020, 2, 18), date(2019, 2, 15), date.min, date.max])
def test_a_restart_in_the_future_or_long_ago_is_a_slip(day: date) -> None:
    filing = factories.granted_application()

    with refused(Invalid):
        factories.confirm(filing, at=EVENING, restarted_on=day)


def test_before_any_rule_was_announced_nobody_restarts() -> None:
    offices.no_application_policy(since=date(2020, 2, 10))
    enterprise_id, operator = unbound()

    with refused(policy.NoPolicyInForce):
        restart.confirm(enterprise_id, restarted_on=date(2020, 2, 9), by=operator, at=MORNING)


def test_who_runs_already_does_not_confirm_again() -> None:
    filing = factories.running_enterprise()

    with refused(AlreadyRunning, match="2020-02-17"):
        factories.confirm(filing, at=TUESDAY)


def test_an_enterprise_that_was_struck_off_does_not_restart() -> None:
    offices.no_application_policy()
    enterprise_id, operator = unbound(closed_on=date(2020, 2, 17))

    with refused(EnterpriseIsClosed):
        restart.confirm(enterprise_id, restarted_on=MONDAY, by=operator, at=MORNING)


def test_only_the_enterprise_itself_says_that_it_works() -> None:
    filing = factories.granted_application()
    colleague = unbound()[1]
    neighbour = unbound(division=offices.TOWNSHIP_ELSEWHERE)[1]

    for by in (colleague, neighbour):
        with refused(NotThere):
            restart.confirm(filing.enterprise_id, restarted_on=MONDAY, by=by, at=EVENING)
    for by in (offices.officer(), offices.reviewer("township"), people_factories.county_leader(COUNTY), ANONYMOUS):
        with refused(NotPermitted):
            restart.confirm(filing.enterprise_id, restarted_on=MONDAY, by=by, at=EVENING)


# --- suspending and giving back ------------------------------------------------------------------------------------


def suspend(filing: Filing, *, by: Actor | None = None, version: int | None = None, reason: str = "case_found") -> None:
    version = filing.version if version is None else version
    enforcement.suspend(
        filing.application_id, version, reason=reason, note="发现病例。", by=by or offices.officer(), at=TUESDAY
    )


def reinstate(filing: Filing, *, by: Actor | None = None, version: int | None = None) -> None:
    version = filing.version if version is None else version
    enforcement.reinstate(filing.application_id, version, note="已整改。", by=by or offices.officer(), at=WEDNESDAY)


def test_a_suspension_ends_the_running_restart_that_day() -> None:
    filing = factories.running_enterprise()
    suspend(filing)
    row, stopped = filing.row, Restart.objects.get()

    assert (row.state, row.reasons, row.decision_note) == ("suspended", ["case_found"], "发现病例。")
    assert stopped.stopped_on == date(2020, 2, 18)
    assert len(resumed(COUNTY, groups=("all",), as_of=MONDAY).resumed) == 1
    assert resumed(COUNTY, groups=("all",), as_of=date(2020, 2, 18)).resumed == ()
    act = last_act(row)
    assert (act.action, act.note) == ("approvals.application.suspended", "发现病例。")
    assert act.changes["state"] == ["granted", "suspended"]


def test_a_permission_never_used_is_suspended_too() -> None:
    filing = factories.granted_application()
    suspend(filing)

    assert (filing.row.state, Restart.objects.count()) == ("suspended", 0)


def test_another_enterprises_restart_goes_on() -> None:
    filing, other = factories.running_enterprise(), factories.running_enterprise()
    suspend(filing)

    assert Restart.objects.get(enterprise_id=other.enterprise_id).stopped_on is None


def test_while_suspended_nobody_restarts() -> None:
    filing = factories.suspended_application()

    with refused(NotYetAllowed, match="已暂停"):
        factories.confirm(filing, at=WEDNESDAY)


def test_after_it_was_given_back_the_enterprise_confirms_anew() -> None:
    filing = factories.suspended_application()
    reinstate(filing)
    row = filing.row
    assert (row.state, row.reasons, row.effective_on) == ("granted", [], date(2020, 2, 19))
    assert not Restart.objects.filter(stopped_on=None).exists()
    assert last_act(row).changes["state"] == ["suspended", "granted"]

    with refused(NotYetAllowed, match="2020-02-19"):
        factories.confirm(filing, at=WEDNESDAY, restarted_on=date(2020, 2, 18))
    again = factories.confirm(filing, at=WEDNESDAY)
    assert (again.restarted_on, again.stopped_on) == (date(2020, 2, 19), None)
    assert Restart.objects.count() == 2


def test_what_was_recorded_is_recorded_again_when_it_is_given_back() -> None:
    filing = factories.recorded_application()
    suspend(filing)
    reinstate(filing)

    assert filing.row.state == "recorded"


@pytest.mark.parametrize("reason", ["", "supplies_short", "because"])
def test_a_suspension_has_a_known_reason(reason: str) -> None:
    filing = factories.running_enterprise()

    with refused(Invalid):
        suspend(filing, reason=reason)


@pytest.mark.parametrize(
    ("verb", "make"),
    [
        (suspend, factories.application_in_review),
        (suspend, factories.refused_application),
        (suspend, factories.suspended_application),
        (reinstate, factories.granted_application),
        (reinstate, factories.recorded_application),
        (reinstate, factories.withdrawn_application),
    ],
)
def test_only_what_is_in_force_is_suspended_and_only_what_is_suspended_given_back(
    verb: Callable[[Filing], None], make: Callable[[], Filing]
) -> None:
    filing = make()

    with refused(CannotMove):
        verb(filing)


@pytest.mark.parametrize("verb", [suspend, reinstate])
def test_only_the_countys_bureau_suspends_and_gives_back(verb: Callable[..., None]) -> None:
    filing = factories.running_enterprise() if verb is suspend else factories.suspended_application()
    offices.approval_policy(OTHER_COUNTY)

    for by in (offices.officer(OTHER_COUNTY), unbound()[1]):
        with refused(NotThere):
            verb(filing, by=by)
    for by in (offices.reviewer("health"), people_factories.supervisor(COUNTY), filing.operator):
        with refused(NotPermitted):
            verb(filing, by=by)
    with refused(Stale):
        verb(filing, version=filing.version - 1)
