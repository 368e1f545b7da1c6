"""Every address climbs the ladder: own, colleague, another township, another county, administrator, visitor.

What somebody may not see is not there (404); what somebody's post does not do is not permitted (403); a visitor is
sent to sign in (302).
"""

from collections.abc import Callable, Mapping

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fugong.approvals.actions.documents import receive
from fugong.approvals.actions.drafting import attach

from . import factories
from .factories import Filing
from .screens import NOON, everybody, statuses, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


ENTERPRISE_ONLY = {
    "own": 200, "another enterprise": 404, "officer": 403, "desk": 403, "another township": 403,
    "another county": 403, "administrator": 403, "visitor": 302,
}  # fmt: skip
OFFICE = {
    "own": 403, "another enterprise": 403, "officer": 200, "desk": 200, "another township": 404,
    "another county": 404, "administrator": 403, "visitor": 302,
}  # fmt: skip
LISTS = OFFICE | {"another township": 200, "another county": 200}
BOTH = {
    "own": 200, "another enterprise": 404, "officer": 200, "desk": 200, "another township": 404,
    "another county": 404, "administrator": 404, "visitor": 302,
}  # fmt: skip


def opened_by(filing: Filing, address: str) -> dict[str, int]:
    return statuses(everybody(filing), address)


@pytest.mark.parametrize("name", ["tasks", "check"])
def test_a_draft_is_opened_by_its_enterprise_alone(name: str) -> None:
    filing = factories.complete_draft()

    assert opened_by(filing, url(name, filing.application_id)) == ENTERPRISE_ONLY


def test_a_section_is_opened_by_its_enterprise_alone() -> None:
    filing = factories.draft_application()

    assert opened_by(filing, url("section", filing.application_id, "plan")) == ENTERPRISE_ONLY


@pytest.mark.parametrize("name", ["submitted", "progress"])
def test_the_enterprises_view_of_its_case_is_its_own(name: str) -> None:
    filing = factories.application_in_review()

    assert opened_by(filing, url(name, filing.application_id)) == ENTERPRISE_ONLY


@pytest.mark.parametrize("name", ["apply", "restart"])
def test_what_an_enterprise_begins_is_its_own(name: str) -> None:
    filing = factories.application_in_review()

    assert opened_by(filing, url(name, filing.enterprise_id)) == ENTERPRISE_ONLY


def test_every_operator_has_a_desk_and_nobody_else() -> None:
    filing = factories.application_in_review()

    assert opened_by(filing, url("mine")) == ENTERPRISE_ONLY | {"another enterprise": 200}


@pytest.mark.parametrize("name", ["case", "history"])
def test_a_case_is_opened_where_it_is_somebodys_duty(name: str) -> None:
    filing = factories.application_in_review()

    assert opened_by(filing, url(name, filing.application_id)) == OFFICE


@pytest.mark.parametrize("name", ["inbox", "ledger"])
def test_the_offices_lists_are_open_to_every_office(name: str) -> None:
    assert opened_by(factories.application_in_review(), url(name)) == LISTS


def test_the_panel_on_the_enterprises_page_is_open_to_who_may_see_the_enterprise() -> None:
    filing = factories.application_in_review()

    assert opened_by(filing, url("panel", filing.row.uscc)) == BOTH


def test_a_document_is_open_to_who_may_see_the_application() -> None:
    filing = factories.granted_application()
    document = factories.document_of(filing, "granted")
    receive(document.pk, by=filing.operator, at=NOON)

    assert opened_by(filing, url("document", document.pk)) == BOTH


def test_the_word_file_is_for_the_office_that_decides() -> None:
    filing = factories.granted_application()
    document = factories.document_of(filing, "granted")

    found = opened_by(filing, url("word-file", filing.application_id, document.pk))
    assert found == OFFICE | {"desk": 403, "another township": 403}


def test_everybody_may_verify_a_document() -> None:
    filing = factories.granted_application()
    document = factories.document_of(filing, "granted")

    assert set(opened_by(filing, document.verify_path).values()) == {200}


def test_a_file_is_open_to_who_may_see_the_application() -> None:
    filing = factories.returned_application()

    assert opened_by(filing, url("file", filing.application_id, attached(filing))) == BOTH


def attached(filing: Filing) -> int:
    upload = SimpleUploadedFile("方案.pdf", b"%PDF-1.4 example")
    return attach(filing.application_id, paper="prevention_plan", upload=upload, by=filing.operator, at=NOON)


WHO_ACTS = {
    "draft": "own", "files": "own", "take-out": "own", "withdraw": "own", "section": "own", "check": "own",
    "receive": "own",
    "opine": "desk", "grant": "officer", "return": "officer", "refuse": "officer", "suspend": "officer",
    "reinstate": "officer", "revoke": "officer", "make-again": "officer", "service": "officer", "void": "officer",
}  # fmt: skip
FORMS: dict[str, Mapping[str, object]] = {
    "opine": {"verdict": "agree"},
    "grant": {"effective_on": "2020-02-18"},
    "return": {"items": ["staff_total"], "note": "请核对。"},
    "refuse": {"reasons": ["untrue"]},
    "suspend": {"reasons": "case_found"},
    "revoke": {"reasons": "untrue"},
    "service": {"served_on": "2020-02-17"},
    "void": {"reason": "误发。"},
    "check": {"committed": "on"},
    "section": factories.ANSWERS,
    "draft": factories.ANSWERS,
    "files": {"paper": "prevention_plan"},
}
STATES: dict[str, Callable[[], Filing]] = {
    "draft": factories.complete_draft,
    "section": factories.complete_draft,
    "check": factories.complete_draft,
    "files": factories.complete_draft,
    "take-out": factories.complete_draft,
    "suspend": factories.granted_application,
    "revoke": factories.granted_application,
    "reinstate": factories.suspended_application,
}


@pytest.mark.parametrize("name", WHO_ACTS)
def test_an_act_is_refused_to_everybody_whose_it_is_not_and_nothing_changes(name: str) -> None:
    filing = STATES.get(name, factories.agreed_application)()
    address = _address(name, filing)
    form = {**FORMS.get(name, {}), "version": filing.version}
    others = {who: actor for who, actor in everybody(filing).items() if who != WHO_ACTS[name]}
    before = everything()
    found = statuses(others, address, form)

    assert found == {who: _refusals(name)[who] for who in others}
    assert everything() == before


def _address(name: str, filing: Filing) -> str:
    if name == "take-out":
        return url(name, filing.application_id, attached(filing))
    if name in ("make-again", "receive", "service", "void"):
        return url(name, filing.application_id, filing.row.documents.latest("pk").pk)
    return url(name, filing.application_id, *(["plan"] if name in ("section", "draft") else []))


def _refusals(name: str) -> dict[str, int]:
    if WHO_ACTS[name] == "own":
        return ENTERPRISE_ONLY
    if name == "opine":
        return OFFICE | {"officer": 403, "another county": 403}
    return OFFICE | {"desk": 403, "another township": 403}
