"""The enterprise's own desk: begin, fill in, keep what is half typed, add papers and take them out."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings

from fugong.approvals.actions.drafting import MOST_FILES, attach, keep_draft, save_section, start, take_out
from fugong.approvals.models import Application, Paper
from fugong.approvals.rules.eligibility import AlreadyApplied, EnterpriseIsClosed, NoApplicationNeeded
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core.files import FileIsRefused
from fugong.core.files.store import path_of
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Stale
from fugong.people.public import ANONYMOUS
from fugong.people.tests import factories as people_factories
from fugong.policy import public as policy
from fugong.registry.tests.factories import TOWNSHIP_ELSEWHERE, make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import MORNING
from .traces import acts_on, last_act, refused

pytestmark = pytest.mark.django_db

LATER = MORNING + timedelta(minutes=10)
PDF = b"%PDF-1.4 example"


def save(filing: Filing, section: str, typed: Mapping[str, str], *, version: int | None = None) -> int:
    version = filing.version if version is None else version
    return save_section(filing.application_id, version, section=section, typed=typed, by=filing.operator, at=LATER)


# --- beginning -----------------------------------------------------------------------------------------------------


def test_a_draft_knows_the_enterprise_the_policy_and_what_the_register_holds() -> None:
    enterprise = make_enterprise(contact_phone="0851-26629999")
    filing = factories.draft_application(enterprise.pk)
    row = filing.row

    assert (row.state, row.version, row.started_at, row.submitted_at, row.due_at) == ("draft", 1, MORNING, None, None)
    assert (row.enterprise_name, row.uscc, row.industry_code) == (enterprise.name, enterprise.uscc, "3011")
    assert (row.county_code, row.division_code) == (offices.COUNTY, offices.TOWNSHIP)
    assert (row.mode, row.tier, row.papers, row.reply_working_days) == ("approval", "unset", [*offices.ALL_PAPERS], 0)
    assert row.basis == "第1号 关于有序复工的通告（示例）"
    assert row.answers == {"contact_phone": "0851-26629999"}


def test_beginning_is_an_act_in_the_trail() -> None:
    filing = factories.draft_application()
    [act] = acts_on(filing.row)

    assert (act.action, act.actor_id, act.at) == (
        "approvals.application.started", filing.operator.account_id, MORNING,
    )  # fmt: skip


STANDING: list[Callable[..., Filing]] = [
    factories.draft_application,
    factories.application_in_review,
    factories.returned_application,
    factories.granted_application,
    factories.recorded_application,
    factories.suspended_application,
]
SETTLED: list[Callable[..., Filing]] = [factories.refused_application, factories.withdrawn_application]


@pytest.mark.parametrize("make", STANDING)
def test_beside_a_standing_application_no_second_one_is_begun(make: Callable[..., Filing]) -> None:
    filing = make()

    with refused(AlreadyApplied):
        start(filing.enterprise_id, by=filing.operator, at=LATER)


@pytest.mark.parametrize("make", SETTLED)
def test_after_a_refusal_or_withdrawal_a_new_one_may_be_begun(make: Callable[..., Filing]) -> None:
    filing = make()
    again = start(filing.enterprise_id, by=filing.operator, at=LATER)

    assert Application.objects.get(pk=again).state == "draft"
    assert again != filing.application_id


def test_the_database_itself_refuses_a_second_standing_application() -> None:
    twin = factories.application_in_review().row
    twin.pk, twin.document_number = None, ""

    with pytest.raises(Exception, match="one_standing_application_per_enterprise"):
        twin.save(force_insert=True)


def test_where_no_application_is_needed_none_is_begun() -> None:
    offices.no_application_policy()
    enterprise = make_enterprise()
    operator = factories.operator_of(enterprise.pk)

    with refused(NoApplicationNeeded, match="无需申请"):
        start(enterprise.pk, by=operator, at=MORNING)


def test_before_the_county_has_ruled_nothing_is_begun() -> None:
    offices.approval_policy(since=date(2020, 2, 18))
    enterprise = make_enterprise()
    operator = factories.operator_of(enterprise.pk)

    with refused(policy.NoPolicyInForce):
        start(enterprise.pk, by=operator, at=MORNING)


def test_an_enterprise_that_was_struck_off_applies_no_more() -> None:
    offices.approval_policy()
    operator = people_factories.operator()
    enterprise = make_enterprise(closed_on=date(2020, 2, 1), representative_id=operator.account_id)

    with refused(EnterpriseIsClosed, match="2020-02-01"):
        start(enterprise.pk, by=operator, at=MORNING)


def test_only_who_speaks_for_the_enterprise_begins_its_application() -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    colleague = factories.operator_of(make_enterprise().pk)
    neighbour = factories.operator_of(make_enterprise(division_code=TOWNSHIP_ELSEWHERE).pk)

    for by in (colleague, neighbour):
        with refused(NotThere):
            start(enterprise.pk, by=by, at=MORNING)
    for by in (offices.officer(), offices.reviewer("health"), ANONYMOUS):
        with refused(NotPermitted):
            start(enterprise.pk, by=by, at=MORNING)


def test_an_enterprise_that_does_not_exist_is_not_there() -> None:
    offices.approval_policy()
    operator = factories.operator_of(make_enterprise().pk)

    with refused(NotThere):
        start(999_999_999, by=operator, at=MORNING)


# --- filling in ----------------------------------------------------------------------------------------------------


def test_a_finished_section_is_saved_and_the_version_grows() -> None:
    filing = factories.draft_application()
    version = save(
        filing, "plan", {"planned_restart_on": "2020-02-18", "staff_total": "１２０", "staff_first_batch": "60"}
    )
    row = filing.row

    assert (row.version, row.saved_at) == (2, LATER)
    assert version == 2
    assert row.answers["staff_total"] == 120
    assert row.answers["planned_restart_on"] == "2020-02-18"
    assert row.answers["contact_phone"]  # the other sections stay


def test_rare_characters_come_back_as_they_were_typed() -> None:
    filing = factories.draft_application()
    save(filing, "enterprise", {"contact_post": "𠮷䶮\u202e办公室\x00", "contact_phone": "0851-26620000"})

    assert filing.row.answers["contact_post"] == "𠮷䶮办公室"


def test_a_section_with_problems_names_all_of_them_and_saves_nothing() -> None:
    filing = factories.draft_application()

    with refused(Invalid) as refusal:
        save(filing, "plan", {"planned_restart_on": "2020-02-30", "staff_total": "-1"})
    assert isinstance(refusal.value, Invalid)
    assert [problem.field for problem in refusal.value.problems] == [
        "planned_restart_on", "staff_total", "staff_first_batch",
    ]  # fmt: skip


def test_what_one_section_says_is_held_against_what_it_said_before() -> None:
    filing = factories.complete_draft()

    with refused(Invalid, match="1 处"):
        save(filing, "plan", factories.answers({"staff_first_batch": "500"}))


def test_a_page_opened_before_another_one_saved_is_stale() -> None:
    filing = factories.draft_application()
    opened = filing.version
    save(filing, "enterprise", factories.ANSWERS)

    with refused(Stale) as refusal:
        save(filing, "plan", factories.ANSWERS, version=opened)
    assert refusal.value.facts == {"version": 2}


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
def test_what_was_handed_in_is_no_longer_written_upon(make: Callable[[], Filing]) -> None:
    filing = make()
    by = filing.operator

    with refused(CannotMove, match="不能修改"):
        save(filing, "enterprise", factories.ANSWERS)
    with refused(CannotMove):
        keep_draft(filing.application_id, filing.version, section="plan", typed={}, by=by, at=LATER)
    with refused(CannotMove):
        attach(filing.application_id, paper="application_form", upload=pdf(), by=by, at=LATER)


def test_an_application_returned_is_written_upon_again() -> None:
    filing = factories.returned_application()
    save(filing, "plan", factories.answers({"staff_first_batch": "40"}))

    assert filing.row.answers["staff_first_batch"] == 40


def test_nobody_else_writes_in_an_enterprises_draft() -> None:
    filing = factories.draft_application()
    colleague = factories.operator_of(make_enterprise().pk)

    for by, refusal in (
        (colleague, NotThere), (offices.officer(), NotPermitted), (offices.reviewer("township"), NotPermitted),
    ):  # fmt: skip
        with refused(refusal):
            save_section(filing.application_id, 1, section="enterprise", typed=factories.ANSWERS, by=by, at=LATER)
        with refused(refusal):
            keep_draft(filing.application_id, 1, section="enterprise", typed=factories.ANSWERS, by=by, at=LATER)
        with refused(refusal):
            attach(filing.application_id, paper="application_form", upload=pdf(), by=by, at=LATER)


# --- keeping what is half typed ------------------------------------------------------------------------------------


def test_what_is_half_typed_is_kept_as_far_as_it_can_be_read_and_the_page_stays_usable() -> None:
    filing = factories.draft_application()
    typed = {"planned_restart_on": "2020-02-", "staff_total": "120", "staff_first_batch": ""}
    keep_draft(filing.application_id, 1, section="plan", typed=typed, by=filing.operator, at=LATER)
    row = filing.row

    assert (row.version, row.saved_at) == (1, LATER)
    assert row.answers["staff_total"] == 120
    assert "planned_restart_on" not in row.answers
    assert save(filing, "plan", factories.ANSWERS, version=1) == 2


def test_what_can_no_longer_be_read_does_not_wipe_out_what_was_there() -> None:
    filing = factories.complete_draft()
    typed = factories.answers({"staff_total": "12o"})
    keep_draft(filing.application_id, filing.version, section="plan", typed=typed, by=filing.operator, at=LATER)

    assert filing.row.answers["staff_total"] == 120


def test_keeping_a_draft_over_a_newer_one_is_stale() -> None:
    filing = factories.draft_application()
    save(filing, "enterprise", factories.ANSWERS)

    with refused(Stale):
        keep_draft(filing.application_id, 1, section="plan", typed=factories.ANSWERS, by=filing.operator, at=LATER)


# --- papers --------------------------------------------------------------------------------------------------------


def pdf(name: str = "方案.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def files_here(settings: Settings, tmp_path: Path) -> Path:
    """Keep what is uploaded in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_paper_is_kept_under_its_content_and_leaves_its_trace(files_here: Path) -> None:
    filing = factories.draft_application()
    file_id = attach(
        filing.application_id, paper="prevention_plan", upload=pdf("..\\方案\u202e.exe"), by=filing.operator, at=LATER
    )
    paper = Paper.objects.select_related("attachment").get(pk=file_id)

    assert (paper.paper, paper.taken_out_at, paper.attachment.name) == ("prevention_plan", None, "方案.pdf")
    assert path_of(paper.attachment.sha256).read_bytes() == PDF
    act = last_act(filing.row)
    assert act.action == "approvals.application.paper_added"
    assert act.changes == {"paper": [None, "prevention_plan"], "sha256": [None, paper.attachment.sha256]}
    assert filing.version == 1


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"MZ\x90"), ("a.pdf", b""), ("a.html", b"<script>")])
def test_a_file_of_another_kind_is_refused_whatever_its_name(files_here: Path, name: str, content: bytes) -> None:
    filing = factories.draft_application()

    with refused(FileIsRefused):
        attach(filing.application_id, paper="prevention_plan", upload=pdf(name, content), by=filing.operator, at=LATER)


@pytest.mark.parametrize("paper", ["roster", "", "prevention_plan "])
def test_a_paper_nobody_asked_for_is_not_taken(files_here: Path, paper: str) -> None:
    filing = factories.draft_application()

    with refused(Invalid):
        attach(filing.application_id, paper=paper, upload=pdf(), by=filing.operator, at=LATER)


def test_there_is_a_most_of_files_and_one_taken_out_makes_room(files_here: Path) -> None:
    filing = factories.draft_application()
    for n in range(MOST_FILES):
        attach(
            filing.application_id, paper="commitment", upload=pdf(content=PDF + b"%d" % n), by=filing.operator, at=LATER
        )

    with refused(Invalid, match="1 处"):
        attach(filing.application_id, paper="commitment", upload=pdf(), by=filing.operator, at=LATER)
    first = Paper.objects.order_by("pk")[0]
    take_out(filing.application_id, file_id=first.pk, by=filing.operator, at=LATER)
    assert attach(filing.application_id, paper="commitment", upload=pdf(), by=filing.operator, at=LATER)


def test_a_paper_taken_out_keeps_its_trace_and_is_taken_out_once(files_here: Path) -> None:
    filing = factories.draft_application()
    file_id = attach(filing.application_id, paper="commitment", upload=pdf(), by=filing.operator, at=LATER)
    take_out(filing.application_id, file_id=file_id, by=filing.operator, at=LATER)

    assert Paper.objects.get(pk=file_id).taken_out_at == LATER
    assert last_act(filing.row).changes == {"paper": ["commitment", None]}
    with refused(NotThere):
        take_out(filing.application_id, file_id=file_id, by=filing.operator, at=LATER)


def test_a_paper_of_another_application_is_not_there(files_here: Path) -> None:
    filing, other = factories.draft_application(), factories.draft_application()
    file_id = attach(other.application_id, paper="commitment", upload=pdf(), by=other.operator, at=LATER)

    with refused(NotThere):
        take_out(filing.application_id, file_id=file_id, by=filing.operator, at=LATER)
    with refused(NotThere):
        take_out(other.application_id, file_id=file_id, by=filing.operator, at=LATER)
