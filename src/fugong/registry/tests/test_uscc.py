"""The validator of unified social credit codes against published codes, constructed codes and every single slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.registry.rules import uscc
from fugong.registry.rules.uscc import ALPHABET, examine

# Printed in the companies' own annual reports.
PUBLISHED = {
    "华为技术": "914403001922038216",
    "腾讯科技（深圳）": "9144030071526726XG",
    "阿里巴巴（中国）": "91330100799655058B",
    "中国平安": "91440300100012316L",
    "工商银行": "91100000100003962T",
    "万科": "91440300192181490G",
    "招商银行": "9144030010001686XA",
    "格力": "91440400192548256N",
    "比亚迪": "91440300192317458F",
    "美的": "91440606722473344C",
    "宁德时代": "91350900587527783P",
}
VILLAGE_COLLECTIVE = "N2520322MA6K12349Q"


def completed(seventeen: str) -> str:
    """Add the check character by trial, independently of the formula: the one that makes the weighted sum divisible."""
    values = [ALPHABET.index(character) for character in seventeen]
    weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return seventeen + next(c for i, c in enumerate(ALPHABET) if (total + i) % 31 == 0)


@st.composite
def valid_codes(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from("123456789ANY"))
    second = draw(st.sampled_from("1239" if first in "159N" else "123456789"))
    division = draw(st.text("0123456789", min_size=6, max_size=6))
    body = draw(st.text(ALPHABET, min_size=9, max_size=9))
    return completed(first + second + division + body)


@pytest.mark.parametrize("code", PUBLISHED.values(), ids=PUBLISHED.keys())
def test_a_published_code_passes_without_a_warning(code: str) -> None:
    assert examine(code) == uscc.Examined(code)


@pytest.mark.parametrize(
    "code",
    [
        VILLAGE_COLLECTIVE,
        completed("A1110000MA0000000"),
        completed("Y1110000MA0000000"),
        completed("12520322MB1234567"),
    ],
)
def test_codes_of_village_collectives_the_army_and_other_bodies_pass(code: str) -> None:
    assert examine(code).is_valid


@pytest.mark.parametrize("code", [*PUBLISHED.values(), VILLAGE_COLLECTIVE])
def test_every_slip_in_one_character_is_refused(code: str) -> None:
    for position in range(18):
        for character in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if character != code[position]:
                wrong = code[:position] + character + code[position + 1 :]
                assert not examine(wrong).is_valid, wrong


@given(valid_codes(), st.integers(0, 17), st.characters())
def test_any_code_with_any_one_character_replaced_is_refused(code: str, position: int, character: str) -> None:
    wrong = code[:position] + character + code[position + 1 :]

    assert examine(code).is_valid
    assert examine(wrong).is_valid == (uscc.normalised(wrong) == code)


@given(st.text(max_size=60))
def test_no_text_at_all_makes_the_validator_stumble(text: str) -> None:
    examined = examine(text)

    assert examined.is_valid == (not examined.problems)
    for problem in (*examined.problems, *examined.warnings):
        assert "%" not in problem.message % problem.facts.__class__(dict.fromkeys(problem.facts, ""))


@given(valid_codes(), st.integers(0, 17), st.sampled_from("IOSVZ"))
def test_a_letter_outside_the_alphabet_is_named_with_its_position(code: str, position: int, letter: str) -> None:
    wrong = code[:position] + letter + code[position + 1 :]

    problems = examine(wrong).problems

    assert (str(position + 1), letter) in [(p.facts["position"], p.facts["character"]) for p in problems]


@pytest.mark.parametrize(
    ("typed", "position", "likely"),
    [
        ("9I4403001922038216", "2", "1"),
        ("91440300I92203B216", "9", None),
        ("9144O3001922038216", "5", "0"),
        ("91440300192203B216", "15", "8"),
        ("9I1OOOOO100003962T", "2", None),
    ],
)
def test_look_alikes_are_proposed_where_one_replacement_makes_the_code_right(
    typed: str, position: str, likely: str | None
) -> None:
    examined = examine(typed)

    first = examined.problems[0]
    assert first.facts["position"] == position
    assert first.facts.get("likely") == likely
    assert examined.code == typed, "nothing is mended on the quiet"


def test_two_neighbours_in_the_wrong_order_are_pointed_out() -> None:
    problem = examine("914403001922083216").problems[0]

    assert (problem.facts["position"], problem.facts["next"]) == ("14", "15")


def test_a_slip_that_could_be_anywhere_is_refused_without_naming_a_position() -> None:
    (problem,) = examine("91440300192203821R").problems

    assert "position" not in problem.facts
    assert "至少有一位写错" in problem.message


@pytest.mark.parametrize(
    "typed",
    [
        " 9144 0300 1922 0382 16 ",
        "914403001922038216",  # full-width digits
        "9144-0300-1922-0382-16",
        "\u202e914403001922038216\u202c",
        "9144030019220382\u200b16",
    ],
)
def test_width_spaces_separators_and_hidden_characters_do_not_matter(typed: str) -> None:
    assert examine(typed) == uscc.Examined("914403001922038216")


@pytest.mark.parametrize("typed", ["91330100799655058b", "91330100799655058ｂ", "91330100799655058Ｂ"])
def test_letter_case_and_width_do_not_matter(typed: str) -> None:
    assert examine(typed).code == "91330100799655058B"


def test_a_broken_inner_organisation_code_is_a_warning_and_no_error() -> None:
    code = completed("92520322MA6K12340")

    examined = examine(code)

    assert examined.is_valid
    assert "第 17 位" in examined.warnings[0].message


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "请填写"),
        ("   ", "请填写"),
        ("91440300192203821", "您填写的是 %(length)s 位"),
        ("9144030019220382166", "您填写的是 %(length)s 位"),
        ("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", "不能用于"),
        ("B14403001922038216", "不正确"),
        ("904403001922038216", "不正确"),
        ("9144X3001922038216", "不正确"),
    ],
)
def test_what_is_no_code_is_refused_in_words(typed: str, words: str) -> None:
    assert words in examine(typed).problems[0].message


def test_ten_megabytes_are_refused_at_once() -> None:
    examined = examine("9" * 10_000_000)

    assert not examined.is_valid
    assert len(examined.code) < 1000
