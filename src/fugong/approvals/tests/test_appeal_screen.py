"""The pages of an internal review: the enterprise objects, the offices list and answer, the enterprise sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fugong.approvals.actions import appealing, review
from fugong.approvals.models import Appeal

from . import factories, offices
from .factories import Filing
from .offices import MONDAY
from .screens import NOON, as_seen_by, everybody, statuses, text_of, url
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


def filed(filing: Filing, *, upload: SimpleUploadedFile | None = None) -> Appeal:
    pk = appealing.appeal(
        filing.application_id, filing.version, grounds="口罩已到货。", upload=upload, by=filing.operator, at=NOON
    )
    return Appeal.objects.get(pk=pk)


def test_objecting_is_the_enterprises_own() -> None:
    filing = factories.refused_application()

    assert statuses(everybody(filing), url("appeal", filing.application_id)) == ENTERPRISE_ONLY


def test_an_objection_is_opened_where_it_is_somebodys_duty() -> None:
    filing = factories.refused_application()

    assert statuses(everybody(filing), url("appeal-page", filed(filing).pk)) == OFFICE


def test_the_list_of_objections_is_open_to_every_office() -> None:
    found = statuses(everybody(factories.refused_application()), url("appeals"))

    assert found == OFFICE | {"another township": 200, "another county": 200}


def test_the_file_is_open_to_who_may_see_the_application() -> None:
    filing = factories.refused_application()
    appeal = filed(filing, upload=SimpleUploadedFile("单据.pdf", b"%PDF-1.4 example"))

    assert statuses(everybody(filing), url("appeal-file", appeal.pk)) == {
        "own": 200, "another enterprise": 404, "officer": 200, "desk": 200, "another township": 404,
        "another county": 404, "administrator": 404, "visitor": 302,
    }  # fmt: skip


def test_there_is_no_file_where_none_was_added() -> None:
    filing = factories.refused_application()

    assert as_seen_by(filing.operator).get(url("appeal-file", filed(filing).pk)).status_code == 404


@pytest.mark.parametrize("name", ["appeal", "appeal-answer"])
def test_an_act_is_refused_to_everybody_whose_it_is_not_and_nothing_changes(name: str) -> None:
    filing = factories.refused_application()
    mine, subject = ("own", filing.application_id) if name == "appeal" else ("officer", filed(filing).pk)
    others = {who: actor for who, actor in everybody(filing).items() if who != mine}
    form = {"version": filing.version, "grounds": "是", "outcome": "upheld", "note": "经复核。"}
    told = ENTERPRISE_ONLY if name == "appeal" else OFFICE | {"desk": 403, "another township": 403}
    before = everything()

    assert statuses(others, url(name, subject), form) == {who: told[who] for who in others}
    assert everything() == before


def test_from_the_progress_page_to_the_answer() -> None:
    filing = factories.refused_application()
    operator, officer = as_seen_by(filing.operator), as_seen_by(offices.officer())
    progress = url("progress", filing.application_id)
    assert url("appeal", filing.application_id) in text_of(operator.get(progress))
    page = text_of(operator.get(url("appeal", filing.application_id)))
    assert "不代替行政复议和行政诉讼" in page

    missing = operator.post(url("appeal", filing.application_id), {"version": filing.version, "grounds": ""})
    assert (missing.status_code, Appeal.objects.count()) == (422, 0)
    form = {"version": filing.version, "grounds": "口罩已到货。"}
    assert "复核申请已提交" in text_of(operator.post(url("appeal", filing.application_id), form, follow=True))
    waiting = text_of(operator.get(progress))
    assert "口罩已到货。" in waiting
    assert url("appeal", filing.application_id) not in waiting
    appeal = Appeal.objects.get()
    inbox = text_of(officer.get(url("inbox")))
    assert 'data-test="to-appeals"' in inbox
    assert filing.row.enterprise_name in text_of(officer.get(url("appeals")))
    assert "待答复" in text_of(officer.get(url("appeals")))
    form = {"outcome": "changed", "note": "材料属实。"}
    answered = text_of(officer.post(url("appeal-answer", appeal.pk), form, follow=True))

    assert "复核答复已作出" in answered
    assert filing.row.state == "in_review"
    assert "材料属实。" in text_of(operator.get(progress))
    assert filing.row.enterprise_name in text_of(officer.get(url("appeals") + "?tab=done"))


def test_an_objection_from_an_old_page_keeps_the_words_and_goes_through_on_the_second_try() -> None:
    filing = factories.refused_application()
    operator, address = as_seen_by(filing.operator), url("appeal", filing.application_id)
    form = {"version": filing.version - 1, "grounds": "口罩已到货。"}
    answer = operator.post(address, form)
    page = text_of(answer)

    assert (answer.status_code, Appeal.objects.count()) == (422, 0)
    assert "口罩已到货。" in page
    assert f'name="version" value="{filing.version}"' in page
    assert operator.post(address, {**form, "version": filing.version}).status_code == 302


def test_an_answer_without_a_word_comes_back() -> None:
    appeal = filed(factories.refused_application())
    answer = as_seen_by(offices.officer()).post(url("appeal-answer", appeal.pk), {"outcome": "", "note": ""})

    assert answer.status_code == 422
    assert "请选择复核结论" in text_of(answer)
    assert "请写明复核意见" in text_of(answer)


def test_who_decided_sees_why_somebody_else_has_to_answer() -> None:
    filing, officer = factories.agreed_application(), offices.officer()
    review.refuse(filing.application_id, filing.version, reasons=["untrue"], by=officer, at=NOON)
    page = text_of(as_seen_by(officer).get(url("appeal-page", filed(filing).pk)))

    assert "应当由其他人员复核" in page
    assert 'data-test="answer-form"' not in page


def test_conditions_are_changed_on_the_page() -> None:
    filing = factories.agreed_application()
    review.grant(
        filing.application_id,
        filing.version,
        effective_on=MONDAY,
        conditions=["分批返岗"],
        by=offices.officer(),
        at=NOON,
    )
    officer, appeal = as_seen_by(offices.officer()), filed(filing)
    assert 'name="conditions"' in text_of(officer.get(url("appeal-page", appeal.pk)))
    form = {"outcome": "changed", "note": "条件过严。", "conditions": "每周报告"}
    officer.post(url("appeal-answer", appeal.pk), form)

    assert filing.row.conditions == ["每周报告"]


def test_the_list_costs_the_same_for_one_and_for_three() -> None:
    officer = as_seen_by(offices.officer())
    costs = []
    for more in (1, 2):
        for _ in range(more):
            filed(factories.refused_application())
        with CaptureQueriesContext(connection) as captured:
            officer.get(url("appeals"))
        costs.append(len(captured))

    assert costs[0] == costs[1]
