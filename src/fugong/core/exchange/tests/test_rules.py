"""What a cell means, which column is which, what is safe to hand out: tables of cases, no database."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.exchange.rules.columns import Column, coded, read_cell, text
from fugong.core.exchange.rules.headers import find_heading
from fugong.core.exchange.rules.safety import disarmed, plain, rearmed
from fugong.core.refusals import Invalid, Problem

SIZES = {"large": "大型", "small": "小型"}
TWICE = {"0111": "谷物种植", "0112": "谷物种植", "3011": "水泥制造"}
COLUMNS = (
    Column("uscc", "统一社会信用代码", text, required=True, aliases=("信用代码",)),
    Column("name", "企业名称", text, required=True),
    Column("size", "企业规模", coded(SIZES)),
)


@pytest.mark.parametrize(
    ("cell", "value"),
    [("大型", "large"), (" 大 型 ", "large"), ("large", "large"), ("large 大型", "large"), ("", ""), ("\u200b", "")],
)
def test_a_coded_cell_is_known_by_word_or_code(cell: str, value: str) -> None:
    assert read_cell(COLUMNS[2], cell) == value


@pytest.mark.parametrize(("cell", "value"), [("0111", "0111"), ("0111 谷物种植", "0111"), ("水泥制造", "3011")])
def test_words_that_two_codes_share_need_the_code(cell: str, value: str) -> None:
    assert coded(TWICE)(cell) == value


@pytest.mark.parametrize("cell", ["特大型", "谷物种植", "x" * 1001])
def test_what_is_no_choice_is_a_problem_under_the_columns_key(cell: str) -> None:
    found = read_cell(Column("industry", "行业", coded(TWICE)), cell)

    assert isinstance(found, Problem)
    assert found.field == "industry"


def test_a_required_cell_must_say_something() -> None:
    assert isinstance(read_cell(COLUMNS[1], " \u200b "), Problem)
    assert read_cell(COLUMNS[1], " 甲\n厂 ") == "甲 厂"


@pytest.mark.parametrize(
    "cells",
    [
        ("统一社会信用代码*", "企业名称*", "企业规模"), ("企业规模", "企业名称", "统一社会信用代码"),
        ("信用代码（必填）", "企 业 名 称", "备注"), ("统一社会\n信用代码", "企业名称", "问题", "原文件行号"),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_headers_in_any_order(cells: tuple[str, ...]) -> None:
    heading = find_heading([(1, ("桐梓县企业名录",)), (2, ()), (3, cells)], COLUMNS)

    assert heading.line == 3
    assert {"uscc", "name"} <= set(heading.places)
    assert heading.unknown == (("备注",) if "备注" in cells else ())


@pytest.mark.parametrize("cells", [("企业名称",), ("统一社会信用代码", "信用代码", "企业名称"), ("甲",), ()])
def test_headers_that_are_missing_or_twice_are_named(cells: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        find_heading([(1, cells)], COLUMNS)


DANGEROUS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1", "＝1", "＋1", "－1", "＠1", '"=1', ";=1",
    "'=1", " =1", '=HYPERLINK("http://127.0.0.1/","x")', "=cmd|'/c calc'!A0", "甲;=1", '甲"=1',
]  # fmt: skip


@pytest.mark.parametrize("cell", DANGEROUS)
def test_no_cell_of_a_text_table_begins_like_a_formula(cell: str) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow([disarmed(cell)])

    for separator in ",;":
        for field in next(csv.reader(io.StringIO(written.getvalue()), delimiter=separator)):
            for piece in field.replace('"', ";").split(";"):
                assert not piece.strip(" \t\r\n\0").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), piece


@pytest.mark.parametrize("cell", ["-5", "-12.50", "甲-乙", "0851-26620000", "a@b.cn", "1+1", ""])
def test_numbers_and_harmless_texts_stay_as_they_are(cell: str) -> None:
    assert disarmed(cell) == cell


@given(st.text(max_size=60))
def test_what_we_disarmed_at_the_beginning_we_read_again(cell: str) -> None:
    assert rearmed(disarmed(f"={cell}".replace(";", "").replace('"', ""))).startswith("=")


def test_plain_text_has_nothing_unseen_and_fits_a_cell() -> None:
    assert plain("\u202e桐梓\x00\u200b") == "桐梓"
    assert len(plain("长" * 40_000)) == 32_767
    assert plain(None) == ""
