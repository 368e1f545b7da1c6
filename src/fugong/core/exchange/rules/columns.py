"""The columns of a table that people fill in, and what a cell of theirs means."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fugong.core.refusals import Problem
from fugong.core.texts.cleaning import clean_line
from fugong.core.wording import N_

__all__ = ["LONGEST_CELL", "Column", "Repeated", "Row", "Unchanged", "coded", "read_cell", "text", "value_of"]

LONGEST_CELL = 1000
_NEEDED = N_("此项必填。")

# Gives the value that a cell stands for, or says what is wrong with it; the column's key is put in by the service.
Reader = Callable[[str], object]


@dataclass(frozen=True)
class Repeated(Problem):
    """The row is there already: in the same file or in the register. Counted apart from what is wrong."""


@dataclass(frozen=True)
class Unchanged(Repeated):
    """The row says what is known already: there is nothing to put right."""


@dataclass(frozen=True)
class Column:
    """One column: its Chinese header (a msgid), how its cells are read, and what the template says about it.

    ``choices`` are codes with their words; the template offers the words in a list, after their codes where people
    know these (``shows_codes``). ``note`` and ``example`` stand on the template's second sheet. ``width`` is in
    characters. A column of ``numbers`` can be added up in the workbook; one that is not ``expected`` may be absent
    from a file without a remark. ``word`` is what a page calls it, where the header says more, such as a unit.
    """

    key: str
    header: str
    read: Reader
    example: str = ""
    note: str = ""
    required: bool = False
    width: int = 16
    choices: Mapping[str, str] = field(default_factory=dict)
    shows_codes: bool = False
    aliases: tuple[str, ...] = ()
    numbers: bool = False
    expected: bool = True
    word: str = ""


@dataclass(frozen=True)
class Row:
    """One row of a file: the line on which it stands, its cells as they were, what they mean and what is wrong."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_good(self) -> bool:
        """Tell whether nothing keeps the row from being taken over."""
        return not self.problems

    @property
    def is_repeated(self) -> bool:
        """Tell whether the only thing against the row is that it is there already."""
        return bool(self.problems) and all(isinstance(problem, Repeated) for problem in self.problems)

    @property
    def is_unchanged(self) -> bool:
        """Tell whether the row only says what is known already."""
        return bool(self.problems) and all(isinstance(problem, Unchanged) for problem in self.problems)


def text(cell: str) -> str:
    """Read a text: in one line, without what cannot be seen."""
    return clean_line(cell)


def coded(choices: Mapping[str, str]) -> Reader:
    """Make the reader of a column whose cells name one of the choices: by code, by word, or by "code word"."""
    by_word: dict[str, list[str]] = {}
    for code, word in choices.items():
        by_word.setdefault(_folded(word), []).append(code)

    def read(cell: str) -> object:
        given = clean_line(cell)
        if not given or given in choices:
            return given
        codes = by_word.get(_folded(given), [])
        beginning = given.split(" ", 1)[0]
        if len(codes) == 1:
            return codes[0]
        if beginning in choices:
            return beginning
        if codes:
            return Problem("", N_("“%(given)s”有多个同名选项，请填写代码。"), {"given": given})
        return Problem("", N_("“%(given)s”不在可选范围内，请从模板的下拉列表中选择。"), {"given": given[:40]})

    return read


def read_cell(column: Column, cell: str) -> object:
    """Give a cell's value, or the problem with it under the column's key; an empty cell has none."""
    if not cell:
        return Problem(column.key, _NEEDED) if column.required else ""
    if len(cell) > LONGEST_CELL:
        return Problem(column.key, N_("单元格内容超过 %(longest)s 个字。"), {"longest": str(LONGEST_CELL)})
    value = column.read(cell)
    if isinstance(value, Problem):
        return replace(value, field=column.key)
    if column.required and value in ("", None):
        return Problem(column.key, _NEEDED)
    return value


def value_of(row: Row, key: str) -> str:
    """Give a row's value under a key as text; empty where it could not be read."""
    value = row.values.get(key)
    return "" if value is None else str(value)


def _folded(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().split())
