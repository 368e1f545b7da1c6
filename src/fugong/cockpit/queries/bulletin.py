"""Publications as tables to read: names instead of codes, and cells with the words of why one is not shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from fugong.cockpit.queries.groups import group_names
from fugong.core.wording import N_
from fugong.indicators import public as indicators

__all__ = ["Breakdown", "Sheet", "rows_for_file", "sheets_of"]

FILE_HEADERS = (
    N_("指标代码"),
    N_("指标"),
    N_("分组"),
    N_("组别"),
    N_("分子"),
    N_("分母"),
    N_("数值"),
    N_("计量单位"),
    N_("计入户数"),
    N_("未报户数"),
    N_("不计入户数"),
    N_("说明"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One cell under the name of its group."""

    name: str
    cell: indicators.Cell


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The cells of one grouping."""

    by: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One definition's cells: the total and its breakdowns."""

    definition: indicators.Definition
    total: indicators.Cell | None
    breakdowns: tuple[Breakdown, ...]


def sheets_of(tables: Sequence[indicators.Table]) -> list[Sheet]:
    """Give published tables for reading."""
    cells = [cell for table in tables for cell in table.cells]
    names = {by: group_names(by, {cell.group for cell in cells if cell.by == by}) for by in {cell.by for cell in cells}}
    return [_sheet(table, names) for table in tables]


def rows_for_file(sheets: Sequence[Sheet]) -> Iterator[tuple[str, ...]]:
    """Give the rows of a file: one a cell, with the pair, the figure and what is not shown."""
    language = get_language() or ""
    for sheet in sheets:
        one = sheet.definition
        lines = [("", gettext("合计"), sheet.total)] if sheet.total else []
        lines += [(part.label, line.name, line.cell) for part in sheet.breakdowns for line in part.lines]
        for label, name, cell in lines:
            numbers = ("", "", "") if cell.why_hidden else (str(cell.counted), str(cell.missing), str(cell.excluded))
            why = gettext(indicators.HIDDEN[cell.why_hidden]) if cell.why_hidden else ""
            yield (
                one.key, one.called(language), gettext(label) if label else "", name, cell.numerator, cell.denominator,
                cell.rate, one.unit["en" if language.startswith("en") else "zh"], *numbers, why,
            )  # fmt: skip


def _sheet(table: indicators.Table, names: Mapping[str, Mapping[str, str]]) -> Sheet:
    total = next((cell for cell in table.cells if not cell.by), None)
    held = {cell.by for cell in table.cells}
    groupings = [by for by in indicators.GROUP_WORDS if by and by in held]
    breakdowns = tuple(
        Breakdown(by, indicators.GROUP_WORDS[by], tuple(_lines(table, by, names[by]))) for by in groupings
    )
    return Sheet(indicators.figure_named(table.key), total, breakdowns)


def _lines(table: indicators.Table, by: str, names: Mapping[str, str]) -> Iterator[Line]:
    for cell in table.cells:
        if cell.by == by:
            yield Line(gettext(names.get(cell.group, cell.group)) if cell.group else gettext("未登记"), cell)
