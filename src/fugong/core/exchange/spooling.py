"""Writes rows into a file, one at a time and never all in memory: XLSX with a note on its second sheet, or CSV."""

import csv
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext

from fugong.core.exchange.rules.safety import Cell, disarmed, plain
from fugong.core.wording import N_

FORMATS: Final = {"xlsx": "XLSX", "csv": "CSV"}
MEDIA_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
LARGEST_SHEET = 1_048_575
REPORT_EVERY = 5000
_NOTE = N_("说明")
_EXACT_DIGITS = 15


@dataclass(frozen=True)
class Spooled:
    """What was written: how many rows, and the hash of their content."""

    rows: int
    sha256: str


Rows = Iterable[Sequence[Cell]]
Note = Callable[[Spooled], Sequence[tuple[str, str]]]


class _Counted:
    """Passes rows on, counting and hashing them: cells as text, a tab between them, a line feed after each row."""

    def __init__(self, rows: Rows, report: Callable[[int], None]) -> None:
        self.rows, self.report = rows, report
        self.count, self.digest = 0, hashlib.sha256()

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        for row in self.rows:
            self.count += 1
            texts = [plain(cell) for cell in row]
            self.digest.update(("\t".join(texts) + "\n").encode("utf-8", "replace"))
            if self.count % REPORT_EVERY == 0:
                self.report(self.count)
            yield [text if isinstance(cell, str) else cell for cell, text in zip(row, texts, strict=True)]

    @property
    def spooled(self) -> Spooled:
        return Spooled(self.count, self.digest.hexdigest())


def spool(
    path: Path, headers: Sequence[str], rows: Rows, *, title: str, note: Note, report: Callable[[int], None]
) -> Spooled:
    """Write the file beside its place and put it there when it is whole; its ending says the format."""
    counted = _Counted(rows, report)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A folder of its own, gone afterwards: when the disk is full, XlsxWriter leaves its pieces behind.
    with TemporaryDirectory(dir=path.parent) as scratch:
        aside = Path(scratch) / path.name
        if path.suffix == ".csv":
            _write_csv(aside, headers, counted)
        else:
            _write_xlsx(aside, headers, counted, title=title, note=note)
        aside.chmod(0o600)
        aside.replace(path)
    return counted.spooled


def _write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        "w",
        encoding="utf-8-sig",
        errors="replace",
        newline="",
    ) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow(headers)
        for row in rows:
            writer.writerow([disarmed(cell) if isinstance(cell, str) else plain(cell) for cell in row])


def _write_xlsx(path: Path, headers: Sequence[str], counted: _Counted, *, title: str, note: Note) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(title[:31])
        head = book.add_format({"bold": True, "bg_color": "#E8EEF5", "border": 1, "border_color": "#B8C4D3"})
        write = _writer(book, sheet)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for place, header in enumerate(headers):
            sheet.set_column(place, place, max(18, min(len(header) * 2 + 4, 28)))
        for place, header in enumerate(headers):
            sheet.write_string(0, place, header, head)
        for line, row in enumerate(counted, start=1):
            for place, cell in enumerate(row):
                write(line, place, cell)
        sheet.autofilter(0, 0, counted.count, max(len(headers) - 1, 0))
        _write_note(book, note(counted.spooled))


def _writer(book: Any, sheet: Any) -> Callable[[int, int, Cell], None]:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})

    def write(line: int, place: int, cell: Cell) -> None:
        if isinstance(cell, str):
            if cell:
                sheet.write_string(line, place, cell)
        elif isinstance(cell, datetime):
            sheet.write_datetime(line, place, cell, moment)
        elif isinstance(cell, date):
            sheet.write_datetime(line, place, cell, day)
        elif isinstance(cell, int | float | Decimal):
            _write_number(sheet, (line, place), cell)

    return write


def _write_number(sheet: Any, place: tuple[int, int], cell: float | Decimal) -> None:
    # Excel keeps fifteen digits: a longer number, or none at all, is written as text rather than changed.
    text = str(cell)
    if len(text.strip("-").replace(".", "").lstrip("0")) > _EXACT_DIGITS or not Decimal(text).is_finite():
        sheet.write_string(*place, text)
    else:
        sheet.write_number(*place, cell)


def _write_note(book: Any, lines: Sequence[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(gettext(_NOTE))
    label = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    for line, (what, text) in enumerate(lines):
        sheet.write_string(line, 0, what, label)
        sheet.write_string(line, 1, plain(text), wrapped)
