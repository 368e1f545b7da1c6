"""The small rules: names, phones, search texts, lists and their industries, facts of a registration."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.texts import clean
from fugong.registry.rules import memberships, naming, phones
from fugong.registry.rules.registration import EnterpriseFacts, Places, problems_with
from fugong.registry.rules.searching import Sought, sought

FACTS = EnterpriseFacts(
    "桐梓县示例水泥有限公司", "520322101", "3011", "159", "示例水泥", "楚米镇示例路1号", "0851-26620000"
)
PLACES = Places(division_is_township=True, industry_is_smallest_class=True)


def test_names_stand_in_pinyin_order_with_unreadable_characters_last() -> None:
    names = ["桐梓水泥", "播州煤业", "绥阳面业", "海校商贸", "𠮷䶮酒业", "阿里"]

    assert sorted(names, key=naming.sort_key) == ["阿里", "播州煤业", "海校商贸", "绥阳面业", "桐梓水泥", "𠮷䶮酒业"]


def test_a_name_is_found_by_fragment_short_name_and_initials() -> None:
    text = naming.search_text("桐梓县示例水泥有限公司", "ＡＢ水泥")

    assert "示例水泥" in text
    assert "ab水泥" in text
    assert "tzxslsnyxgs" in text


@given(st.text(max_size=100), st.text(max_size=30))
def test_any_name_fits_its_columns(name: str, short_name: str) -> None:
    assert len(naming.sort_key(name)) <= naming.KEY_LENGTH
    assert len(naming.search_text(name, short_name)) <= naming.SEARCH_LENGTH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Sought("")),
        ("水泥", Sought("水泥")),
        (" 桐梓 水泥 ", Sought("桐梓水泥")),
        ("９１５２", Sought("9152", "9152")),
        ("91-52 ma", Sought("91-52ma", "9152MA")),
        ("tzsn", Sought("tzsn")),
        ("3I", Sought("3i")),
    ],
)
def test_a_search_text_is_read_as_a_fragment_and_where_possible_as_the_beginning_of_a_code(
    text: str, expected: Sought
) -> None:
    assert sought(text) == expected


@pytest.mark.parametrize(("text", "is_one"), [("公司", True), ("有限责任", True), ("桐梓", False), ("水泥公司", False)])
def test_a_piece_of_a_legal_form_is_known_as_such(*, text: str, is_one: bool) -> None:
    assert sought(text).is_legal_form == is_one


@pytest.mark.parametrize(
    ("phone", "shown"), [("13812341234", "138****1234"), ("0851-26620000", "085****0000"), ("12345", "*****"), ("", "")]
)
def test_a_phone_is_masked_in_its_middle(phone: str, shown: str) -> None:
    assert phones.masked(phone) == shown


@pytest.mark.parametrize(
    ("kind", "industry", "fits"),
    [
        ("industry_above", "3011", True), ("industry_above", "0610", True), ("industry_above", "5111", False),
        ("trade_above", "5111", True), ("trade_above", "6210", True), ("trade_above", "3011", False),
    ],
)  # fmt: skip
def test_a_list_takes_only_its_industries(*, kind: str, industry: str, fits: bool) -> None:
    assert (memberships.problem_with_industry(kind, industry) is None) == fits


def test_right_facts_have_no_problem() -> None:
    assert problems_with(FACTS, PLACES) == ()


def test_all_problems_are_named_at_once() -> None:
    wrong = replace(
        FACTS, name="", registration_type="999", contact_phone="电话", address="路" * 201, short_name="一\n二"
    )
    nowhere = Places(division_is_township=False, industry_is_smallest_class=False)

    fields = [problem.field for problem in problems_with(wrong, nowhere)]

    assert sorted(fields) == sorted(
        ["name", "short_name", "address", "division_code", "industry_code", "registration_type", "contact_phone"]
    )


@given(st.one_of(st.text("重庆长行乐都藏银嗯桐梓水泥ABｃ1２ -（）𠮷\0", max_size=12), st.text(max_size=20)))
def test_a_name_read_once_gives_the_keys_of_a_name_read_twice(name: str) -> None:
    name = clean(name)

    assert naming.keys(name, "简称") == (naming.sort_key(name), naming.search_text(name, "简称"))
    assert naming.keys(name, "") == (naming.sort_key(name), naming.search_text(name, ""))
