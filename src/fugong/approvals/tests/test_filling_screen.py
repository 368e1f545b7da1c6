"""Filling in an application page by page, without JavaScript; and everything people and machines type into it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fugong.approvals.models import Application, Paper
from fugong.approvals.rules.questions import SECTIONS
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .screens import as_seen_by, text_of, url
from .traces import everything, jobs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

PDF = b"%PDF-1.4 example"


def form_key(page: str) -> str:
    """Read the hidden key that makes a form act once."""
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found
    return found[1]


def save(client: Client, filing: Filing, section: str, **typed: object) -> int:
    form = {"version": filing.version, **factories.ANSWERS, **typed}
    return client.post(url("section", filing.application_id, section), form).status_code


# --- the way through -----------------------------------------------------------------------------------------------


def test_an_enterprise_applies_page_by_page_and_is_told_what_comes_next() -> None:
    offices.approval_policy()
    enterprise = make_enterprise()
    client = as_seen_by(factories.operator_of(enterprise.pk))

    begun = client.post(url("apply", enterprise.pk))
    row = Application.objects.get()
    assert begun["Location"] == url("tasks", row.pk)
    for section in SECTIONS:
        page = client.get(url("section", row.pk, section.key))
        version = Application.objects.get().version
        assert f'name="version" value="{version}"' in text_of(page)
        form = {"version": version, **factories.ANSWERS, "to_next": "1"}
        assert client.post(url("section", row.pk, section.key), form).status_code == 302
    assert text_of(client.get(url("tasks", row.pk))).count("state-done") == len(SECTIONS)

    checked = text_of(client.get(url("check", row.pk)))
    assert "厂区东侧隔离间" in checked
    handed_in = client.post(url("check", row.pk), {"version": Application.objects.get().version, "committed": "on"})
    assert handed_in["Location"] == url("submitted", row.pk)
    told = text_of(client.get(handed_in["Location"]))
    assert "申请已提交" in told
    assert "卫生健康局" in told
    assert Application.objects.get().state == "in_review"


def test_a_commitment_asks_few_sections_and_tells_that_it_is_settled() -> None:
    offices.commitment_policy()
    filing = factories.complete_draft()
    client = as_seen_by(filing.operator)

    assert "supplies" not in text_of(client.get(url("tasks", filing.application_id)))
    assert client.get(url("section", filing.application_id, "supplies")).status_code == 404
    client.post(url("check", filing.application_id), {"version": filing.version, "committed": "on"})
    assert "手续已办结" in text_of(client.get(url("submitted", filing.application_id)))


@pytest.mark.parametrize(
    ("pressed", "leads_to", "arguments"),
    [
        ({"to_next": "1"}, "section", ["prevention"]),
        ({}, "tasks", []),
        ({"to_check": "1", "to_next": "1"}, "check", []),
    ],
)
def test_saving_leads_on_back_or_to_the_check(pressed: dict[str, str], leads_to: str, arguments: list[str]) -> None:
    filing = factories.draft_application()
    form = {"version": 1, **factories.ANSWERS, **pressed}
    answer = as_seen_by(filing.operator).post(url("section", filing.application_id, "plan"), form)

    assert answer["Location"] == url(leads_to, filing.application_id, *arguments)


def test_a_returned_application_shows_on_its_page_what_to_put_right() -> None:
    filing = factories.returned_application()
    client = as_seen_by(filing.operator)
    page = text_of(client.get(url("section", filing.application_id, "plan")))

    assert 'data-test="asked"' in page
    assert "首批返岗人数" in page
    assert 'data-test="asked"' not in text_of(client.get(url("section", filing.application_id, "safety")))


# --- what is wrong comes back as typed -----------------------------------------------------------------------------


def test_a_section_with_problems_comes_back_as_typed_and_nothing_is_saved() -> None:
    filing = factories.draft_application()
    before = everything()
    form = {"version": 1, "planned_restart_on": "2020-02-30", "staff_total": "一百二", "staff_first_batch": ""}
    answer = as_seen_by(filing.operator).post(url("section", filing.application_id, "plan"), form)
    page = text_of(answer)

    assert answer.status_code == 422
    for sentence in ("没有这一天", "请填写整数", "请填写“首批返岗人数（人）”"):
        assert sentence in page
    assert 'value="一百二"' in page
    assert 'value="2020-02-30"' in page
    assert everything() == before


def test_everything_missing_is_named_on_the_check_page_at_once() -> None:
    filing = factories.draft_application()
    answer = as_seen_by(filing.operator).post(url("check", filing.application_id), {"version": 1})
    page = text_of(answer)

    assert answer.status_code == 422
    for word in ("联系岗位", "计划复产日期", "员工排查到位", "消毒液存量（升）", "隐患已整改", "请阅读并勾选承诺"):
        assert word in page


def test_a_stale_form_is_told_and_keeps_what_was_typed() -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    save(client, filing, "enterprise")
    form = {"version": 1, **factories.ANSWERS, "staff_total": "333"}
    answer = client.post(url("section", filing.application_id, "plan"), form)

    assert answer.status_code == 409
    assert 'value="333"' in text_of(answer)
    assert f'name="version" value="{filing.version}"' in text_of(answer)
    assert "请与已保存的内容核对后，再点“保存”" in text_of(answer)
    assert "刷新" not in text_of(answer)
    assert "data-autosave-url" not in text_of(answer)
    assert "staff_total" not in filing.row.answers


def test_handing_in_from_an_old_page_is_refused_in_words() -> None:
    filing = factories.complete_draft()
    answer = as_seen_by(filing.operator).post(
        url("check", filing.application_id), {"version": filing.version - 1, "committed": "on"}
    )

    assert answer.status_code == 409
    assert "他人已更新" in text_of(answer)
    assert filing.row.state == "draft"


def test_a_double_click_hands_in_once_and_both_clicks_get_the_same_answer() -> None:
    filing = factories.complete_draft()
    client = as_seen_by(filing.operator)
    address = url("check", filing.application_id)
    form = {
        "version": filing.version, "committed": "on", "form_key": form_key(text_of(client.get(address))),
    }  # fmt: skip
    first, second = client.post(address, form), client.post(address, form)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"] == url("submitted", filing.application_id)
    assert second["Idempotent-Replay"] == "true"
    assert len(jobs()) == 2


@pytest.mark.parametrize("name", ["tasks", "check"])
def test_what_was_handed_in_is_no_longer_a_form(name: str) -> None:
    filing = factories.application_in_review()
    answer = as_seen_by(filing.operator).get(url(name, filing.application_id))

    assert answer.status_code == 409
    assert "审核中" in text_of(answer)


NASTY = [
    "𠮷䶮", "\u202eevil", "\u200b\u200b", "a\x00b", "0" * 100, "-1", "1e400", "NaN", "9223372036854775808",
    "0001-01-01", "2020-02-30", "１２０", "<script>alert(1)</script>", "{{ 7*7 }}",
    "'; DROP TABLE approvals_application; --", "%(label)s", "字" * 100_000, "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY, ids=lambda text: ascii(text)[:30])
def test_whatever_is_typed_is_answered_calmly_on_every_section(nasty: str) -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    typed = dict.fromkeys(factories.ANSWERS, nasty.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

    for section in SECTIONS:
        for address in ("section", "draft"):
            form = {**typed, "version": filing.version}
            answer = client.post(url(address, filing.application_id, section.key), form)
            assert answer.status_code in (200, 204, 302, 409, 422)
            assert "<script>alert" not in text_of(answer)
    assert client.get(url("check", filing.application_id)).status_code == 200


def test_ten_megabytes_of_text_are_refused_and_nothing_is_saved() -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    before = everything()

    for text in ("字" * 3_500_000, "a" * 13_000_000):
        assert 400 <= save(client, filing, "prevention", prevention_plan=text) < 500
    assert everything() == before


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "1e3", None])
def test_a_form_without_its_true_version_saves_nothing(version: str | None) -> None:
    filing = factories.complete_draft()
    client = as_seen_by(filing.operator)
    before = everything()
    form = {**factories.ANSWERS, "committed": "on"} | ({} if version is None else {"version": version})

    for address in (url("section", filing.application_id, "plan"), url("check", filing.application_id)):
        assert client.post(address, form).status_code in (409, 422)
    assert everything() == before


@pytest.mark.parametrize("section", ["nothing", "plan2", "__class__"])
def test_a_section_that_is_none_is_no_page(section: str) -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)

    assert client.get(url("section", filing.application_id, section)).status_code == 404
    assert client.post(url("draft", filing.application_id, section), {"version": 1}).status_code == 404


# --- autosave ------------------------------------------------------------------------------------------------------


def test_autosave_keeps_what_is_typed_without_a_page() -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    answer = client.post(url("draft", filing.application_id, "plan"), {"version": 1, "staff_total": "120"})

    assert (answer.status_code, answer.content) == (204, b"")
    assert (filing.row.answers["staff_total"], filing.version) == (120, 1)
    assert 'value="120"' in text_of(client.get(url("section", filing.application_id, "plan")))


def test_autosave_over_a_newer_page_is_refused() -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    save(client, filing, "enterprise")
    answer = client.post(url("draft", filing.application_id, "plan"), {"version": 1, "staff_total": "120"})

    assert answer.status_code == 409
    assert "staff_total" not in filing.row.answers


# --- files ---------------------------------------------------------------------------------------------------------


def upload(client: Client, filing: Filing, content: bytes = PDF, *, paper: str = "prevention_plan") -> str:
    file = SimpleUploadedFile("方案.pdf", content)
    answer = client.post(url("files", filing.application_id), {"paper": paper, "upload": file}, follow=True)
    assert answer.status_code == 200
    return text_of(answer)


def test_a_file_is_added_read_again_and_taken_out() -> None:
    filing = factories.draft_application()
    client = as_seen_by(filing.operator)
    assert "文件已上传" in upload(client, filing)
    paper = Paper.objects.get()
    read = client.get(url("file", filing.application_id, paper.pk))

    assert b"".join(read) == PDF
    assert read["Content-Type"] == "application/pdf"
    assert read["X-Content-Type-Options"] == "nosniff"
    gone = client.post(url("take-out", filing.application_id, paper.pk), follow=True)
    assert "文件已移除" in text_of(gone)
    assert client.get(url("file", filing.application_id, paper.pk)).status_code == 404


@pytest.mark.parametrize(
    ("content", "paper"), [(b"MZ not a paper", "prevention_plan"), (b"", "prevention_plan"), (PDF, "roster")]
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(content: bytes, paper: str) -> None:
    filing = factories.draft_application()
    page = upload(as_seen_by(filing.operator), filing, content, paper=paper)

    assert "文件已上传" not in page
    assert "message" in page or "alert" in page
    assert not Paper.objects.exists()
