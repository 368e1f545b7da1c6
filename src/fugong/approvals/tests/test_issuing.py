"""Every act upon an application brings forth its document: numbered with it, made by a job, served, made void."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from fugong.approvals import tasks
from fugong.approvals.actions import enforcement, review
from fugong.approvals.actions.documents import make, make_again, receive, record_service, void
from fugong.approvals.models import IssuedDocument, Restart
from fugong.approvals.rules.documents import DecisionStands
from fugong.approvals.rules.lifecycle import CannotMove
from fugong.core.documents import OfficialDocument, checking
from fugong.core.files.store import path_of
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.public import clock_actor
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MONDAY, MORNING, OTHER_COUNTY, TOWNSHIP
from .traces import acts_on, everything, jobs, last_act, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

NOON = MORNING + timedelta(hours=3)
DAYS_LATER = MORNING + timedelta(days=10)


def with_conditions() -> Filing:
    filing = factories.agreed_application()
    review.grant(
        filing.application_id, filing.version, effective_on=MONDAY, conditions=["每日两次测温。", "错峰用餐"],
        by=offices.officer(), at=NOON,
    )  # fmt: skip
    return filing


KINDS: list[tuple[Callable[[], Filing], str, str]] = [
    (factories.application_in_review, "accepted", "桐经贸受〔2020〕1号"),
    (factories.returned_application, "returned", "桐经贸补〔2020〕1号"),
    (factories.granted_application, "granted", "桐经贸复〔2020〕1号"),
    (with_conditions, "granted_with_conditions", "桐经贸复〔2020〕1号"),
    (factories.refused_application, "refused", "桐经贸复〔2020〕1号"),
    (factories.suspended_application, "suspended", "桐经贸停〔2020〕1号"),
    (factories.revoked_application, "revoked", "桐经贸撤〔2020〕1号"),
]


@pytest.mark.parametrize(("act", "kind", "number"), KINDS)
def test_every_outcome_brings_forth_its_document(act: Callable[[], Filing], kind: str, number: str) -> None:
    filing = act()
    issued = IssuedDocument.objects.get(application_id=filing.application_id, kind=kind)

    assert (issued.number, issued.stage, issued.served_on) == (number, "waiting", None)
    assert ("approvals.make_document", None, {"document_id": issued.pk}) in jobs("approvals.make_document")

    tasks.make_document(issued.pk)

    issued.refresh_from_db()
    content = path_of(issued.sha256).read_bytes()
    assert (issued.stage, issued.is_demonstration) == ("made", True)
    assert (checking.check(content).verdict, checking.check(content).key_id) == ("ours", issued.key_id)


def test_the_decision_bears_the_number_of_its_document() -> None:
    filing = factories.granted_application()

    assert filing.row.document_number == filing.row.documents.get(kind="granted").number


def test_a_filing_that_takes_effect_at_once_has_no_notice_of_acceptance() -> None:
    assert not factories.recorded_application().row.documents.exists()


def test_handing_in_again_is_not_accepted_a_second_time() -> None:
    filing = factories.returned_application()
    from fugong.approvals.actions.submission import submit

    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=NOON)

    assert filing.row.documents.filter(kind="accepted").count() == 1


def test_a_notice_that_was_rolled_back_leaves_no_gap_and_no_document() -> None:
    filing = factories.granted_application()

    with refused(CannotMove):
        review.refuse(filing.application_id, filing.version, reasons=["untrue"], by=offices.officer(), at=NOON)


def test_the_content_is_frozen_with_the_number() -> None:
    issued = with_conditions().row.documents.get(kind="granted_with_conditions")
    document = OfficialDocument.thawed(issued.content)
    text = "".join(paragraph.text for paragraph in document.paragraphs)

    assert "同意你单位自2020年2月17日起复工复产" in text
    assert {"（一）每日两次测温。", "（二）错峰用餐。"} <= {paragraph.text for paragraph in document.paragraphs}
    assert "行政复议" in text
    assert document.number == issued.number
    assert document.organ == issued.organ == "经贸局"


def test_what_a_refusal_says_names_reason_objection_and_remedy() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "health", verdict="disagree", text="未设隔离间")
    review.refuse(
        filing.application_id, filing.version, reasons=["isolation_lacking"], note="", by=offices.officer(), at=NOON
    )
    paragraphs = OfficialDocument.thawed(filing.row.documents.get(kind="refused").content).paragraphs
    text = "".join(paragraph.text for paragraph in paragraphs)

    assert "不具备隔离条件" in text
    assert "卫生健康局认为，未设隔离间" in text
    assert "60日内" in text
    assert "6个月内" in text


# --- making --------------------------------------------------------------------------------------------------------


def test_making_twice_makes_once() -> None:
    filing = factories.granted_application()
    first = factories.document_of(filing, "granted")
    before = everything()

    tasks.make_document(first.pk)

    assert everything() == before


def test_a_name_with_a_character_that_no_font_has_is_told_to_the_officer_and_blocks_nothing() -> None:
    filing = factories.granted_application(make_enterprise(name="𠮷野示例食品厂", division_code=TOWNSHIP).pk)
    issued = factories.document_of(filing, "granted")

    assert filing.row.state == "granted"
    assert (issued.stage, issued.trouble, issued.sha256) == ("failed", "“𠮷”（U+20BB7）", "")

    make_again(issued.pk, by=offices.officer(), at=NOON)

    issued.refresh_from_db()
    assert issued.stage == "waiting"
    assert len([job for job in jobs("approvals.make_document") if job[2] == {"document_id": issued.pk}]) == 2


def test_only_who_decides_here_may_make() -> None:
    issued = factories.granted_application().row.documents.get(kind="granted")

    for stranger in (clock_actor(OTHER_COUNTY), offices.reviewer("health")):
        with refused(NotPermitted):
            make(issued.pk, by=stranger, at=NOON)
    with refused(NotThere):
        make(0, by=clock_actor(COUNTY), at=NOON)


# --- service -------------------------------------------------------------------------------------------------------


def test_the_enterprise_signs_for_it_once_and_the_second_time_changes_nothing() -> None:
    filing = factories.refused_application()
    issued = factories.document_of(filing, "refused")

    receive(issued.pk, by=filing.operator, at=MORNING + timedelta(days=1))
    before = everything()
    receive(issued.pk, by=filing.operator, at=DAYS_LATER)

    issued.refresh_from_db()
    assert (issued.served_on, issued.served_by) == (date(2020, 2, 18), filing.operator.title)
    assert last_act(filing.row).action == "approvals.document.served"
    assert everything() == before


def test_no_office_signs_for_the_enterprise() -> None:
    issued = factories.document_of(factories.refused_application(), "refused")
    officer = offices.officer()

    with refused(NotPermitted):
        receive(issued.pk, by=officer, at=NOON)


def test_what_is_not_made_yet_cannot_be_signed_for() -> None:
    filing = factories.refused_application()
    issued = filing.row.documents.get(kind="refused")

    with refused(NotThere):
        receive(issued.pk, by=filing.operator, at=NOON)


@pytest.mark.parametrize("day", [date(2020, 2, 16), date(2020, 2, 28)])
def test_service_before_the_issue_or_in_the_future_is_refused(day: date) -> None:
    issued = factories.document_of(factories.refused_application(), "refused")
    officer = offices.officer()

    with refused(Invalid):
        record_service(issued.pk, served_on=day, by=officer, at=DAYS_LATER)


def test_the_office_notes_a_service_on_paper() -> None:
    filing = factories.refused_application()
    issued = factories.document_of(filing, "refused")

    record_service(issued.pk, served_on=date(2020, 2, 20), by=offices.officer(), at=DAYS_LATER)

    issued.refresh_from_db()
    assert issued.served_on == date(2020, 2, 20)


# --- void ----------------------------------------------------------------------------------------------------------


def test_a_notice_made_void_keeps_its_number_for_ever() -> None:
    filing = factories.returned_application()
    issued = factories.document_of(filing, "returned")

    void(issued.pk, reason="误发。", by=offices.officer(), at=NOON)

    issued.refresh_from_db()
    following = factories.returned_application().row.documents.get(kind="returned")
    assert issued.void_reason == "误发。"
    assert (issued.number, following.number) == ("桐经贸补〔2020〕1号", "桐经贸补〔2020〕2号")


def test_a_decision_is_not_made_void_and_a_notice_not_without_a_reason() -> None:
    filing = factories.granted_application()
    officer = offices.officer()
    decision, notice = (filing.row.documents.get(kind=kind) for kind in ("granted", "accepted"))

    with refused(DecisionStands):
        void(decision.pk, reason="误发。", by=officer, at=NOON)
    with refused(Invalid):
        void(notice.pk, reason="  ", by=officer, at=NOON)


# --- revocation ----------------------------------------------------------------------------------------------------


def test_a_revocation_ends_the_running_restart_and_frees_the_enterprise_to_apply_anew() -> None:
    filing = factories.running_enterprise()
    enforcement.revoke(
        filing.application_id, filing.version, reason="untrue", note="", by=offices.officer(), at=DAYS_LATER
    )

    assert filing.row.state == "revoked"
    assert Restart.objects.get(enterprise_id=filing.enterprise_id).stopped_on == DAYS_LATER.date()
    assert factories.draft_application(filing.enterprise_id, at=DAYS_LATER).row.state == "draft"
    assert [act.action for act in acts_on(filing.row)][-1] == "approvals.application.revoked"


@pytest.mark.parametrize("reason", ["", "supplies_short", "unheard_of"])
def test_a_revocation_without_a_known_reason_is_refused(reason: str) -> None:
    filing, officer = factories.granted_application(), offices.officer()

    with refused(Invalid):
        enforcement.revoke(filing.application_id, filing.version, reason=reason, by=officer, at=NOON)
