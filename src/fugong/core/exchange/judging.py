"""Turns the lines of a file into judged rows: headers found, cells read, repetitions marked, the context asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from fugong.core.exchange.declared import Import
from fugong.core.exchange.reading import Line, Table
from fugong.core.exchange.rules.columns import Column, Repeated, Row, read_cell, value_of
from fugong.core.exchange.rules.headers import Heading, find_heading
from fugong.core.exchange.rules.safety import rearmed
from fugong.core.permission import Actor
from fugong.core.refusals import Problem
from fugong.core.wording import N_

_LOSSY = N_("该单元格是数值格式，末几位可能已被 Excel 改动，请设为文本格式后重新填写。")
CHUNK = 1000


@dataclass(frozen=True)
class Intake:
    """A file whose headers were understood: our columns, the lines below the headers, and what is worth saying."""

    columns: tuple[Column, ...]
    heading: Heading
    lines: tuple[Line, ...]
    table: Table

    @property
    def shown(self) -> tuple[Column, ...]:
        """Give the columns that the file has, in our order."""
        return tuple(column for column in self.columns if column.key in self.heading.places)


def understood(table: Table, columns: Sequence[Column]) -> Intake:
    """Find the headers in a table. Raises Invalid."""
    heading = find_heading([(line.number, line.cells) for line in table.lines], columns)
    below = (line for line in table.lines if line.number > heading.line)
    wanted = heading.places.values()
    filled = tuple(line for line in below if any(_cell(line, place) for place in wanted))
    return Intake(tuple(columns), heading, filled, table)


def judged(intake: Intake, declared: Import, *, county: str, by: Actor, on: date) -> Iterator[list[Row]]:
    """Give the rows in pieces of CHUNK, each with its values and everything that is wrong with it."""
    lines = iter(intake.lines)
    seen: dict[tuple[str, ...], int] = {}
    while piece := list(islice(lines, CHUNK)):
        rows = [_repeated(_read(line, intake), declared.key, seen) for line in piece]
        asked = {row.number: row.values for row in rows if row.values and not row.is_repeated}
        found = declared.judge(asked, county, by, on)
        yield [_with(row, found.get(row.number, ())) for row in rows]


def formula_cells(intake: Intake) -> int:
    """Count the cells of our columns whose value is a formula's result."""
    wanted = set(intake.heading.places.values())
    return sum(len(line.formulas & wanted) for line in intake.lines)


def _read(line: Line, intake: Intake) -> Row:
    cells = {column.key: _cell(line, intake.heading.places.get(column.key)) for column in intake.columns}
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for column in intake.columns:
        value = read_cell(column, cells[column.key])
        if isinstance(value, Problem):
            problems.append(value)
        elif intake.heading.places.get(column.key) in line.lossy:
            problems.append(Problem(column.key, _LOSSY))
        else:
            values[column.key] = value
    return Row(line.number, tuple(cells.values()), values, tuple(problems))


def _cell(line: Line, place: int | None) -> str:
    return rearmed(line.cells[place].strip()) if place is not None and place < len(line.cells) else ""


def _repeated(row: Row, key: tuple[str, ...], seen: dict[tuple[str, ...], int]) -> Row:
    value = tuple(value_of(row, column) for column in key)
    first = seen.setdefault(value, row.number) if all(value) else row.number
    if first == row.number:
        return row
    again = Repeated(key[0], N_("与第 %(first)s 行重复，只取前一行。"), {"first": str(first)})
    return replace(row, problems=(*row.problems, again))


def _with(row: Row, found: Iterable[Problem]) -> Row:
    """Add what the context found, where the cell itself was not found wrong already."""
    known = {problem.field for problem in row.problems}
    return replace(row, problems=(*row.problems, *(problem for problem in found if problem.field not in known)))


def values_of(rows: Iterable[Row]) -> Mapping[int, Mapping[str, object]]:
    """Give the values of the good rows by the number of the row."""
    return {row.number: row.values for row in rows if row.is_good}
