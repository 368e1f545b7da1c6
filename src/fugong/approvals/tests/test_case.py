"""One application in full: what was answered and corrected, who said what, how it stands, what this reader may do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fugong.approvals.actions.drafting import save_section
from fugong.approvals.actions.submission import submit
from fugong.approvals.queries.case import Case, case, history
from fugong.people.public import Actor, loader_actor
from fugong.people.tests import factories as people_factories
from fugong.registry import public as registry

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=2)
TUESDAY = MORNING + timedelta(days=1)


def case_of(filing: Filing, actor: Actor | None = None) -> Case:
    return case(actor or filing.operator, filing.application_id, now=NOON)


# --- what it shows -------------------------------------------------------------------------------------------------


def test_a_case_shows_answers_by_section_opinions_lamp_papers_and_masks() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "health")
    found = case_of(filing)

    assert [section.key for section in found.sections] == ["enterprise", "plan", "prevention", "supplies", "safety"]
    values = {row.key: row.value for section in found.sections for row in section.rows}
    assert (values["staff_total"], values["safety_checked"]) == (120, True)
    assert [(opinion.desk, opinion.verdict) for opinion in found.opinions] == [
        ("township", ""), ("health", "agree"), ("industry", ""),
    ]  # fmt: skip
    assert found.lamp.colour == "green"
    assert found.days_of_masks == 8.3
    assert ("commitment", "疫情防控责任承诺书") in found.papers
    assert (found.files, found.corrections, found.restart, found.is_ready) == ((), (), None, False)


def test_only_what_was_asked_is_shown() -> None:
    filing = factories.recorded_application()

    assert [section.key for section in case_of(filing).sections] == ["enterprise", "plan", "prevention"]


def test_a_case_is_ready_when_every_desk_agreed() -> None:
    agreed, objected = factories.agreed_application(), factories.agreed_application()
    factories.opine(objected, "health", verdict="disagree", text="无隔离间。")

    assert case_of(agreed).is_ready
    assert not case_of(objected).is_ready


def test_a_correction_shows_what_was_asked_what_was_there_and_what_is_there_now() -> None:
    filing = factories.returned_application()
    typed = factories.answers({"staff_first_batch": "40"})
    save_section(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=NOON)
    found = case_of(filing)
    rows = {row.key: row for section in found.sections for row in section.rows}

    assert found.open_correction is not None
    assert found.open_correction.note == "请补正。"
    asked = rows["staff_first_batch"]
    assert (asked.asked, asked.before, asked.value, asked.is_corrected) == ("请核对首批返岗人数。", 60, 40, True)
    assert not rows["staff_total"].is_corrected


def test_after_it_was_handed_in_again_no_correction_is_open() -> None:
    filing = factories.returned_application()
    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=NOON)

    assert case_of(filing).open_correction is None
    assert len(case_of(filing).corrections) == 1


def test_a_running_enterprise_shows_its_restart() -> None:
    restart = case_of(factories.running_enterprise()).restart

    assert restart is not None
    assert restart.restarted_on == MONDAY


def test_the_history_tells_everything_in_order_latest_first() -> None:
    filing = factories.suspended_application()
    told = [
        row.action.removeprefix("approvals.") for row in history(filing.operator, filing.application_id, now=TUESDAY)
    ]

    assert told == [
        "application.suspended", "restart.confirmed", "application.granted",
        "opinion.given", "opinion.given", "opinion.given", "application.submitted", "application.started",
    ]  # fmt: skip


def test_every_act_and_field_of_the_history_has_its_chinese_name() -> None:
    filing = factories.returned_application()
    typed = factories.answers({"staff_first_batch": "40"}, at=TUESDAY)
    save_section(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=TUESDAY)
    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=TUESDAY)

    for filed in (filing, factories.suspended_application()):
        for row in history(filed.operator, filed.application_id, now=TUESDAY):
            assert not row.words.isascii(), row.action
            for change in row.changes:
                assert not change.label.isascii(), change.field


# --- what this reader may do ---------------------------------------------------------------------------------------

OFFICER = {
    "draft": set[str](),
    "in_review": {"return", "grant", "refuse"},
    "returned": set[str](),
    "granted": {"suspend", "revoke"},
    "refused": set[str](),
    "recorded": {"suspend", "revoke"},
    "withdrawn": set[str](),
    "suspended": {"reinstate", "revoke"},
    "revoked": set[str](),
}
OPERATOR = {
    "draft": {"withdraw", "write"},
    "in_review": {"withdraw"},
    "returned": {"withdraw", "write"},
    "granted": set[str](),
    "refused": set[str](),
    "recorded": set[str](),
    "withdrawn": set[str](),
    "suspended": set[str](),
    "revoked": set[str](),
}
MAKERS: list[Callable[[], Filing]] = [
    factories.application_in_review,
    factories.returned_application,
    factories.granted_application,
    factories.refused_application,
    factories.recorded_application,
    factories.withdrawn_application,
    factories.suspended_application,
    factories.revoked_application,
]


@pytest.mark.parametrize("make", MAKERS)
def test_each_reader_is_offered_the_moves_of_the_state_and_of_the_own_duty(make: Callable[[], Filing]) -> None:
    filing = make()
    state = filing.row.state
    opines = {"opine"} if state == "in_review" else set()

    assert case_of(filing, offices.officer()).moves == OFFICER[state]
    assert case_of(filing).moves == OPERATOR[state]
    assert case_of(filing, offices.reviewer("health")).moves == opines
    for looker_on in (people_factories.county_leader(COUNTY), people_factories.supervisor(COUNTY)):
        assert case_of(filing, looker_on).moves == set()


def test_a_draft_offers_its_enterprise_to_write_and_to_withdraw() -> None:
    assert case_of(factories.draft_application()).moves == OPERATOR["draft"]


def test_a_reviewer_who_was_not_asked_is_offered_nothing() -> None:
    filing = factories.application_in_review()
    transport = people_factories.make_organisation("transport", kind="department", name="交通局")
    found = case_of(filing, people_factories.reviewer(transport))

    assert (found.own_opinion, found.moves) == (None, frozenset())


def test_who_speaks_for_the_enterprise_is_offered_no_offices_moves() -> None:
    filing, officer = factories.agreed_application(), offices.officer()
    registry.appoint_representative(
        filing.enterprise_id, account_id=officer.account_id or 0, since_on=MONDAY, by=loader_actor(COUNTY), at=NOON
    )

    assert case_of(filing, officer).moves == OPERATOR["in_review"]
