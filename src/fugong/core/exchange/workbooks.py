"""The workbooks that go out to whoever imports: the template to fill in, and the rows that have to be put right."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils.translation import gettext

from fugong.core.exchange.rules.columns import Column, Row
from fugong.core.exchange.rules.headers import PROBLEM_HEADERS
from fugong.core.exchange.rules.safety import plain
from fugong.core.refusals.edge import sentence
from fugong.core.wording import N_

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
TEMPLATE_ROWS = 5000
# A longer list than this is written out on its own sheet; Excel takes 255 characters in the rule itself.
_HOW, _CHOICES = N_("填写说明"), N_("选项")
_LONGEST_SHEET_NAME = 31
_A4 = 9
_WHY_WIDTH, _LINE_HEIGHT = 60, 16


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]] = ()) -> bytes:
    """Make the workbook to fill in: headers, lists to choose from, codes as text, and a sheet that says how.

    ``rows`` are what is known already, a cell a column; an empty one is left for whoever fills it in.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        sheet = book.add_worksheet(title[:_LONGEST_SHEET_NAME])
        how = book.add_worksheet(gettext(_HOW))
        lists = book.add_worksheet(gettext(_CHOICES))
        lists.hide()
        for page in (sheet, how):
            _on_paper(page)
        as_text = book.add_format({"num_format": "@", "font_size": 11})
        as_number = book.add_format({"font_size": 11})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.set_column(place, place, column.width, as_number if column.numbers else as_text)
            sheet.write_string(0, place, _header(column), _head(book, needed=column.required))
            if column.choices:
                _offer(sheet, lists, place, words=list(_worded(column)))
        for line, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                if isinstance(cell, int | Decimal):
                    sheet.write_number(line, place, cell, as_number)
                elif cell:
                    sheet.write_string(line, place, plain(str(cell)), as_text)
        _explain(book, how, columns)
    return content.getvalue()


def problem_workbook(title: str, columns: Sequence[Column], rows: Iterable[Row]) -> bytes:
    """Make the workbook of the rows that were not taken: as they were handed in, each with its problems in words."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        sheet = book.add_worksheet(title[:_LONGEST_SHEET_NAME])
        _on_paper(sheet)
        cell = book.add_format({"num_format": "@", "valign": "top"})
        faulty = book.add_format(
            {"num_format": "@", "valign": "top", "bg_color": "#FFD9D6", "border": 1, "border_color": "#C4342B"}
        )
        why = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#8A1C14"})
        headers = [_header(column) for column in columns]
        for place, (header, width) in enumerate(
            zip([*headers, *PROBLEM_HEADERS], [*(c.width for c in columns), _WHY_WIDTH, 12], strict=True)
        ):
            sheet.set_column(place, place, width)
            sheet.write_string(0, place, header, _head(book, needed=place == len(columns)))
        sheet.freeze_panes(1, 0)
        line = 0
        for line, row in enumerate(rows, start=1):
            wrong = {problem.field for problem in row.problems}
            for place, (column, text) in enumerate(zip(columns, row.cells, strict=True)):
                sheet.write_string(line, place, plain(text), faulty if column.key in wrong else cell)
            said = [sentence(problem) for problem in row.problems]
            sheet.write_string(line, len(columns), "\n".join(said), why)
            sheet.set_row(line, _LINE_HEIGHT * sum(1 + len(text) * 2 // _WHY_WIDTH for text in said))
            sheet.write_number(line, len(columns) + 1, row.number)
        sheet.autofilter(0, 0, line, len(columns) + 1)
    return content.getvalue()


def _on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def _header(column: Column) -> str:
    return f"{column.header}*" if column.required else column.header


def _head(book: Any, *, needed: bool) -> Any:
    colour = "#B5301F" if needed else "#1F3A5F"
    return book.add_format(
        {"bold": True, "bg_color": "#E8EEF5", "font_color": colour, "border": 1, "border_color": "#B8C4D3"}
    )


def _worded(column: Column) -> Iterable[str]:
    """Give the choices as the list offers them: the word alone, or with its code where people know the code."""
    words = [gettext(word) for word in column.choices.values()]
    for code, word in zip(column.choices, words, strict=True):
        yield f"{code} {word}" if column.shows_codes else word


def _offer(sheet: Any, lists: Any, place: int, *, words: list[str]) -> None:
    for line, word in enumerate(words):
        lists.write_string(line, place, word)
    letter = xlsxwriter.utility.xl_col_to_name(place)
    source = f"='{gettext(_CHOICES)}'!${letter}$1:${letter}${len(words)}"
    sheet.data_validation(
        1, place, TEMPLATE_ROWS, place,
        {
            "validate": "list",
            "source": source,
            "error_title": gettext("请从列表中选择"),
            "error_message": gettext("所填内容不在可选范围内。"),
            "error_type": "warning",
        },
    )  # fmt: skip


def _explain(book: Any, how: Any, columns: Sequence[Column]) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heads = (gettext("列"), gettext("是否必填"), gettext("怎样填写"), gettext("示例"))
    for place, (head, width) in enumerate(zip(heads, (22, 10, 60, 32), strict=True)):
        how.set_column(place, place, width, wrapped)
        how.write_string(0, place, head, _head(book, needed=False))
    for line, column in enumerate(columns, start=1):
        note = gettext(column.note) if column.note else ""
        if column.choices:
            note = f"{note}{gettext('从下拉列表中选择，也可填写代码。')}"
        needed = gettext("必填") if column.required else gettext("选填")
        for place, text in enumerate((column.header, needed, note, column.example)):
            how.write_string(line, place, text)
    general = (
        gettext("第一行为列名，请勿改动文字；列的先后次序可以调整。"),
        gettext("一行填写一户，不要合并单元格，不要在表内加小计行。"),
        gettext("代码列已设为文本格式；从别处粘贴时请选择“只粘贴文本”，以免长数字变形。"),
    )
    for line, text in enumerate(general, start=len(columns) + 2):
        how.merge_range(line, 0, line, 3, "", wrapped)
        how.write_string(line, 0, text, wrapped)
