"""Documents on the pages: listed, downloaded, corrected; and the public page that vouches for them."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fugong.approvals.models import IssuedDocument
from fugong.core.files.store import path_of

from . import factories, offices
from .factories import Filing
from .screens import as_seen_by, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def content_of(document: IssuedDocument) -> bytes:
    return path_of(document.sha256).read_bytes()


def compared(document: IssuedDocument, content: bytes) -> str:
    upload = SimpleUploadedFile("x.pdf", content, content_type="application/pdf")
    return text_of(Client().post(document.verify_path, {"upload": upload}))


def refused_and_made() -> tuple[Filing, IssuedDocument]:
    filing = factories.refused_application()
    return filing, factories.document_of(filing, "refused")


# --- on the case and on the progress page --------------------------------------------------------------------------


def test_until_it_is_made_the_page_says_so() -> None:
    filing = factories.granted_application()
    page = text_of(as_seen_by(filing.operator).get(url("progress", filing.application_id)))

    assert "正在制作" in page
    assert "桐经贸复〔2020〕1号" in page
    assert 'data-test="pdf"' not in page


def test_the_enterprise_signs_downloads_and_sees_the_last_days_of_its_remedies() -> None:
    filing, document = refused_and_made()
    client = as_seen_by(filing.operator)
    early = client.get(url("document", document.pk))
    document.refresh_from_db()
    assert (early.status_code, document.served_on) == (409, None)
    assert "请先在办理进度页签收该文书" in text_of(early)

    client.post(url("receive", filing.application_id, document.pk))
    answer = client.get(url("document", document.pk))

    assert b"".join(answer) == content_of(document)
    assert answer["Content-Type"] == "application/pdf"
    page = text_of(client.get(url("progress", filing.application_id)))
    assert "2020年2月17日 送达" in page
    assert "申请行政复议截止 2020年4月17日，提起行政诉讼截止 2020年8月17日" in page


def test_the_officer_sees_why_a_document_cannot_be_made() -> None:
    from fugong.registry.tests.factories import make_enterprise

    filing = factories.granted_application(make_enterprise(name="𠮷野示例食品厂", division_code=offices.TOWNSHIP).pk)
    factories.document_of(filing, "granted")

    page = text_of(as_seen_by(offices.officer()).get(url("case", filing.application_id)))
    assert "字库中没有以下字：“𠮷”（U+20BB7）" in page
    assert 'data-test="make-again"' in page


def test_the_office_gets_a_file_for_its_word_processor_with_the_same_words() -> None:
    filing, document = refused_and_made()
    answer = as_seen_by(offices.officer()).get(url("word-file", filing.application_id, document.pk))

    text = [paragraph.text for paragraph in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert {paragraph["text"] for paragraph in document.content["paragraphs"]} <= set(text)
    assert "attachment" in answer["Content-Disposition"]


def test_the_officer_notes_service_makes_again_and_makes_void() -> None:
    filing = factories.returned_application()
    officer = as_seen_by(offices.officer())
    waiting = filing.row.documents.get(kind="returned")

    officer.post(url("make-again", filing.application_id, waiting.pk))
    document = factories.document_of(filing, "returned")
    officer.post(url("service", filing.application_id, document.pk), {"served_on": "2020-02-17"})
    officer.post(url("void", filing.application_id, document.pk), {"reason": "误发。"})

    document.refresh_from_db()
    assert (str(document.served_on), document.void_reason) == ("2020-02-17", "误发。")
    assert "已作废" in text_of(officer.get(url("case", filing.application_id)))


def test_what_is_wrong_with_a_day_of_service_is_said() -> None:
    filing, document = refused_and_made()
    officer = as_seen_by(offices.officer())

    answer = officer.post(url("service", filing.application_id, document.pk), {"served_on": "2020-02-10"}, follow=True)

    assert "送达日期应在成文日期至今天之间。" in text_of(answer)


def test_the_officer_revokes() -> None:
    filing = factories.granted_application()
    form = {"version": filing.version, "reasons": "untrue", "note": "不实。"}
    as_seen_by(offices.officer()).post(url("revoke", filing.application_id), form)

    assert filing.row.state == "revoked"


# --- the public page -----------------------------------------------------------------------------------------------


def test_the_public_page_says_what_was_issued_and_nothing_about_people() -> None:
    filing, document = refused_and_made()
    page = text_of(Client().get(document.verify_path))

    for word in (document.number, "关于不予同意", "不予同意决定", "2020年2月17日", "有效", document.sha256, "演示文书"):
        assert word in page
    row = filing.row
    for private in (row.decided_by, row.submitted_by, "0851-26620000", "办公室主任"):
        assert private not in page


@pytest.mark.parametrize(
    ("act", "word"), [("suspended_application", "许可已暂停"), ("revoked_application", "许可已撤销")]
)
def test_the_grant_says_that_it_was_suspended_or_revoked(act: str, word: str) -> None:
    document = factories.document_of(getattr(factories, act)(), "granted")

    assert word in text_of(Client().get(document.verify_path))


def test_an_address_that_was_never_given_is_not_there() -> None:
    assert Client().get("/verify/AAAAAAAAAAAAAAAAAAAAAA/").status_code == 404


def test_the_address_is_kept_from_other_sites_and_search_engines() -> None:
    answer = Client().get(refused_and_made()[1].verify_path)

    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("same-origin", "noindex")


def test_the_page_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    document = refused_and_made()[1]

    with django_assert_max_num_queries(4):
        Client().get(document.verify_path)


def test_the_same_file_is_found_the_same() -> None:
    document = refused_and_made()[1]

    assert "与本机关发出的文书完全相同" in compared(document, content_of(document))


def test_a_flipped_byte_is_found() -> None:
    document = refused_and_made()[1]
    changed = bytearray(content_of(document))
    changed[2000] ^= 1

    assert "内容已被改动" in compared(document, bytes(changed))


def test_another_document_of_ours_is_named() -> None:
    first, second = refused_and_made()[1], refused_and_made()[1]

    assert f"文号 {second.number}" in compared(first, content_of(second))


@pytest.mark.parametrize("content", [b"x", b"%PDF-1.4 nothing signed", b"%PDF /ByteRange [0 1 2 3]"])
def test_any_other_file_is_no_document_of_ours(content: bytes) -> None:
    assert "不一致" in compared(refused_and_made()[1], content)


def test_no_file_at_all_is_asked_for() -> None:
    assert Client().post(refused_and_made()[1].verify_path, {}).status_code == 422


def test_a_stored_file_that_was_damaged_is_not_handed_out() -> None:
    document = refused_and_made()[1]
    path_of(document.sha256).write_bytes(b"%PDF other")

    assert as_seen_by(offices.officer()).get(url("document", document.pk)).status_code == 410
    assert "暂时无法读取" in text_of(Client().get(document.verify_path))


def test_everything_is_said_in_english_too() -> None:
    document = refused_and_made()[1]

    assert document.number in text_of(Client().get(document.verify_path, headers={"Accept-Language": "en"}))
