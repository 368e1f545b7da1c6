"""How a pasted roster is read: the least is asked, everything wrong is named, nothing about anybody is repeated."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.approvals.rules.places import is_county
from fugong.approvals.rules.roster import FIELDS, MOST_PERSONS, PURPOSE, faults_in_person, persons_in
from fugong.core.refusals import Problem

from .rosters import FITTER, WELDER

DAY = date(2020, 2, 17)
HEADS = "\t".join(field.label for field in FIELDS)
OBSERVED = {
    "own_number": "GH-0427", "job": "焊工", "origin": "江岸区", "arrived_on": "2020-02-12", "isolation": "home",
    "phone": "13987654321",
}  # fmt: skip
FREE = {**OBSERVED, "isolation": "none", "phone": ""}


def read(*lines: str, known: tuple[str, ...] = ()) -> tuple[list[dict[str, str]], list[Problem]]:
    return persons_in("\n".join(lines), known=known, on=DAY)


def said(problems: list[Problem]) -> list[str]:
    return [problem.message % problem.facts for problem in problems]


def test_lines_are_read_as_a_spreadsheet_gives_them() -> None:
    persons, problems = read(HEADS, WELDER, "", FITTER + "\t", FITTER.replace("0428", "0429"))

    assert problems == []
    assert persons[0] == {
        "own_number": "GH-0427", "job": "特种焊工", "origin": "武汉市江岸区", "arrived_on": "2020-02-12",
        "isolation": "centre", "phone": "13987654321",
    }  # fmt: skip
    assert persons[1] == {
        "own_number": "GH-0428", "job": "钳工", "origin": "黄梅县", "arrived_on": "2020-02-10", "isolation": "none",
    }  # fmt: skip
    assert len(persons) == 3


def test_every_problem_of_every_line_is_named_at_once() -> None:
    _, problems = read("张三\t焊工\t江岸区\t2020-02-30\t在家\t123", "只有一列", WELDER, WELDER)

    assert said(problems) == [
        "第 1 行“本单位编号”：应为含数字的工号或序号，不填姓名。",
        "第 1 行“到达日期”：没有这一天。请写如 2020-02-10。",
        "第 1 行“隔离状态”：应为：无需隔离、居家观察、集中观察、已满14天。",
        "第 1 行“联系电话”：应为 11 位手机号，或区号加号码。",
        "第 2 行：应有 5 至 6 列，请从表格中整行复制。",
        "第 4 行“本单位编号”：编号重复。",
    ]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"own_number": "张三"}, "own_number"), ({"own_number": "焊1"}, "own_number"),
        ({"own_number": ""}, "own_number"),
        ({"own_number": "GH-042700"}, "own_number"), ({"own_number": "AB"}, "own_number"), ({"job": ""}, "job"),
        ({"job": "焊" * 21}, "job"), ({"origin": "湖北"}, "origin"), ({"origin": "江岸区解放大道1号"}, "origin"),
        ({"origin": "幸福小区"}, "origin"), ({"arrived_on": "2020-04-30"}, "arrived_on"),
        ({"arrived_on": "昨天"}, "arrived_on"), ({"arrived_on": "2019-02-12"}, "arrived_on"),
        ({"isolation": "不知道"}, "isolation"), ({"phone": "12345"}, "phone"), ({"phone": ""}, "phone"),
        ({"isolation": "none"}, "phone"), ({"isolation": "finished"}, "phone"),
    ],
)  # fmt: skip
def test_one_thing_wrong_is_named_at_its_field(changed: dict[str, str], field: str) -> None:
    assert faults_in_person(OBSERVED, on=DAY) == {}
    assert list(faults_in_person({**OBSERVED, **changed}, on=DAY)) == [field]


@pytest.mark.parametrize("field", [field.key for field in FIELDS])
@pytest.mark.parametrize("number", ["520322198001011234", "52032219800101123X", "520322800101123"])
def test_an_identity_number_is_refused_in_every_field(field: str, number: str) -> None:
    assert faults_in_person({**OBSERVED, field: number}, on=DAY)[field] == "请删去身份证号码，平台不收集。"


def test_a_telephone_number_is_not_taken_from_somebody_whom_nobody_has_to_reach() -> None:
    assert faults_in_person(FREE, on=DAY) == {}
    assert faults_in_person({**FREE, "phone": "13987654321"}, on=DAY) == {"phone": "无需观察的人员不收集电话，请删去。"}


@given(st.text(min_size=1), st.sampled_from([field.key for field in FIELDS]))
def test_no_sentence_repeats_what_was_typed(typed: str, field: str) -> None:
    words = {field.label for field in FIELDS}
    _, problems = read("\t".join({**OBSERVED, field: typed}.values()))

    facts = [fact for problem in problems for fact in problem.facts.values() if fact not in words]
    assert not [fact for fact in facts if isinstance(fact, str) and len(typed) > 3 and typed in fact]


def test_an_own_number_that_is_on_the_roster_already_is_named() -> None:
    assert said(read(WELDER, known=("GH-0427",))[1]) == ["第 1 行“本单位编号”：编号重复。"]


def test_nobody_or_too_many_are_refused() -> None:
    assert said(read("", HEADS)[1]) == ["请粘贴至少一行人员。"]
    many = [WELDER.replace("GH-0427", f"N{number}") for number in range(MOST_PERSONS + 1)]
    assert said(read(*many)[1]) == [f"名单不能超过 {MOST_PERSONS} 人。"]


@pytest.mark.parametrize(
    ("name", "fine"),
    [
        ("桐梓县", True), ("武汉市江岸区", True), ("鄂温克族自治旗", True), ("仁怀市", True), ("贵州", False),
        ("娄山关街道", False), ("高新园区", False), ("3区", False), ("区", False), ("", False),
    ],
)  # fmt: skip
def test_a_place_is_named_down_to_the_county_and_no_finer(name: str, fine: bool) -> None:  # noqa: FBT001  # a table
    assert is_county(name) == fine


def test_the_roster_asks_no_name_and_no_identity() -> None:
    """What is asked is decided in docs/decisions/0024; whoever adds a field changes that decision too."""
    assert [field.key for field in PURPOSE.fields] == [
        "own_number", "job", "origin", "arrived_on", "isolation", "phone",
    ]  # fmt: skip
    assert PURPOSE.flaws() == []
