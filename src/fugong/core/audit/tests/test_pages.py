"""The audit administrator's pages: own counties only, in words, the same number of queries however long the list."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from fugong.core import audit
from fugong.core.tests.acting import MIDDLEWARE
from fugong.core.tests.factories import MORNING, recorded_act

OTHER = "520321"
pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(settings: Settings) -> Client:
    settings.ROOT_URLCONF = "fugong.core.tests.addresses"
    settings.MIDDLEWARE = list(MIDDLEWARE)
    audit.name("test.counter.moved", "移动计数")
    audit.name("test.counter.removed", "移除计数")
    return Client(headers={"X-Account": "8", "X-Rights": "audit.view"})


def body(answer: Any) -> str:
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_acts_in_words_latest_first(auditor: Client) -> None:
    for number in (1, 2, 3):
        recorded_act(number)
    page = body(auditor.get("/audit/"))
    assert "移动计数" in page
    assert page.index("第3次") < page.index("第2次") < page.index("第1次")


def test_acts_of_other_counties_are_not_shown(auditor: Client) -> None:
    recorded_act(1)
    recorded_act(2, county=OTHER)
    page = body(auditor.get("/audit/"))
    assert "第1次" in page
    assert "第2次" not in page
    assert "第2次" in body(auditor.get("/audit/", headers={"X-Areas": "5203"}))
    assert "第1次" not in body(auditor.get("/audit/", headers={"X-Areas": "520321"}))
    assert OTHER not in body(auditor.get("/audit/verification/"))


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("action=test.counter.removed", {"第2次"}), ("actor=经贸局", {"第1次", "第2次"}), ("actor=县长", set()),
        ("day=2020-02-15", {"第1次", "第2次"}), ("day=2020-02-16", set()), ("county=520322", {"第1次", "第2次"}),
        ("county=520321", set()), ("day=2020-02-30", {"第1次", "第2次"}), ("action=none", {"第1次", "第2次"}),
        ("actor=%00&county=%F0%A0%AE%B7", set()), ("page=999&sort=-nonsense&size=7", {"第1次", "第2次"}),
    ],
)  # fmt: skip
def test_the_list_is_filtered_by_the_address(auditor: Client, asked: str, shown: set[str]) -> None:
    recorded_act(1)
    recorded_act(2, action="test.counter.removed")
    page = body(auditor.get(f"/audit/?{asked}"))
    assert {note for note in ("第1次", "第2次") if note in page} == shown


def test_a_day_is_a_day_in_beijing(auditor: Client) -> None:
    entry = recorded_act(1)
    assert entry.at == datetime.fromisoformat("2020-02-15T01:30:00+00:00")
    assert "第1次" in body(auditor.get("/audit/?day=2020-02-15"))


def test_the_number_of_queries_does_not_grow_with_the_list(
    auditor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(2):
        recorded_act(number)
    with django_assert_num_queries(2):
        auditor.get("/audit/?size=100")
    for number in range(40):
        recorded_act(number)
    with django_assert_num_queries(2):
        auditor.get("/audit/?size=100")


def test_verification_shows_a_sound_trail_with_its_signed_heads(auditor: Client) -> None:
    recorded_act(1)
    audit.sign_heads(at=MORNING + timedelta(hours=1))
    page = body(auditor.get("/audit/verification/"))
    assert 'data-test="sound"' in page
    assert "2020年2月15日 10:30" in page


def test_verification_names_what_was_touched(auditor: Client, var: Path) -> None:
    recorded_act(1)
    audit.sign_heads(at=MORNING)
    path = var / "audit-heads" / "520322.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"sequence":1', '"sequence":2'), encoding="utf-8")
    page = body(auditor.get("/audit/verification/"))
    assert 'data-test="broken"' in page
    assert "链头的签名无效" in page


@pytest.mark.parametrize("path", ["/audit/", "/audit/verification/"])
def test_the_pages_climb_the_access_ladder(auditor: Client, path: str) -> None:
    assert auditor.get(path).status_code == 200
    assert auditor.get(path, headers={"X-Rights": "registry.view"}).status_code == 403
    visitor = auditor.get(path, headers={"X-Account": ""})
    assert visitor.status_code == 302
    assert visitor["Location"].startswith("/sign-in/?next=%2Faudit")
    assert auditor.post(path).status_code == 405
