"""No form of the house asks for what the platform holds: checked when a form is defined."""

import pytest
from django.core import checks

from fugong.registry.rules import house_forms
from fugong.registry.rules.facts import REGISTER_FACTS
from fugong.registry.rules.house_forms import Asked, HouseForm, asked_twice
from fugong.registry.rules.labels import plain_label

FIRST = HouseForm(
    "first", "复产申请", "经贸主管部门",
    (Asked("contact_phone", "联系电话", "phone"), Asked("masks", "口罩存量（只）", "whole_number")),
)  # fmt: skip


def second(*asked: Asked) -> tuple[HouseForm, HouseForm]:
    return FIRST, HouseForm("second", "日报", "统计部门", asked)


@pytest.fixture
def _only_these_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house_forms, "_declared", {})


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("职工总数（人）", "职工总数"), ("请填写贵企业职工总数(人)：", "职工总数"), (" 职工 总数 ", "职工总数"),
        ("ＡＢ数量", "ab数量"), ("企业", "企业"), ("口罩存量〔只〕", "口罩存量"), ("单位名称", "名称"),
    ],
)  # fmt: skip
def test_names_of_questions_are_compared_without_units_and_politeness(label: str, plain: str) -> None:
    assert plain_label(label) == plain


def test_a_form_may_ask_a_known_fact_again_under_its_own_name_and_kind() -> None:
    again = second(Asked("masks", "口罩存量（只）", "whole_number"), Asked("staff", "职工总数（人）", "whole_number"))

    assert asked_twice(again) == ()


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked("mask_stock", "口罩存量", "whole_number"), "不得另立名目"),
        (Asked("mask_stock", "请填写口罩存量（盒）", "text"), "不得另立名目"),
        (Asked("masks", "口罩存量（只）", "text"), "填写类型不同"),
        (Asked("masks", "口罩数", "whole_number"), "另一个名称"),
        (Asked("headcount", "贵单位员工人数", "whole_number"), "不得另立名目"),
        (Asked("firm", "公司名称", "text"), "不得另立名目"),
        (Asked("tax_number", "纳税人识别号", "text"), "不得另立名目"),
        (Asked("address", "地址", "text"), "只能展示"),
        (Asked("uscc", "统一社会信用代码", "code"), "只能展示"),
        (Asked("staff", "职工总数", "text"), "填写类型不同"),
        (Asked("anything", "随便什么", "riddle"), "未定义"),
    ],
)
def test_a_question_that_duplicates_a_stored_fact_is_refused(asked: Asked, why: str) -> None:
    (problem,) = asked_twice(second(asked))

    assert problem.field == f"second.{asked.fact}"
    assert why in problem.message


def test_a_form_that_asks_the_same_twice_is_refused() -> None:
    (problem,) = asked_twice(second(Asked("beds", "床位", "whole_number"), Asked("beds", "床位", "whole_number")))

    assert "重复询问" in problem.message


def test_facts_of_the_register_have_one_key_and_names_of_their_own() -> None:
    keys = [fact.key for fact in REGISTER_FACTS]
    labels = [label for fact in REGISTER_FACTS for label in fact.labels]

    assert len(keys) == len(set(keys))
    assert len(labels) == len(set(labels))


@pytest.mark.usefixtures("_only_these_forms")
def test_a_planted_duplicate_stops_the_start() -> None:
    for form in second(Asked("headcount", "员工人数", "whole_number")):
        house_forms.declare(form)

    found = [error for error in checks.run_checks(tags=["fugong"]) if error.id == "registry.E001"]

    (error,) = found
    assert error.obj == "second.headcount"
    assert "员工人数" in error.msg
    assert "AnnualFigures.staff" in error.msg


def test_the_forms_of_the_house_ask_nothing_twice() -> None:
    assert [form.key for form in house_forms.declared()]
    assert asked_twice(house_forms.declared()) == ()
