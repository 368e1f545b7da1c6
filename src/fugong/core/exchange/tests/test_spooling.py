"""Files of rows: what was told stands in them, text as text, numbers as numbers, with a hash anybody can recompute."""

import csv
import hashlib
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from fugong.core.exchange.rules.safety import Cell
from fugong.core.exchange.spooling import Spooled, spool

from .test_rules import DANGEROUS

ROWS: list[list[Cell]] = [
    ["桐梓𠮷䶮厂", 3, Decimal("-4.50"), date(2020, 2, 9), None],
    ["=1+1", -3, 0.5, datetime(2020, 2, 15, 9, 30), 915203220000000000],  # told in Beijing time
]
TELLS = "桐梓𠮷䶮厂\t3\t-4.50\t2020-02-09\t\n=1+1\t-3\t0.5\t2020-02-15 09:30\t915203220000000000\n"


def spooled(path: Path, rows: list[list[Cell]]) -> Spooled:
    width = len(rows[0])
    return spool(
        path, [f"列{n}" for n in range(width)], rows, title="名单", note=lambda s: [("行数", str(s.rows))],
        report=lambda _: None,
    )  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_count_and_hash_are_those_of_the_rows_content_in_either_format(tmp_path: Path, ending: str) -> None:
    found = spooled(tmp_path / f"a.{ending}", ROWS)

    assert found == Spooled(2, hashlib.sha256(TELLS.encode()).hexdigest())
    assert [path.name for path in tmp_path.iterdir()] == [f"a.{ending}"]


def test_a_workbook_keeps_numbers_days_and_texts_and_has_a_note(tmp_path: Path) -> None:
    spooled(tmp_path / "a.xlsx", ROWS)

    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    head, first, second = book.get_sheet_by_name("名单").to_python()
    assert head == ["列0", "列1", "列2", "列3", "列4"]
    assert first == ["桐梓𠮷䶮厂", 3.0, -4.5, date(2020, 2, 9), ""]
    assert second == ["=1+1", -3.0, 0.5, datetime(2020, 2, 15, 9, 30), "915203220000000000"]  # as above
    assert book.get_sheet_by_name("说明").to_python() == [["行数", "2"]]


def test_no_text_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    texts: list[list[Cell]] = [[cell, "http://127.0.0.1/", "mailto:x", "{=1}"] for cell in DANGEROUS]
    spooled(tmp_path / "a.xlsx", texts)

    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"<hyperlinks" not in sheet
    assert sheet.count(b't="inlineStr"') == sheet.count(b"<c ") > 4 * len(DANGEROUS)


def test_a_text_table_has_its_mark_its_apostrophes_and_its_numbers(tmp_path: Path) -> None:
    spooled(tmp_path / "a.csv", ROWS)

    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert lines[2] == ["'=1+1", "-3", "0.5", "2020-02-15 09:30", "915203220000000000"]
    assert lines[1][2] == "-4.50"


def test_what_fails_in_the_middle_leaves_no_file(tmp_path: Path) -> None:
    def rows() -> list[list[Cell]]:
        raise ZeroDivisionError

    class Failing:
        def __iter__(self) -> object:
            return iter(rows())

    with pytest.raises(ZeroDivisionError):
        spool(tmp_path / "a.xlsx", ["列"], Failing(), title="名单", note=lambda _: [], report=lambda _: None)  # type: ignore[arg-type]  # fails before it matters

    assert not list(tmp_path.iterdir())
