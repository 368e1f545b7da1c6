"""The offices' first page: whose turn it is, in what order, and what it costs to say so."""

from datetime import datetime, timedelta

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fugong.approvals.models import Application
from fugong.approvals.queries.inbox import TABS, InboxRow, inbox, inbox_rows, todo_count
from fugong.people.public import ANONYMOUS, Actor
from fugong.people.tests import factories as people_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .crowd import crowd
from .factories import Filing
from .offices import COUNTY, MORNING, OTHER_COUNTY, OTHER_TOWNSHIP

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)
NEARLY_DUE = MORNING + timedelta(hours=4)
OVERDUE = MORNING + timedelta(hours=8)


def ids(actor: Actor, tab: str, *, now: datetime = NOON) -> list[int]:
    return [row.pk for row in inbox(actor, tab=tab, now=now)]


def tab_of(filing: Filing, actor: Actor, *, now: datetime = NOON) -> str:
    """Give the tab in which the actor finds the application, or none; never two."""
    found = [tab for tab in TABS if filing.application_id in ids(actor, tab, now=now)]
    assert len(found) < 2
    return found[0] if found else ""


def row_of(filing: Filing, *, now: datetime = NOON) -> InboxRow:
    [row] = inbox_rows([Application.objects.prefetch_related("opinions").get(pk=filing.application_id)], now=now)
    return row


# --- whose turn it is ----------------------------------------------------------------------------------------------


def test_while_a_desk_is_silent_the_case_is_the_desks_to_do_and_the_officer_waits() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "health")

    assert tab_of(filing, offices.reviewer("township")) == "todo"
    assert tab_of(filing, offices.reviewer("industry")) == "todo"
    assert tab_of(filing, offices.reviewer("health")) == "waiting"
    assert tab_of(filing, offices.officer()) == "waiting"


def test_when_every_desk_has_spoken_it_is_the_officers_turn() -> None:
    filing = factories.agreed_application()

    assert tab_of(filing, offices.officer()) == "todo"
    assert {tab_of(filing, offices.reviewer(desk)) for desk in offices.DESKS} == {"waiting"}


@pytest.mark.parametrize(
    ("now", "tab"), [(NEARLY_DUE - timedelta(hours=1), "waiting"), (NEARLY_DUE, "todo"), (OVERDUE, "todo")]
)
def test_when_the_answer_is_nearly_due_the_officer_must_chase_the_silent_desk(now: datetime, tab: str) -> None:
    filing = factories.application_in_review()

    assert tab_of(filing, offices.officer(), now=now) == tab


def test_a_case_that_is_being_corrected_waits_for_the_enterprise() -> None:
    filing = factories.returned_application()

    for actor in (offices.officer(), offices.reviewer("township")):
        assert tab_of(filing, actor) == "waiting"


def test_what_is_settled_is_done() -> None:
    settled = [
        factories.granted_application(),
        factories.refused_application(),
        factories.withdrawn_application(),
        factories.suspended_application(),
    ]

    for actor in (offices.officer(), offices.reviewer("township")):
        assert {tab_of(filing, actor) for filing in settled} == {"done"}


def test_who_only_looks_on_has_nothing_to_do() -> None:
    filing = factories.agreed_application()
    leader = people_factories.county_leader(COUNTY)

    assert tab_of(filing, leader) == "waiting"
    assert todo_count(leader, now=NOON) == 0


def test_a_draft_lies_in_nobodys_inbox() -> None:
    draft, withdrawn = factories.complete_draft(), factories.complete_draft()
    Application.objects.filter(pk=withdrawn.application_id).update(state="withdrawn")

    for actor in (offices.officer(), offices.reviewer("township"), draft.operator):
        assert tab_of(draft, actor) == tab_of(withdrawn, actor) == ""


def test_other_areas_cases_are_in_nobodys_inbox() -> None:
    filing = factories.agreed_application()
    offices.approval_policy(OTHER_COUNTY)
    strangers = [
        offices.officer(OTHER_COUNTY),
        offices.reviewer("township", OTHER_TOWNSHIP),
        offices.reviewer("health", offices.TOWNSHIP_ELSEWHERE),
        factories.operator_of(make_enterprise().pk),
        people_factories.system_admin(),
        people_factories.security_admin(),
        people_factories.audit_admin(),
        ANONYMOUS,
    ]

    assert {tab_of(filing, actor) for actor in strangers} == {""}


def test_who_decides_and_sits_at_a_desk_finds_both_kinds_of_work() -> None:
    waiting_for_desk, ready = factories.application_in_review(), factories.agreed_application()
    officer, health = offices.officer(), offices.reviewer("health")
    both = Actor(officer.account_id, "经贸局", (*officer.grants, *health.grants))

    assert {tab_of(waiting_for_desk, both), tab_of(ready, both)} == {"todo"}


# --- counts and order ----------------------------------------------------------------------------------------------


def test_the_number_in_the_menu_is_the_length_of_the_list() -> None:
    for make in (factories.application_in_review, factories.agreed_application, factories.returned_application):
        make()

    for actor in (offices.officer(), *(offices.reviewer(desk) for desk in offices.DESKS)):
        assert todo_count(actor, now=NOON) == len(ids(actor, "todo"))
    assert todo_count(offices.officer(), now=NOON) == 1
    assert todo_count(offices.reviewer("health"), now=NOON) == 1


def test_what_is_due_first_stands_first_and_what_was_decided_last_stands_first() -> None:
    offices.approval_policy(reply_working_days=2)
    later = factories.agreed_application(at=MORNING + timedelta(days=1))
    sooner = factories.agreed_application(at=MORNING)
    older = factories.granted_application(at=MORNING)
    newer = factories.granted_application(at=MORNING + timedelta(hours=1))

    now = MORNING + timedelta(days=1, hours=2)
    assert ids(offices.officer(), "todo", now=now) == [sooner.application_id, later.application_id]
    assert ids(offices.officer(), "done", now=now) == [newer.application_id, older.application_id]


# --- what a line says ----------------------------------------------------------------------------------------------


def test_a_line_says_what_who_since_when_until_when_and_the_next_step() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "township")
    line = row_of(filing)

    assert (line.id, line.enterprise_name, line.mode) == (filing.application_id, filing.row.enterprise_name, "approval")
    assert (line.place, line.submitted_at, line.decided_at) == ("楚米镇", MORNING, None)
    assert (line.lamp.colour, line.lamp.due_at) == ("green", filing.row.due_at)
    assert (line.next_step, line.waiting_for) == ("等待会审意见", ("卫生健康局", "行业主管局"))


def test_the_next_step_follows_the_opinions() -> None:
    agreed, objected = factories.agreed_application(), factories.agreed_application()
    factories.opine(objected, "health", verdict="disagree", text="无隔离间。")

    assert row_of(agreed).next_step == "作出决定"
    assert row_of(objected).next_step == "会商"
    assert row_of(factories.returned_application()).next_step == "等待企业补正"
    assert row_of(factories.granted_application()).next_step == "查看"


@pytest.mark.parametrize(("now", "colour"), [(NOON, "green"), (NEARLY_DUE, "yellow"), (OVERDUE, "red")])
def test_the_lamp_of_a_line_follows_the_clock(now: datetime, colour: str) -> None:
    assert row_of(factories.application_in_review(), now=now).lamp.colour == colour


# --- what it costs -------------------------------------------------------------------------------------------------


def statements(actor: Actor, tab: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = Paginator(inbox(actor, tab=tab, now=NOON), 30).get_page(1)
        lines = inbox_rows(page.object_list, now=NOON)
    assert lines
    return len(captured)


# Counting, the page, its opinions, the names of the places, the county's calendar.
FROZEN = 5


@pytest.mark.parametrize("number", [10, 1000])
def test_a_page_costs_the_same_for_ten_cases_and_a_thousand_also_for_a_township(number: int) -> None:
    crowd(number)
    township, officer = offices.reviewer("township"), offices.officer()

    assert statements(township, "todo") == FROZEN
    assert statements(officer, "waiting") == FROZEN
    with CaptureQueriesContext(connection) as captured:
        assert todo_count(township, now=NOON) == number
    assert len(captured) == 1
