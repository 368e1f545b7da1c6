"""The roster's pages: who opens them, what they show, how few clicks a person's request takes, what is kept of them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from . import offices
from .factories import Filing
from .rosters import (
    FITTER,
    MARKS,
    PHONE,
    WELDER,
    draft_without_lines,
    roster_draft,
    roster_granted,
    roster_in_review,
    shown_to_enterprise,
)
from .screens import as_seen_by, everybody, statuses, text_of, url
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

OWN = {
    "own": 200, "another enterprise": 404, "officer": 403, "desk": 403, "another township": 403,
    "another county": 403, "administrator": 403, "visitor": 302,
}  # fmt: skip
COUNTS = {
    "own": 403, "another enterprise": 403, "officer": 200, "desk": 200, "another township": 404,
    "another county": 404, "administrator": 403, "visitor": 302,
}  # fmt: skip
LOOK = COUNTS | {"officer": 403, "another county": 403}


@pytest.mark.parametrize(
    ("name", "numbered", "ladder"),
    [
        ("roster", False, OWN), ("roster-person", True, OWN), ("roster-office", False, COUNTS),
        ("roster-phone", True, LOOK),
    ],
)  # fmt: skip
def test_each_page_is_opened_by_those_whose_it_is(name: str, numbered: bool, ladder: dict[str, int]) -> None:  # noqa: FBT001  # a table
    filing = roster_in_review()

    assert statuses(everybody(filing), url(name, filing.application_id, *([1] if numbered else []))) == ladder


ACTS: dict[str, tuple[dict[str, str], str, dict[str, int]]] = {
    "roster": ({"pasted": FITTER.replace("0428", "9")}, "own", OWN),
    "roster-person": ({"own_number": "9"}, "own", OWN),
    "roster-remove": ({}, "own", OWN),
    "roster-phone": ({"reason": "follow_up", "note": "随访"}, "desk", LOOK),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_refused_to_everybody_whose_it_is_not(name: str) -> None:
    filing, (form, whose, ladder) = roster_in_review(), ACTS[name]
    others = {who: actor for who, actor in everybody(filing).items() if who != whose}
    before = everything()

    found = statuses(others, url(name, filing.application_id, *([] if name == "roster" else [1])), form)

    assert found == {who: ladder[who] for who in others}
    assert everything() == before


def test_a_paste_with_problems_comes_back_as_typed_and_adds_nobody() -> None:
    filing = draft_without_lines()
    answer = as_seen_by(filing.operator).post(
        url("roster", filing.application_id), {"pasted": f"{WELDER}\n张三\t焊工\t江岸区\t2020-02-12\t无需隔离"}
    )

    assert answer.status_code == 422
    assert "第 2 行“本单位编号”：应为含数字的工号或序号，不填姓名。" in text_of(answer)
    assert "特种焊工" in text_of(answer)
    assert shown_to_enterprise(filing) == []


def test_the_form_says_what_each_field_is_for_and_until_when_it_is_kept() -> None:
    filing = roster_draft()
    client = as_seen_by(filing.operator)

    page = text_of(client.get(url("roster-person", filing.application_id, 1)))
    assert "用于：观察期内随访，其他人员不收集。最迟保存至 2020年5月17日。" in page
    assert "办结后 14 天自动清除，最迟 2020年5月17日" in text_of(client.get(url("roster", filing.application_id)))


def follow(client: Client, here: str, test: str) -> str:
    """Give the address behind the first link or form button with this mark: one click."""
    page = text_of(client.get(here))
    before, _, _ = page.partition(f'data-test="{test}"')
    assert before != page, f"{here} has no {test}"
    address = before.rpartition('href="' if before.rpartition("<")[2].startswith("a ") else 'action="')[2]
    return address.partition('"')[0]


@pytest.mark.parametrize("state", [roster_draft, roster_in_review, roster_granted])
def test_three_clicks_from_the_desk_put_an_entry_right_or_erase_it(state: Callable[[], Filing]) -> None:
    filing = state()
    client = as_seen_by(filing.operator)
    listed = follow(client, url("mine"), "roster")
    entry = follow(client, listed, "correct")
    typed = {
        "own_number": "GH-0427", "job": "焊工", "origin": "江岸区", "arrived_on": "2020-02-12", "isolation": "finished",
    }  # fmt: skip

    assert client.post(follow(client, entry, "save"), typed).status_code == 302
    assert shown_to_enterprise(filing)[0] == "1 GH-0427 已满14天"
    assert client.post(follow(client, listed, "remove")).status_code == 302
    assert shown_to_enterprise(filing) == ["2 GH-0428 无需隔离"]


def test_a_desk_sees_the_number_masked_and_after_its_reason_once_in_full() -> None:
    filing = roster_in_review()
    client = as_seen_by(offices.reviewer("health"))
    listed = text_of(client.get(url("roster-office", filing.application_id)))
    address = url("roster-phone", filing.application_id, 1)

    assert "139****4321" in listed
    assert PHONE not in listed + text_of(client.get(address))
    assert client.post(address, {"reason": "follow_up", "note": ""}).status_code == 422
    shown = client.post(address, {"reason": "follow_up", "note": "随访", "form_key": "k1"})
    assert PHONE in text_of(shown)
    assert shown["Cache-Control"] == "private, no-store"
    again = client.post(address, {"reason": "follow_up", "note": "随访", "form_key": "k1"})
    assert again.status_code == 409
    assert PHONE not in text_of(again)


def test_the_list_never_shows_a_whole_number_to_anybody() -> None:
    filing = roster_in_review()
    for actor, name in ((filing.operator, "roster"), (offices.reviewer("township"), "roster-office")):
        page = text_of(as_seen_by(actor).get(url(name, filing.application_id)))
        assert "139****4321" in page
        assert PHONE not in page


def test_the_other_offices_see_how_many_and_nobody() -> None:
    filing = roster_in_review()
    for actor in (offices.officer(), offices.reviewer("industry")):
        client = as_seen_by(actor)
        pages = [text_of(client.get(url(name, filing.application_id))) for name in ("roster-office", "case", "history")]
        assert "共 2 人，其中观察期内 1 人" in pages[0]
        assert not [mark for mark in (*MARKS, "139****4321") for page in pages if mark in page]


def test_the_task_list_counts_the_roster_among_what_is_to_be_done() -> None:
    for filing, word in ((draft_without_lines(), "未开始"), (roster_draft(), "已完成")):
        page = text_of(as_seen_by(filing.operator).get(url("tasks", filing.application_id)))
        task = page.partition('data-test="roster-task"')[2].partition("</li>")[0]
        assert word in task


def test_a_request_is_remembered_by_where_it_led_alone() -> None:
    filing = draft_without_lines()
    client = as_seen_by(filing.operator)
    for _ in range(2):
        answer = client.post(url("roster", filing.application_id), {"pasted": WELDER, "form_key": "k2"})
        assert answer["Location"] == url("roster", filing.application_id)

    with connection.cursor() as cursor:
        cursor.execute("SELECT answer->>'body' FROM core_idempotencykey WHERE key = 'k2'")
        assert cursor.fetchall() == [("",)]
    assert len(shown_to_enterprise(filing)) == 1


def test_the_list_takes_the_same_queries_for_one_person_and_for_many() -> None:
    few, many = roster_in_review(), roster_in_review(*[WELDER.replace("GH-0427", f"N{n}") for n in range(60)])
    client = as_seen_by(offices.reviewer("health"))
    counted = []
    for filing in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(url("roster-office", filing.application_id))
        counted.append(len(queries))

    assert counted[1] == counted[2]


def test_no_address_hands_out_more_than_one_persons_data_in_a_file() -> None:
    """There is no export of rosters at all; whoever adds one needs two persons for it above 1,000 (reliability S32)."""

    def names(patterns: list[Any]) -> list[str]:
        inner = [name for pattern in patterns for name in names(getattr(pattern, "url_patterns", []))]
        return inner + [pattern.name for pattern in patterns if getattr(pattern, "name", None)]

    about = [name for name in names(get_resolver().url_patterns) if "roster" in name or "person" in name]
    assert sorted(about) == ["roster", "roster-office", "roster-person", "roster-phone", "roster-remove"]
    filing = roster_in_review()
    client = as_seen_by(offices.reviewer("health"))
    for wanted in ("?format=csv", "?format=json", "?size=5000", "?export=xlsx"):
        answer = client.get(url("roster-office", filing.application_id) + wanted)
        assert answer["Content-Type"] == "text/html; charset=utf-8"
        assert PHONE not in text_of(answer)
