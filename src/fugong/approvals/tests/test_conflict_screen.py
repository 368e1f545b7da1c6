"""Somebody was faster: the page says who did what since, keeps what was typed and offers the way on."""

import re

import pytest

from fugong.approvals.actions import review
from fugong.approvals.rules.completeness import differs

from . import factories, offices
from .factories import Filing
from .offices import MONDAY
from .screens import NOON, as_seen_by, text_of, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def opened(page: str, act: str) -> dict[str, str]:
    """Give the hidden fields of an act's form on a page, as a browser would send them."""
    form = page.split(f'data-test="form-{act}"', 1)[1].split("</form>", 1)[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w*)"', form))
    return {name: value for name, value in hidden.items() if name in ("version", "seen")}


def part(page: str, name: str) -> str:
    return page.split(f'data-test="{name}"', 1)[1].split("</ol>", 1)[0]


def test_the_page_names_the_acts_since_keeps_the_words_and_the_second_try_goes_through() -> None:
    filing = factories.agreed_application()
    browser, address = as_seen_by(offices.officer()), url("grant", filing.application_id)
    seen = opened(text_of(browser.get(url("case", filing.application_id))), "grant")
    factories.opine(filing, "health", verdict="agree_with_conditions", text="分批返岗。", at=NOON)
    typed = {**seen, "effective_on": "2020-02-19", "conditions": "每日报告体温"}
    before = everything()
    answer = browser.post(address, typed)
    page = text_of(answer)

    assert answer.status_code == 409
    assert everything() == before
    since = part(page, "since")
    assert "提交会审意见" in since
    assert "同意，附条件" in since
    assert "分批返岗。" in since
    assert "2020年2月17日" in since
    assert "提交申请" not in since  # known to the reader already
    assert "每日报告体温" in page
    assert 'data-test="way-on"' in page
    again = {**typed, **opened(page, "grant")}
    assert browser.post(address, again).status_code == 302
    assert (filing.row.state, filing.row.conditions) == ("granted", ["每日报告体温"])


def test_where_the_act_is_over_the_words_are_shown_and_no_form() -> None:
    filing, first = factories.agreed_application(), offices.officer()
    browser = as_seen_by(offices.officer())
    seen = opened(text_of(browser.get(url("case", filing.application_id))), "refuse")
    review.grant(filing.application_id, filing.version, effective_on=MONDAY, by=first, at=NOON)
    form = {**seen, "reasons": ["safety_unfit"], "note": "隐患未整改。"}
    page = text_of(browser.post(url("refuse", filing.application_id), form))

    assert "同意复产" in part(page, "since")
    assert first.title in part(page, "since")
    typed = page.split('data-test="typed"', 1)[1].split("</dl>", 1)[0]
    assert "隐患未整改。" in typed
    assert "安全生产条件不符合要求" in typed
    assert 'data-test="form-refuse"' not in page
    assert 'data-test="way-on"' not in page


def test_a_page_that_did_not_say_what_it_had_seen_gets_the_whole_story() -> None:
    filing = factories.agreed_application()
    form = {"version": filing.version - 1, "seen": "", "effective_on": "2020-02-18"}
    page = text_of(as_seen_by(offices.officer()).post(url("grant", filing.application_id), form))

    assert "提交申请" in part(page, "since")


@pytest.mark.parametrize(
    ("key", "typed", "kept", "differ"),
    [
        ("staff_total", "120", 120, False),
        ("staff_total", "１２０", 120, False),
        ("staff_total", "121", 120, True),
        ("staff_total", "", 120, True),
        ("staff_total", "", None, False),
        ("staff_total", "很多", None, True),
        ("safety_checked", "on", True, False),
        ("safety_checked", "", True, True),
        ("contact_post", " 办公室 ", "办公室", False),
    ],
)
def test_what_differs_is_what_says_something_else(key: str, typed: str, kept: object, *, differ: bool) -> None:
    assert differs(key, typed, kept) is differ


def test_a_section_saved_elsewhere_meanwhile_shows_what_is_kept_and_saves_on_the_second_try() -> None:
    filing = factories.draft_application()
    browser, address = as_seen_by(filing.operator), url("section", filing.application_id, "plan")
    save(filing, staff_total="150")
    typed = {**factories.ANSWERS, "version": "1", "staff_total": "333", "staff_first_batch": "60"}
    page = text_of(browser.post(address, typed))
    kept = page.split('data-test="differing"', 1)[1].split("</dl>", 1)[0]

    assert "职工总数（人）" in kept
    assert "150" in kept
    assert "首批返岗人数（人）" not in kept
    assert filing.row.answers["staff_total"] == 150
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found
    assert browser.post(address, {**typed, "version": found.group(1)}).status_code == 302
    assert filing.row.answers["staff_total"] == 333


def save(filing: Filing, **changed: str) -> None:
    form = {**factories.ANSWERS, "version": filing.version, **changed}
    assert as_seen_by(filing.operator).post(url("section", filing.application_id, "plan"), form).status_code == 302
