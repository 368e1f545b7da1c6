"""A history tab speaks in words: acts, fields, values, days."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from fugong.core import audit
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI, counter, recorded_act


@pytest.fixture(autouse=True)
def _named() -> None:
    audit.name("test.counter.granted", "同意测试")
    audit.name_field("test_state", "测试状态", {"draft": "草稿", "granted": "已同意"})
    audit.name_field("core.numberseries.test_special", "特别字段")


def changed(**changes: tuple[Any, Any]) -> audit.AuditRow:
    with transaction.atomic():
        audit.record(
            county=TONGZI, action="test.counter.granted", subject=counter(), by=OFFICER, at=MORNING, changes=changes
        )
    return audit.history(counter())[0]


@pytest.mark.django_db
def test_acts_fields_and_coded_values_are_told_in_words() -> None:
    row = changed(test_state=("draft", "granted"))
    assert (row.words, row.actor_title, row.at) == ("同意测试", "经贸局经办", MORNING)
    (change,) = row.changes
    assert (change.label, change.before_words, change.after_words) == ("测试状态", "草稿", "已同意")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""), (True, "是"), (False, "否"), (12, "12"), (0, "0"), ("", ""), ("自由文字", "自由文字"),
        (date(2020, 2, 5), "2020年2月5日"), (datetime(2020, 2, 5, 16, 30, tzinfo=UTC), "2020年2月6日 00:30"),
        (["一", "二"], "一、二"), ("2020-02-30", "2020-02-30"), ("2020-99-99T99:99", "2020-99-99T99:99"),
    ],
)  # fmt: skip
def test_every_value_is_told_as_people_read_it(value: object, told: str) -> None:
    (change,) = changed(test_special=(None, value)).changes
    assert (change.label, change.before_words, change.after_words) == ("特别字段", "", told)


@pytest.mark.django_db
def test_days_follow_the_readers_language() -> None:
    (change,) = changed(test_special=(None, date(2020, 2, 5))).changes
    with translation.override("en"):
        assert change.after_words == "5 Feb 2020"


@pytest.mark.django_db
def test_an_act_that_nobody_named_keeps_its_dotted_name() -> None:
    recorded_act(action="test.never.named")
    assert audit.history(counter())[0].words == "test.never.named"


@pytest.mark.django_db
def test_the_history_of_things_is_theirs_alone_and_latest_first() -> None:
    for number in (1, 2, 1):
        recorded_act(number)
    recorded_act(3)
    assert [row.note for row in audit.history(counter(1), counter(2))] == ["第1次", "第2次", "第1次"]
    assert audit.history() == []


@pytest.mark.django_db
def test_the_history_fragment_shows_who_when_what_and_from_what_to_what() -> None:
    changed(test_state=("draft", "granted"))
    html = render_to_string("core/_history.html", {"history": audit.history(counter())})
    for expected in ("同意测试", "经贸局经办", "2020年2月15日 09:30", "测试状态", "草稿", "已同意"):
        assert expected in html
    assert "还没有办理记录" in render_to_string("core/_history.html", {"history": []})


@pytest.mark.django_db
def test_what_was_typed_is_shown_and_not_run() -> None:
    changed(test_special=("", "<script>alert(1)</script>"))
    assert "<script>" not in render_to_string("core/_history.html", {"history": audit.history(counter())})
