"""A refusal reaches whoever asked in words he understands: a page, a part of a page, a form, a machine."""

from datetime import date

import pytest
from django import forms
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real

from fugong.core.refusals import Invalid, NotPermitted, NotThere, Problem, Refused, Stale
from fugong.core.refusals.edge import into_form, sentence
from fugong.core.tests.addresses import TooLate

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        ("gone", 404, "没有找到您要的内容，或该内容不在您的管辖范围内。"),
        ("stale", 409, "您打开页面之后，他人已更新了该内容。"),
        ("late", 409, "申请期限2020-02-15已过。"),
        ("invalid", 422, "有 2 处需要更正。"),
    ],
)
def test_a_person_gets_a_page_a_fragment_or_a_machine_its_json(
    officer: Client, *, kind: str, status: int, said: str
) -> None:
    page = officer.get(f"/refuse/{kind}/")
    assert page.status_code == status
    assert page.content.decode().lstrip().lower().startswith("<!doctype html>")
    assert said in page.content.decode()
    fragment = officer.get(f"/refuse/{kind}/", headers=HX)
    assert fragment.status_code == status
    assert said in fragment.content.decode()
    assert "<html" not in fragment.content.decode()
    for problem in (officer.get(f"/refuse/{kind}/", headers=JSON), officer.get(f"/api/refuse/{kind}/")):
        assert problem.status_code == status
        assert problem["Content-Type"] == "application/problem+json"
        assert said in problem.json()["title"]
        assert problem.json()["status"] == status


def test_problem_json_names_every_field_with_its_sentence(officer: Client) -> None:
    body = officer.get("/api/refuse/invalid/").json()
    assert (body["type"], body["code"], body["instance"]) == ("urn:fugong:invalid", "invalid", "/api/refuse/invalid/")
    assert body["errors"] == [
        {"field": "staff", "pointer": "#/staff", "detail": "请填写人数，不得超过5人。"},
        {"field": "", "pointer": "#/", "detail": "缺少附件。"},
    ]
    assert officer.get("/api/refuse/field/").json()["errors"][0]["field"] == "until_on"


def test_a_page_names_every_problem(officer: Client) -> None:
    page = officer.get("/refuse/invalid/").content.decode()
    assert "请填写人数，不得超过5人。" in page
    assert "缺少附件。" in page


class StaffForm(forms.Form):
    staff = forms.IntegerField(required=False)


def test_a_form_shows_each_problem_at_its_field_and_the_rest_above() -> None:
    form = StaffForm({})
    assert form.is_valid()
    into_form(
        Invalid([Problem("staff", "不得超过%(most)s人。", {"most": 5}), Problem("elsewhere", "缺少附件。")]), form
    )
    assert form.errors == {"staff": ["不得超过5人。"], "__all__": ["缺少附件。"]}
    form = StaffForm({})
    into_form(TooLate(day="2020-02-15"), form)
    into_form(Refused("请核对人数。", field="staff"), form)
    assert form.errors == {"__all__": ["申请期限2020-02-15已过。"], "staff": ["请核对人数。"]}


def test_days_among_the_facts_are_told_as_people_read_them() -> None:
    assert sentence(TooLate(day=date(2020, 2, 5))) == "申请期限2020年2月5日已过。"


def test_the_sentence_and_the_words_in_it_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    with translation.override("en"):
        catalogue = trans_real.catalog()
        said = {"申请期限%(day)s已过。": "The term ended on %(day)s.", "今天": "today"}
        monkeypatch.setattr(catalogue, "gettext", lambda text: said.get(text, text))
        assert sentence(TooLate(day="今天")) == "The term ended on today."
        assert sentence(TooLate(day=date(2020, 2, 5))) == "The term ended on 5 Feb 2020."


@pytest.mark.parametrize("text", ["100%", "%(day)s", "%s %d", "{}", "𠮷䶮", ""])
def test_text_that_people_typed_may_contain_anything(text: str) -> None:
    assert sentence(TooLate(day=text)) == f"申请期限{text}已过。"
    assert sentence(Refused("优惠100%。")) == "优惠100%。"


def test_a_refusal_tells_programs_what_happened_too() -> None:
    assert str(TooLate(day="2020-02-15")) == "申请期限2020-02-15已过。"
    assert [refusal.status for refusal in (Refused, NotPermitted, NotThere, Stale, Invalid)] == [
        409,
        403,
        404,
        409,
        422,
    ]
