"""The enterprise's own first page: for each enterprise, where it stands and what comes next."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from fugong.approvals.queries.applications import county_of, latest_application, running_restart
from fugong.approvals.queries.desk import desk, desks
from fugong.core.refusals import NotThere
from fugong.people.public import loader_actor
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)


@pytest.mark.parametrize(
    ("make", "next_step"),
    [
        (factories.draft_application, "write"),
        (factories.application_in_review, "wait"),
        (factories.returned_application, "correct"),
        (factories.granted_application, "confirm"),
        (factories.recorded_application, "confirm"),
        (factories.running_enterprise, "running"),
        (factories.suspended_application, "suspended"),
        (factories.refused_application, "apply"),
        (factories.withdrawn_application, "apply"),
    ],
)
def test_the_next_step_follows_where_the_enterprise_stands(make: Callable[[], Filing], next_step: str) -> None:
    filing = make()
    found = desk(filing.operator, filing.enterprise_id, now=NOON)

    assert found.next_step == next_step
    assert found.application is not None
    assert found.application.pk == filing.application_id


@pytest.mark.parametrize(
    ("policy_of", "next_step"), [(offices.approval_policy, "apply"), (offices.no_application_policy, "confirm")]
)
def test_an_enterprise_that_did_nothing_yet_is_told_what_the_policy_asks(
    policy_of: Callable[[], None], next_step: str
) -> None:
    policy_of()
    enterprise = make_enterprise()
    found = desk(factories.operator_of(enterprise.pk), enterprise.pk, now=NOON)

    assert (found.next_step, found.application, found.restart, found.lamp) == (next_step, None, None, None)


def test_before_the_county_has_ruled_there_is_nothing_to_do() -> None:
    enterprise = make_enterprise()
    found = desk(factories.operator_of(enterprise.pk), enterprise.pk, now=NOON)

    assert (found.next_step, found.triage) == ("unruled", None)


@pytest.mark.parametrize(
    ("make", "next_step"),
    [
        (factories.draft_application, "confirm"),
        (factories.application_in_review, "confirm"),
        (factories.returned_application, "confirm"),
        (factories.refused_application, "confirm"),
        (factories.granted_application, "confirm"),
        (factories.running_enterprise, "running"),
    ],
)
def test_when_no_application_is_needed_any_more_nobody_is_sent_back_to_one(
    make: Callable[[], Filing], next_step: str
) -> None:
    filing = make()
    offices.no_application_policy(since=date(2020, 2, 18))

    assert desk(filing.operator, filing.enterprise_id, now=TUESDAY).next_step == next_step


def test_after_a_refusal_a_new_application_is_the_one_that_counts() -> None:
    filing = factories.refused_application()
    again = factories.application_in_review(filing.enterprise_id)
    card = latest_application(filing.enterprise_id)

    assert card is not None
    assert (card.id, card.state, card.version) == (again.application_id, "in_review", again.version)
    assert desk(again.operator, filing.enterprise_id, now=NOON).next_step == "wait"


def test_who_speaks_for_several_enterprises_sees_a_desk_for_each() -> None:
    first, second = factories.granted_application(), factories.draft_application()
    registry.appoint_representative(
        second.enterprise_id, account_id=first.operator.account_id or 0, since_on=MONDAY, by=loader_actor(COUNTY),
        at=NOON,
    )  # fmt: skip

    found = desks(first.operator, now=NOON)
    assert [(one.enterprise.id, one.next_step) for one in found] == [
        (first.enterprise_id, "confirm"), (second.enterprise_id, "write"),
    ]  # fmt: skip


def test_nobody_sits_at_another_enterprises_desk() -> None:
    filing = factories.application_in_review()
    colleague = factories.operator_of(make_enterprise().pk)

    for actor in (colleague, offices.officer(), offices.reviewer("township")):
        with pytest.raises(NotThere):
            desk(actor, filing.enterprise_id, now=NOON)
    assert [one.enterprise.id for one in desks(colleague, now=NOON)] != [filing.enterprise_id]
    assert desks(offices.officer(), now=NOON) == ()


def test_a_job_finds_the_county_of_an_application() -> None:
    assert county_of(factories.draft_application().application_id) == COUNTY
    with pytest.raises(NotThere):
        county_of(999_999_999)


def test_only_a_restart_that_was_not_stopped_is_running() -> None:
    running, suspended = factories.running_enterprise(), factories.suspended_application()

    assert running_restart(running.enterprise_id) is not None
    assert running_restart(suspended.enterprise_id) is None
