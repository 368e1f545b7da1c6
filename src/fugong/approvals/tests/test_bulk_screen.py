"""The pages of deciding many: choose in the inbox or by the ledger's filter, dry run, confirm, follow, stop, resume."""

import re
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fugong.approvals import tasks
from fugong.approvals.actions import batches, review
from fugong.approvals.models import Batch
from fugong.approvals.rules.batches import Chosen, write_chosen
from fugong.approvals.rules.decisions import Outcome, Wish

from . import factories, offices
from .factories import Filing
from .offices import MONDAY
from .screens import NOON, as_seen_by, everybody, statuses, text_of, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

WISH = {"outcome": "grant", "effective_on": "2020-02-18"}
DECIDERS_ONLY = {
    "own": 403, "another enterprise": 403, "officer": 200, "desk": 403, "another township": 403,
    "another county": 200, "administrator": 403, "visitor": 302,
}  # fmt: skip
OF_ONE_COUNTY = DECIDERS_ONLY | {"another county": 404}


def choice(*filings: Filing) -> str:
    return write_chosen(Chosen(filing.application_id, filing.version) for filing in filings)


def number(page: str, part: str) -> int:
    found = re.search(rf'data-test="{part}">\s*([\d,]+)', page)
    assert found, part
    return int(found.group(1))


def officers_browser() -> Client:
    return as_seen_by(offices.officer())


def ordered(*filings: Filing) -> Batch:
    by = offices.officer()
    chosen = [Chosen(filing.application_id, filing.version) for filing in filings]
    pk = batches.create(chosen, wish=Wish(Outcome.GRANT, effective_on=MONDAY), by=by, at=NOON)
    return Batch.objects.get(pk=pk)


@pytest.mark.parametrize("name", ["bulk", "batches"])
def test_bulk_pages_are_for_those_who_decide(name: str) -> None:
    assert statuses(everybody(factories.agreed_application()), url(name)) == DECIDERS_ONLY


def test_an_order_is_shown_to_those_who_decide_in_its_county() -> None:
    filing = factories.agreed_application()

    assert statuses(everybody(filing), url("batch", ordered(filing).pk)) == OF_ONE_COUNTY


@pytest.mark.parametrize("name", ["batch-stop", "batch-resume"])
def test_stopping_and_resuming_is_refused_to_everybody_whose_it_is_not(name: str) -> None:
    filing = factories.agreed_application()
    batch, before_all = ordered(filing), everybody(filing)
    others = {who: actor for who, actor in before_all.items() if who != "officer"}
    before = everything()

    assert statuses(others, url(name, batch.pk), {}) == {who: OF_ONE_COUNTY[who] for who in others}
    assert everything() == before


@pytest.mark.parametrize("name", ["bulk", "bulk-start"])
def test_sending_the_form_is_for_those_who_decide_and_a_foreign_application_is_not_there(name: str) -> None:
    filing = factories.agreed_application()
    others = {who: actor for who, actor in everybody(filing).items() if who != "officer"}
    before = everything()
    found = statuses(others, url(name), {**WISH, "chosen": choice(filing)})

    # The foreign application is skipped in the dry run, and an order in which nothing can be decided is refused.
    told = DECIDERS_ONLY | {"another county": 200 if name == "bulk" else 422}
    assert found == {who: told[who] for who in others}
    assert everything() == before


def test_ticked_ones_all_of_the_inbox_and_all_that_the_filter_shows_can_be_chosen() -> None:
    first, second, silent = (
        factories.agreed_application(), factories.agreed_application(), factories.application_in_review(),
    )  # fmt: skip
    browser = officers_browser()
    inbox = text_of(browser.get(url("inbox")))
    assert f'name="chosen" value="{first.application_id}"' in inbox

    def chosen(query: str) -> str:
        found = re.search(r'name="chosen" value="([^"]*)"', text_of(browser.get(f"{url('bulk')}?{query}")))
        return found.group(1) if found else ""

    assert chosen(f"ticked=1&chosen={first.application_id}&chosen=x") == choice(first)
    assert set(chosen("tab=todo").split(",")) == {choice(first), choice(second)}
    assert set(chosen("state=in_review").split(",")) == {choice(first), choice(second), choice(silent)}
    assert chosen(f"words={first.row.uscc}") == choice(first)
    assert "没有选择申请" in text_of(browser.get(f"{url('bulk')}?ticked=1"))


def test_boxes_are_offered_only_to_those_who_decide_and_only_where_something_is_to_be_done() -> None:
    factories.application_in_review()
    factories.agreed_application()

    assert 'name="chosen"' not in text_of(as_seen_by(offices.reviewer("health")).get(url("inbox")))
    assert 'name="chosen"' not in text_of(officers_browser().get(url("inbox") + "?tab=waiting"))


def test_the_dry_run_shows_consequences_and_reasons_and_changes_nothing() -> None:
    ready, silent = factories.agreed_application(), factories.application_in_review()
    before = everything()
    page = text_of(officers_browser().post(url("bulk"), {**WISH, "chosen": choice(ready, silent)}))

    assert (number(page, "will-do"), number(page, "will-skip")) == (1, 1)
    assert "自 2020年2月18日 起可复产" in page
    assert "尚未收到以下单位的意见" in page
    assert everything() == before


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({"outcome": "grant", "effective_on": ""}, "请填写许可起始日期"),
        ({"outcome": "refuse"}, "请至少选择一项理由"),
        ({**WISH, "chosen": ""}, "请选择 1 至 1000 件申请"),
    ],
)
def test_an_unfinished_wish_comes_back_with_what_is_missing(wish: Mapping[str, str], sentence: str) -> None:
    filing = factories.agreed_application()
    answer = officers_browser().post(url("bulk"), {"chosen": choice(filing), **wish})

    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_the_way_back_keeps_what_was_typed() -> None:
    filing = factories.agreed_application()
    form = {**WISH, "conditions": "分批返岗", "chosen": choice(filing), "change": "1"}
    page = text_of(officers_browser().post(url("bulk"), form))

    assert "分批返岗" in page
    assert 'data-test="dry-run"' in page


def test_confirmed_worked_off_and_followed() -> None:
    ready, silent = factories.agreed_application(), factories.application_in_review()
    browser = officers_browser()
    answer = browser.post(url("bulk-start"), {**WISH, "chosen": choice(ready, silent)})
    batch = Batch.objects.get()
    assert answer["Location"] == url("batch", batch.pk)
    running = text_of(browser.get(url("batch", batch.pk)))
    assert 'hx-trigger="every 3s"' in running
    assert number(running, "waiting") == 2

    tasks.work_off(batch.pk)

    page = text_of(browser.get(url("batch", batch.pk)))
    assert (number(page, "done"), number(page, "skipped"), number(page, "waiting")) == (1, 1, 0)
    assert "hx-trigger" not in page
    assert ready.row.document_number in page
    assert "尚未收到以下单位的意见" in page
    only = text_of(browser.get(url("batch", batch.pk) + "?only=skipped"))
    assert ready.row.document_number not in only
    piece = text_of(browser.get(url("batch", batch.pk), headers={"HX-Request": "true"}))
    assert piece.lstrip().startswith('<div id="batch"')
    assert url("batch", batch.pk) in text_of(browser.get(url("batches")))


def test_stopped_and_taken_up_again_in_the_browser() -> None:
    filing = factories.agreed_application()
    browser = officers_browser()
    browser.post(url("bulk-start"), {**WISH, "chosen": choice(filing)})
    batch = Batch.objects.get()

    assert "已停止" in text_of(browser.post(url("batch-stop", batch.pk), follow=True))
    assert "只能由创建人继续办理" in text_of(officers_browser().get(url("batch", batch.pk)))
    assert "已继续办理" in text_of(browser.post(url("batch-resume", batch.pk), follow=True))


def test_like_ones_decided_otherwise_are_shown_and_the_reason_is_asked_for() -> None:
    earlier, filing = factories.agreed_application(), factories.agreed_application()
    review.refuse(earlier.application_id, earlier.version, reasons=["untrue"], by=offices.officer(), at=NOON)
    browser, form = officers_browser(), {**WISH, "chosen": choice(filing)}
    page = text_of(browser.post(url("bulk"), form))
    assert earlier.row.document_number in page
    assert 'name="consistency_note"' in page

    unsaid = browser.post(url("bulk-start"), form)
    assert unsaid.status_code == 422
    assert "请写明与其不同的理由" in text_of(unsaid)
    assert not Batch.objects.exists()
    said = browser.post(url("bulk-start"), {**form, "consistency_note": "隐患已整改。"})
    assert said.status_code == 302


def test_a_page_and_a_choice_that_do_not_exist_are_passed_over() -> None:
    batch = ordered(factories.agreed_application())

    assert officers_browser().get(url("batch", batch.pk) + "?page=9&only=nonsense").status_code == 200


def test_the_list_of_orders_costs_the_same_for_one_and_for_three() -> None:
    browser = officers_browser()
    costs = []
    for more in (1, 2):
        for _ in range(more):
            ordered(factories.agreed_application())
        with CaptureQueriesContext(connection) as captured:
            browser.get(url("batches"))
        costs.append(len(captured))

    assert costs[0] == costs[1]
