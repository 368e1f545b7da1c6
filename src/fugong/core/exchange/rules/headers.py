"""Which column of a file is which of ours? Told by the headers alone, whatever their order, among whatever else."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fugong.core.exchange.rules.columns import Column
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_

__all__ = ["PROBLEM_HEADERS", "Heading", "find_heading"]

# Title lines, a date, an empty line: so much stands above the headers of an office's table.
_FIRST_LINES = 15
_REMARKS = re.compile(r"[*＊]|[（(][^（()）]*填[^（()）]*[)）]")
# Our own columns in a returned workbook: read again, they are passed over.
PROBLEM_HEADERS = (N_("问题"), N_("原文件行号"))


@dataclass(frozen=True)
class Heading:
    """Where the headers stand, which of our columns lies where, and the headers that are not ours."""

    line: int
    places: Mapping[str, int]
    unknown: tuple[str, ...]


def find_heading(lines: Sequence[tuple[int, Sequence[str]]], columns: Iterable[Column]) -> Heading:
    """Find the line of headers among the first lines. Raises Invalid, naming every column that is missing or twice."""
    known = {_folded(name): column.key for column in columns for name in (column.header, *column.aliases)}
    best: tuple[int, Sequence[str]] = (0, ())
    most = 0
    for number, cells in lines[:_FIRST_LINES]:
        found = len({known[_folded(cell)] for cell in cells if _folded(cell) in known})
        if found > most:
            best, most = (number, cells), found
    if not most:
        raise Invalid([Problem("file", N_("没有找到表头：请使用模板，并保留第一行的列名。"))])
    return _read(best, known, tuple(columns))


def _read(heading: tuple[int, Sequence[str]], known: Mapping[str, str], columns: tuple[Column, ...]) -> Heading:
    number, cells = heading
    places: dict[str, int] = {}
    unknown, problems = [], []
    for place, cell in enumerate(cells):
        key = known.get(_folded(cell))
        if key is None:
            if cell.strip() and cell.strip() not in PROBLEM_HEADERS:
                unknown.append(cell.strip()[:40])
        elif key in places:
            problems.append(Problem("file", N_("列“%(header)s”出现了两次，请只保留一列。"), {"header": cell.strip()}))
        else:
            places[key] = place
    problems += [
        Problem("file", N_("缺少列“%(header)s”，请对照模板补上。"), {"header": column.header})
        for column in columns
        if column.required and column.key not in places
    ]
    if problems:
        raise Invalid(problems)
    return Heading(number, places, tuple(unknown))


def _folded(header: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _REMARKS.sub("", header)).casefold().split())
