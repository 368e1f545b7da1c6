"""The roster's acts: added, corrected, erased by the enterprise; looked into by two desks; gone in time."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from pytest_django import Settings

from fugong.approvals.actions import roster
from fugong.approvals.actions.drafting import attach
from fugong.approvals.actions.enforcement import suspend
from fugong.approvals.actions.roster import NotAsked
from fugong.approvals.actions.submission import submit, withdraw
from fugong.approvals.models import Application
from fugong.approvals.queries.roster import roster_for_office, without_clock
from fugong.approvals.rules.impartiality import OwnMatter
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.approvals.rules.roster import PURPOSE
from fugong.approvals.tasks import start_clocks
from fugong.core import audit
from fugong.core.personal import TooManyViews, keeping
from fugong.core.personal.viewing import VIEWED
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.core.tasks import erase_personal_data
from fugong.people.public import Actor, clock_actor, loader_actor
from fugong.people.tests import factories as people
from fugong.registry import public as registry
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MORNING, OTHER_TOWNSHIP
from .rosters import (
    FITTER,
    MARKS,
    PHONE,
    WELDER,
    draft_without_lines,
    person,
    roster_draft,
    roster_granted,
    roster_in_review,
    shown_to_enterprise,
)
from .traces import acts_on, everything, last_act, refused

pytestmark = pytest.mark.django_db
BOTH = ["1 GH-0427 集中观察 139****4321", "2 GH-0428 无需隔离"]
FREE = {
    "own_number": "GH-0427", "job": "焊工", "origin": "江岸区", "arrived_on": "2020-02-12", "isolation": "finished",
}  # fmt: skip


def look(filing: Filing, *, by: Actor, number: int = 1, reason: str = "follow_up", note: str = "随访") -> str:
    return roster.view_phone(filing.application_id, number=number, reason=reason, note=note, by=by, at=MORNING)


def held(filing: Filing) -> keeping.Held:
    found = keeping.held(filing.row, purpose=PURPOSE.code)
    assert found is not None
    return found


def sealed() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM core_personalrecord AS t ORDER BY id")
        return [row for (row,) in cursor.fetchall()]


# --- adding ----------------------------------------------------------------------------------------------------------


def test_pasted_persons_are_on_the_roster_and_the_trail_counts_them() -> None:
    filing = roster_draft()

    assert shown_to_enterprise(filing) == BOTH
    assert last_act(filing.row).action == "approvals.roster.added"
    assert last_act(filing.row).changes == {"persons": [0, 2]}


def test_a_paste_with_one_bad_line_adds_nobody() -> None:
    filing = draft_without_lines()
    with refused(Invalid):
        roster.add(filing.application_id, pasted=f"{FITTER}\n张三", by=filing.operator, at=MORNING)
    assert sealed() == []


def test_the_same_person_is_not_added_twice() -> None:
    filing = roster_draft()
    with refused(Invalid):
        roster.add(filing.application_id, pasted=WELDER, by=filing.operator, at=MORNING)
    assert shown_to_enterprise(filing) == BOTH


def test_where_the_rule_asks_no_roster_none_is_collected() -> None:
    filing = factories.draft_application()
    with refused(NotAsked):
        roster.add(filing.application_id, pasted=WELDER, by=filing.operator, at=MORNING)


def test_a_roster_is_not_taken_as_a_file() -> None:
    filing = roster_draft()
    upload = SimpleUploadedFile("名单.pdf", b"%PDF-1.4 example")
    with refused(Invalid):
        attach(filing.application_id, paper="roster", upload=upload, by=filing.operator, at=MORNING)


def test_while_the_offices_review_nobody_is_added() -> None:
    filing = roster_in_review()
    with refused(CannotMove):
        roster.add(filing.application_id, pasted=FITTER.replace("0428", "0500"), by=filing.operator, at=MORNING)


def test_an_application_without_its_roster_is_not_complete() -> None:
    filing = roster_draft()
    for number in (1, 2):
        roster.remove(filing.application_id, number=number, by=filing.operator, at=MORNING)

    with refused(Invalid) as caught:
        submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=MORNING)
    assert isinstance(caught.value, Invalid)
    assert [problem.field for problem in caught.value.problems] == ["roster"]


@pytest.mark.parametrize("act", ["add", "correct", "remove"])
def test_only_who_speaks_for_the_enterprise_keeps_its_roster(act: str) -> None:
    filing = roster_in_review()
    arguments: dict[str, object] = {
        "add": {"pasted": FITTER},
        "correct": {"number": 1, "typed": FREE},
        "remove": {"number": 1},
    }[act]  # type: ignore[assignment]  # a table of keywords
    others = [offices.officer(), offices.reviewer("health"), factories.operator_of(make_enterprise().pk)]
    before = sealed()
    for other in others:
        with refused(NotThere if other is others[2] else NotPermitted):
            getattr(roster, act)(filing.application_id, **arguments, by=other, at=MORNING)
    assert sealed() == before


# --- the person's own request ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [roster_draft, roster_in_review, roster_granted])
def test_in_every_state_an_entry_can_be_put_right_and_the_trail_names_the_fields_alone(state: object) -> None:
    filing = state()  # type: ignore[operator]  # a table of states
    roster.correct(filing.application_id, number=1, typed=FREE, by=filing.operator, at=MORNING)

    assert person(filing, 1) == FREE
    act = acts_on(filing.row)[-1]
    assert act.changes["entry"] == [None, 1]
    assert set(act.changes["corrected_fields"][1]) == {"job", "origin", "isolation", "phone"}  # type: ignore[call-overload]  # a list
    assert not [mark for mark in (*MARKS, *FREE.values()) if mark in str(act)]


def test_a_correction_that_breaks_a_rule_or_takes_anothers_number_is_refused() -> None:
    filing = roster_draft()
    before = sealed()
    for typed in ({**FREE, "phone": PHONE}, {**FREE, "own_number": "GH-0428"}, {}):
        with refused(Invalid):
            roster.correct(filing.application_id, number=1, typed=typed, by=filing.operator, at=MORNING)
    assert sealed() == before


def test_a_correction_that_changes_nothing_leaves_no_trace() -> None:
    filing = roster_draft()
    before = everything()
    roster.correct(filing.application_id, number=1, typed=person(filing, 1), by=filing.operator, at=MORNING)
    assert everything() == before


def test_an_entry_is_erased_with_its_key_in_every_state() -> None:
    filing = roster_granted()
    roster.remove(filing.application_id, number=1, by=filing.operator, at=MORNING)

    assert shown_to_enterprise(filing) == BOTH[1:]
    assert last_act(filing.row).changes == {"entry": [1, None]}
    with refused(NotThere):
        roster.remove(filing.application_id, number=1, by=filing.operator, at=MORNING)


# --- who sees what ---------------------------------------------------------------------------------------------------


def test_the_township_and_the_health_desk_see_entries_masked_and_others_see_counts() -> None:
    filing = roster_in_review()
    for desk, sees in (("township", True), ("health", True), ("industry", False)):
        found = roster_for_office(offices.reviewer(desk), filing.application_id, now=MORNING)
        assert (found.persons, found.observed, found.sees_entries) == (2, 1, sees)
        assert [line.phone for line in found.lines] == (["139****4321", ""] if sees else [])

    assert not roster_for_office(offices.officer(), filing.application_id, now=MORNING).lines


def test_a_number_in_full_needs_a_reason_and_is_recorded() -> None:
    filing = roster_in_review()

    assert look(filing, by=offices.reviewer("health")) == PHONE
    act = last_act(filing.row)
    assert (act.action, act.note) == (VIEWED, "随访")
    assert act.changes == {"entry": [None, 1], "seen_field": [None, "phone"], "view_reason": [None, "follow_up"]}
    assert PHONE not in str(acts_on(filing.row))
    assert audit.verify(COUNTY).sound


@pytest.mark.parametrize("asked", [{"reason": ""}, {"note": ""}, {"note": "打13987654321"}])
def test_without_a_reason_no_number_is_shown(asked: dict[str, str]) -> None:
    filing, health = roster_in_review(), offices.reviewer("health")
    with refused(Invalid):
        look(filing, by=health, **asked)  # type: ignore[arg-type]  # a table of keywords


def test_nobody_else_sees_a_number_in_full() -> None:
    filing = roster_in_review()
    for other in (offices.reviewer("industry"), offices.officer(), filing.operator, people.in_office("liaison")):
        with refused(NotPermitted):
            look(filing, by=other)
    for elsewhere in (offices.reviewer("township", OTHER_TOWNSHIP), offices.officer(offices.OTHER_COUNTY)):
        with refused(NotThere):
            look(filing, by=elsewhere)


def test_a_reviewer_who_speaks_for_the_enterprise_does_not_look() -> None:
    filing, health = roster_in_review(), offices.reviewer("health")
    registry.appoint_representative(
        filing.enterprise_id, account_id=health.account_id or 0, since_on=people.SINCE,
        by=loader_actor(COUNTY), at=MORNING,
    )  # fmt: skip
    with refused((OwnMatter, NotPermitted)):  # type: ignore[arg-type]  # either is a refusal
        look(filing, by=health)


def test_twenty_looks_an_hour_are_enough() -> None:
    filing, health = roster_in_review(), offices.reviewer("health")
    for _ in range(20):
        look(filing, by=health)
    with refused(TooManyViews):
        look(filing, by=health)
    assert look(filing, by=offices.reviewer("township")) == PHONE


# --- the clock -------------------------------------------------------------------------------------------------------


def started(filing: Filing, *, days: int = 0) -> bool:
    return roster.start_clock(filing.application_id, by=clock_actor(COUNTY), at=MORNING + timedelta(days=days))


def test_the_clock_starts_with_the_decision() -> None:
    filing = roster_granted()

    assert held(filing).erase_on == MORNING.date() + timedelta(days=90)
    assert started(filing, days=1)
    assert held(filing).erase_on == MORNING.date() + timedelta(days=14)
    assert last_act(filing.row).action == "approvals.roster.settled"
    assert not started(filing, days=2)


def test_while_the_matter_is_open_the_clock_does_not_start() -> None:
    filing = roster_in_review()
    before = everything()
    assert not started(filing)
    assert everything() == before
    assert without_clock() == [filing.application_id]


def test_withdrawing_starts_the_clock_also_of_what_was_never_handed_in() -> None:
    for filing in (roster_in_review(), roster_draft()):
        withdraw(filing.application_id, filing.version, by=filing.operator, at=MORNING)
        assert started(filing)


def test_a_draft_whose_rule_no_longer_asks_a_roster_starts_the_clock() -> None:
    filing = roster_draft()
    Application.objects.update(papers=["application_form"])
    assert started(filing)


def test_a_suspension_does_not_keep_the_roster_longer() -> None:
    filing = roster_granted()
    suspend(filing.application_id, filing.version, reason="case_found", by=offices.officer(), at=MORNING)
    assert started(filing, days=5)
    assert held(filing).erase_on == MORNING.date() + timedelta(days=14)


@pytest.mark.usefixtures("noon")
def test_the_nightly_job_starts_all_clocks_that_are_due() -> None:
    granted, open_one = roster_granted(), roster_in_review()
    start_clocks(0)

    assert held(granted).settled_on == date(2020, 2, 17)
    assert held(open_one).settled_on is None


@pytest.mark.usefixtures("noon")
def test_after_its_day_the_roster_is_gone_and_its_headcount_stays(settings: Settings) -> None:
    filing = roster_granted()
    started(filing)
    settings.FUGONG_CLOCK = MORNING + timedelta(days=14)
    erase_personal_data(0)

    found = roster_for_office(offices.reviewer("health"), filing.application_id, now=MORNING)
    assert (found.is_erased, found.persons, found.lines, found.observed) == (True, 2, (), 0)
    assert held(filing).certificate == "520322-2020-1"
    assert shown_to_enterprise(filing) == []
    with refused(NotThere):
        look(filing, by=offices.reviewer("health"))
