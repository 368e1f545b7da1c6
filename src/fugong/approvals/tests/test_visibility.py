"""Who sees which application: the ladder from the own enterprise to another county, on every way in."""

from datetime import timedelta

import pytest

from fugong.approvals.models import Application
from fugong.approvals.queries.applications import seen
from fugong.approvals.queries.case import applications_of, case, history
from fugong.core.refusals import NotThere
from fugong.people.public import ANONYMOUS, Actor, clock_actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, OTHER_TOWNSHIP

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)


def insiders() -> list[Actor]:
    """Give those whose duty covers the township of the tests."""
    return [
        offices.officer(),
        *(offices.reviewer(desk) for desk in offices.DESKS),
        people_factories.county_leader(COUNTY),
        people_factories.supervisor(COUNTY),
        clock_actor(COUNTY),
    ]


def outsiders() -> list[Actor]:
    """Give everybody else."""
    return [
        factories.operator_of(make_enterprise().pk),
        offices.reviewer("township", OTHER_TOWNSHIP),
        offices.officer(OTHER_COUNTY),
        offices.reviewer("health", offices.TOWNSHIP_ELSEWHERE),
        people_factories.county_leader(OTHER_COUNTY),
        people_factories.system_admin(),
        people_factories.security_admin(),
        people_factories.audit_admin(),
        clock_actor(OTHER_COUNTY),
        loader_actor(COUNTY),
        ANONYMOUS,
    ]


def sees(actor: Actor, filing: Filing) -> bool:
    """Tell whether the actor sees it; every way in must give the same answer."""
    listed = Application.objects.visible_to(actor, on=MONDAY).filter(pk=filing.application_id).exists()
    uscc = filing.row.uscc
    ways = (
        lambda: seen(actor, filing.application_id, on=MONDAY),
        lambda: case(actor, filing.application_id, now=NOON),
        lambda: history(actor, filing.application_id, now=NOON),
    )
    answers = set()
    for way in ways:
        try:
            answers.add(bool(way()))
        except NotThere:
            answers.add(False)
    assert answers == {listed}
    if not listed and filing.row.submitted_at:
        with pytest.raises(NotThere):
            applications_of(actor, uscc, on=MONDAY)
    return listed


def test_what_was_handed_in_is_seen_by_the_enterprise_and_those_whose_duty_it_is() -> None:
    filing = factories.application_in_review()

    assert [actor.title for actor in [filing.operator, *insiders()] if not sees(actor, filing)] == []
    assert [actor.title for actor in outsiders() if sees(actor, filing)] == []


def test_a_draft_is_seen_by_its_enterprise_alone() -> None:
    filing = factories.complete_draft()

    assert sees(filing.operator, filing)
    assert [actor.title for actor in [*insiders(), *outsiders()] if sees(actor, filing)] == []


def test_an_application_withdrawn_before_it_was_handed_in_stays_the_enterprises_own() -> None:
    filing = factories.complete_draft()
    Application.objects.filter(pk=filing.application_id).update(state="withdrawn")

    assert sees(filing.operator, filing)
    assert not sees(offices.officer(), filing)


def test_who_no_longer_speaks_for_the_enterprise_sees_nothing_more() -> None:
    filing = factories.application_in_review()
    registry.end_representation(
        filing.enterprise_id, account_id=filing.operator.account_id or 0, until_on=MONDAY, by=loader_actor(COUNTY),
        at=NOON,
    )  # fmt: skip

    assert not sees(filing.operator, filing)


def test_an_operator_of_two_enterprises_sees_both_and_no_third() -> None:
    first, second, third = (factories.application_in_review() for _ in range(3))
    registry.appoint_representative(
        second.enterprise_id, account_id=first.operator.account_id or 0, since_on=MONDAY, by=loader_actor(COUNTY),
        at=NOON,
    )  # fmt: skip

    visible = Application.objects.visible_to(first.operator, on=MONDAY).values_list("pk", flat=True)
    assert set(visible) == {first.application_id, second.application_id}
    assert third.application_id not in visible


def test_what_does_not_exist_is_as_little_there_as_what_is_hidden() -> None:
    with pytest.raises(NotThere):
        case(offices.officer(), 999_999_999, now=NOON)


def test_the_enterprises_page_shows_its_applications_and_restarts_latest_first() -> None:
    filing = factories.refused_application()
    offices.no_application_policy(since=MONDAY + timedelta(days=1))
    restarted = factories.confirm(filing, at=MORNING + timedelta(days=2))
    applications, restarts = applications_of(offices.officer(), filing.row.uscc, on=MONDAY)

    assert [row.pk for row in applications] == [filing.application_id]
    assert restarts == [restarted]


def test_an_enterprises_page_that_is_not_there() -> None:
    with pytest.raises(NotThere):
        applications_of(offices.officer(), "91520322MA00000000", on=MONDAY)
