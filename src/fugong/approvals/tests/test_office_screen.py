"""The offices' pages: the inbox, a case decided in few clicks, the answers to stale and impossible acts."""

from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fugong.people.public import Actor
from fugong.people.tests import factories as people_factories

from . import factories, offices
from .crowd import crowd
from .factories import Filing
from .offices import COUNTY
from .screens import as_seen_by, text_of, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


def act(actor: Actor, name: str, filing: Filing, *, form: Mapping[str, object]) -> tuple[int, str]:
    """Send an act's form from a page opened just now; give status and page."""
    answer = as_seen_by(actor).post(url(name, filing.application_id), {"version": filing.version, **form})
    return answer.status_code, text_of(answer)


# --- the inbox -----------------------------------------------------------------------------------------------------


def test_the_inbox_shows_who_since_when_until_when_and_what_to_do() -> None:
    filing = factories.agreed_application()
    page = text_of(as_seen_by(offices.officer()).get(url("inbox")))

    assert filing.row.enterprise_name in page
    for word in ("楚米镇", "正常", "作出决定", "2020年2月17日"):
        assert word in page
    assert '<span class="tab-count" data-test="count">1</span>' in page


def test_the_inbox_refreshes_as_a_piece_of_the_same_page() -> None:
    factories.agreed_application()
    client = as_seen_by(offices.officer())
    piece = text_of(client.get(url("inbox"), headers={"HX-Request": "true"}))

    assert "<html" not in piece
    assert piece.strip() in text_of(client.get(url("inbox")))


def test_an_empty_inbox_says_so() -> None:
    assert "没有待办" in text_of(as_seen_by(offices.officer()).get(url("inbox")))


@pytest.mark.parametrize(
    "asked", [{"tab": "x"}, {"tab": "\x00"}, {"page": "0"}, {"page": "-1"}, {"page": "9" * 30}, {"page": "𠮷"}]
)
@pytest.mark.parametrize("name", ["inbox", "ledger"])
def test_nonsense_in_the_address_is_answered_calmly(name: str, asked: dict[str, str]) -> None:
    factories.agreed_application()

    assert as_seen_by(offices.officer()).get(url(name), asked).status_code == 200


@pytest.mark.parametrize("name", ["inbox", "ledger"])
def test_a_list_costs_the_same_for_ten_cases_and_a_thousand_also_for_a_township(name: str) -> None:
    found = []
    crowd(10)
    client = as_seen_by(offices.reviewer("township"))
    client.get(url(name))
    found.append(statements(client, url(name)))
    crowd(990)
    found.append(statements(client, url(name)))

    assert found[0] == found[1] <= 14


def statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- a case --------------------------------------------------------------------------------------------------------


def test_a_complete_case_is_granted_in_three_clicks() -> None:
    filing = factories.agreed_application()
    client = as_seen_by(offices.officer())
    inbox = text_of(client.get(url("inbox")))
    assert f'href="{url("case", filing.application_id)}"' in inbox  # the first click
    page = text_of(client.get(url("case", filing.application_id)))
    assert 'data-test="form-grant"' in page
    assert 'value="2020-02-18"' in page  # the day is proposed: what the enterprise planned
    form = {"version": filing.version, "effective_on": "2020-02-18", "conditions": "错峰用餐。\n\n每日消毒。"}
    answer = client.post(url("grant", filing.application_id), form)  # the second

    assert answer["Location"] == url("inbox")
    assert filing.row.conditions == ["错峰用餐。", "每日消毒。"]
    assert "桐经贸复〔2020〕1号" in text_of(client.get(url("inbox")))


def test_after_a_decision_the_next_case_opens() -> None:
    first, second = factories.agreed_application(), factories.agreed_application()
    form = {"version": first.version, "effective_on": "2020-02-18"}
    answer = as_seen_by(offices.officer()).post(url("grant", first.application_id), form)

    assert answer["Location"] == url("case", second.application_id)


def test_a_case_with_a_silent_desk_offers_no_grant_and_says_why() -> None:
    filing = factories.application_in_review()
    page = text_of(as_seen_by(offices.officer()).get(url("case", filing.application_id)))

    assert 'data-test="form-grant"' not in page
    assert "会审意见收齐" in page
    assert 'data-test="form-return"' in page


def test_a_grant_sent_all_the_same_is_refused_naming_the_desk() -> None:
    filing = factories.application_in_review()
    status, page = act(offices.officer(), "grant", filing, form={"effective_on": "2020-02-18"})

    assert status == 409
    assert "卫生健康局" in page
    assert filing.row.state == "in_review"


def test_each_desk_gives_its_opinion_on_the_case() -> None:
    filing = factories.application_in_review()
    for desk in offices.DESKS:
        status, _page = act(offices.reviewer(desk), "opine", filing, form={"verdict": "agree", "text": "同意。"})
        assert status == 302

    assert set(filing.row.opinions.values_list("verdict", flat=True)) == {"agree"}


def test_an_objection_without_a_word_comes_back() -> None:
    filing = factories.application_in_review()
    status, page = act(offices.reviewer("health"), "opine", filing, form={"verdict": "disagree", "text": ""})

    assert status == 422
    assert "请写明条件或不同意的理由" in page


def test_a_decision_on_a_stale_page_shows_the_present_one() -> None:
    filing = factories.agreed_application()
    opened = filing.version
    factories.opine(filing, "health", verdict="disagree", text="无隔离间。")
    before = everything()
    status, page = act(offices.officer(), "grant", filing, form={"effective_on": "2020-02-18", "version": opened})

    assert status == 409
    assert 'data-test="stale"' in page
    assert "无隔离间。" in page
    assert everything() == before


@pytest.mark.parametrize(
    ("name", "form", "sentence"),
    [
        ("grant", {"effective_on": "2020-02-30"}, ""),
        ("grant", {"effective_on": "2020-02-01"}, "起始日期应在今天起 90 天之内"),
        ("grant", {"effective_on": ""}, ""),
        ("grant", {"effective_on": "2020-02-18", "conditions": "一\n" * 11}, "附加条件不能超过"),
        ("return", {"items": [], "note": "请补正。"}, "请至少选择一项需要补正的内容"),
        ("return", {"items": ["roster"], "note": "请补正。"}, ""),
        ("return", {"items": ["staff_total"], "note": ""}, ""),
        ("refuse", {"reasons": []}, "请至少选择一项理由"),
        ("refuse", {"reasons": ["because"]}, ""),
        ("refuse", {"reasons": ["untrue"], "note": "字" * 1001}, ""),
    ],
)
def test_an_impossible_act_comes_back_filled_in_and_nothing_changes(
    name: str, form: Mapping[str, object], sentence: str
) -> None:
    filing = factories.agreed_application()
    officer = offices.officer()
    before = everything()
    status, page = act(officer, name, filing, form=form)

    assert status == 422
    assert sentence in page
    assert f'data-test="form-{name}"' in page
    assert everything() == before


def test_a_case_is_returned_refused_suspended_and_given_back() -> None:
    officer = offices.officer()
    returned, refused = factories.application_in_review(), factories.application_in_review()
    running = factories.running_enterprise()

    assert act(officer, "return", returned, form={"items": ["staff_total"], "note": "请核对。"})[0] == 302
    assert act(officer, "refuse", refused, form={"reasons": ["untrue"], "note": "不实。"})[0] == 302
    assert act(officer, "suspend", running, form={"reasons": "case_found", "note": "发现病例。"})[0] == 302
    assert [filing.row.state for filing in (returned, refused, running)] == ["returned", "refused", "suspended"]
    assert act(officer, "reinstate", running, form={"note": "已整改。"})[0] == 302
    assert running.row.state == "granted"


def test_who_only_looks_on_is_offered_no_act() -> None:
    filing = factories.agreed_application()
    page = text_of(as_seen_by(people_factories.county_leader(COUNTY)).get(url("case", filing.application_id)))

    assert 'data-test="acts"' not in page


def test_the_history_tells_who_changed_what() -> None:
    filing = factories.granted_application()
    page = text_of(as_seen_by(offices.officer()).get(url("history", filing.application_id)))

    for word in ("同意复产", "提交会审意见", "提交申请", "桐经贸复〔2020〕1号", "审核中", "已同意"):
        assert word in page


def test_the_ledger_finds_by_name_state_and_day() -> None:
    granted, waiting = factories.granted_application(), factories.application_in_review()
    client = as_seen_by(offices.officer())

    def found(**asked: str) -> set[int]:
        page = text_of(client.get(url("ledger"), asked))
        return {f.application_id for f in (granted, waiting) if f'href="{url("case", f.application_id)}"' in page}

    assert found() == {granted.application_id, waiting.application_id}
    assert found(state="granted") == {granted.application_id}
    assert found(words=waiting.row.enterprise_name) == {waiting.application_id}
    assert found(submitted_on="2020-02-18") == set()
    assert found(overdue="true") == set()


def test_the_panel_shows_applications_and_restarts() -> None:
    filing = factories.running_enterprise()
    page = text_of(as_seen_by(offices.officer()).get(url("panel", filing.row.uscc)))

    assert "确认复产" in page
    assert "桐经贸复〔2020〕1号" in page
