"""What is published of a period, when, and which of its cells are shown; pure, so that it can be done again exactly."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, Final

from fugong.core.wording import N_
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.suppression import FLOOR, hidden
from fugong.indicators.rules.value import Source, Value

__all__ = [
    "HIDDEN", "PUBLICATION_STANDINGS", "Cell", "Given", "Moves", "Plan", "Table", "changed", "digest_of",
    "may_be_revised", "tables_from", "tables_of",
]  # fmt: skip

HIDDEN: Final = {
    "few": N_("涉及企业少或可能由此推算，不予公布"),
    "revision": N_("本次更正涉及企业少，不予公布，见上一版"),
}
PUBLICATION_STANDINGS: Final = {"preliminary": N_("初步数"), "final": N_("最终数")}
Group = tuple[str, str]
# Definition, grouping, group.
Place = tuple[str, str, str]
# By definition, who gives something else than in a version before.
Moves = Mapping[str, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the calendar of publications, in one version: what by which groupings, when, and how it is revised.

    ``figures`` are the keys of definitions, those that count the same quantity in one tuple.
    """

    code: str
    version: int
    name: Mapping[str, str]
    period: str
    due_days: int
    due_time: time
    final_after_days: int
    figures: tuple[tuple[str, ...], ...]
    by: tuple[str, ...]
    revision: Mapping[str, str]
    basis: Mapping[str, str]

    def standing(self, ends_on: date, on: date) -> str:
        """Tell whether what is published on a day about a period that ended is preliminary or final."""
        return "preliminary" if on <= ends_on + timedelta(days=self.final_after_days) else "final"


@dataclass(frozen=True, slots=True)
class Given:
    """What one enterprise gives to a definition, and the groups it stands in, by grouping."""

    enterprise_id: int
    numerator: Decimal
    denominator: Decimal
    standing: str
    groups: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """One published cell: the pair with its rate and numbers, or why it is not shown."""

    by: str
    group: str
    numerator: str = ""
    denominator: str = ""
    rate: str = ""
    counted: int = 0
    missing: int = 0
    excluded: int = 0
    why_hidden: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One definition's cells, counted from what was known up to a position."""

    key: str
    position: int
    cells: tuple[Cell, ...]


def tables_of(
    rows: Sequence[tuple[Definition, Sequence[Given]]], *, by: Sequence[str], on: date, source: Source,
    moves: Sequence[Moves] = (),
) -> list[Table]:  # fmt: skip
    """Sum the rows of definitions of the same quantity by every grouping, and hide what must not be shown.

    They are looked at together: where one counts an enterprise that another leaves out, their difference is its figure.
    ``moves`` say who gives something else than in each version before: whoever reads both sees by how much a cell
    moved, so it moves by three enterprises or is not shown anew.
    """
    members: dict[Place, list[Given]] = {}
    for one, given in rows:
        for row, grouping in product(given, by):
            members.setdefault((one.key, grouping, row.groups.get(grouping, "")), []).append(row)
    in_cell = {place: frozenset(row.enterprise_id for row in held) for place, held in members.items()}
    counted = {
        place: frozenset(row.enterprise_id for row in held if row.standing == "counted")
        for place, held in members.items()
    }
    few = hidden(in_cell) | hidden(counted)
    anew = {place: units for place, units in in_cell.items() if place not in few}
    too_few_moved = {
        place for moved in moves for place in hidden({place: units & moved[place[0]] for place, units in anew.items()})
    }
    why = dict.fromkeys(too_few_moved, "revision") | dict.fromkeys(few, "few")
    return [
        Table(
            one.key, source.position,
            tuple(
                Cell(*place[1:], why_hidden=why[place]) if place in why
                else _shown(one, place[1:], members[place], on=on, source=source)
                for place in sorted(members) if place[0] == one.key
            ),
        )
        for one, _ in rows
    ]  # fmt: skip


def changed(before: Sequence[Given], after: Sequence[Given]) -> frozenset[int]:
    """Give the enterprises that give something else than before, or came, or went."""
    old, new = ({row.enterprise_id: row for row in rows} for rows in (before, after))
    return frozenset(pk for pk in old.keys() | new.keys() if old.get(pk) != new.get(pk))


def may_be_revised(moves: Sequence[Moves]) -> bool:
    """Tell whether tables may be published anew: somebody changed since the newest version, and never one or two."""
    return any(moves[0].values()) and all(not moved or len(moved) >= FLOOR for each in moves for moved in each.values())


def digest_of(tables: Sequence[Table]) -> str:
    """Give the hash of what tables show; up to which position they were counted is not shown."""
    shown = [[table.key, [asdict(cell) for cell in table.cells]] for table in tables]
    told = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def tables_from(stored: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    """Read tables as they were stored."""
    return tuple(Table(told["key"], told["position"], tuple(Cell(**cell) for cell in told["cells"])) for told in stored)


def _shown(definition: Definition, key: Group, rows: Sequence[Given], *, on: date, source: Source) -> Cell:
    numerator = sum((row.numerator for row in rows), Decimal(0))
    denominator = sum((row.denominator for row in rows), Decimal(0))
    counted = sum(row.standing == "counted" for row in rows)
    missing = sum(row.standing == "missing" for row in rows)
    excluded = len(rows) - counted - missing
    value = Value(definition, on, *key, numerator, denominator, counted, missing, excluded, source)
    rate = "" if value.rate is None else str(value.rate)
    return Cell(*key, _plain(numerator), _plain(denominator), rate, counted, missing, excluded)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
