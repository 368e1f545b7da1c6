"""What is published of a period, when, and which of its cells are shown; pure, so that it can be done again exactly."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from fugong.core.wording import N_
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.suppression import FLOOR, hidden
from fugong.indicators.rules.value import Source, Value

__all__ = [
    "HIDDEN", "PUBLICATION_STANDINGS", "Cell", "Given", "Plan", "Table", "changed", "digest_of", "may_be_revised",
    "table_of", "tables_from",
]  # fmt: skip

HIDDEN: Final = {
    "few": N_("涉及企业少或可能由此推算，不予公布"),
    "revision": N_("本次更正涉及企业少，不予公布，见上一版"),
}
PUBLICATION_STANDINGS: Final = {"preliminary": N_("初步数"), "final": N_("最终数")}
Group = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """One line of the calendar of publications: which definitions by which groupings, when, and how it is revised."""

    code: str
    name: Mapping[str, str]
    period: str
    due_days: int
    due_time: time
    final_after_days: int
    figures: tuple[str, ...]
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


def table_of(
    definition: Definition, rows: Sequence[Given], *, by: Sequence[str], on: date, source: Source,
    before: Sequence[Given] | None = None,
) -> Table:  # fmt: skip
    """Sum the rows by every grouping and hide what must not be shown; ``before`` are the rows of the version before.

    Whoever reads both versions sees by how much a cell moved: it moves by three enterprises or is not shown anew.
    """
    members: dict[Group, list[Given]] = {}
    for row in rows:
        for grouping in by:
            members.setdefault((grouping, row.groups.get(grouping, "")), []).append(row)
    moved = changed(before, rows) if before is not None else frozenset()
    in_cell = {key: frozenset(row.enterprise_id for row in held) for key, held in members.items()}
    counted = {
        key: frozenset(row.enterprise_id for row in held if row.standing == "counted") for key, held in members.items()
    }
    few = hidden(in_cell) | hidden(counted)
    at_revision = hidden({key: units & moved for key, units in in_cell.items() if key not in few})
    why = dict.fromkeys(at_revision, "revision") | dict.fromkeys(few, "few")
    cells = [
        Cell(*key, why_hidden=why[key]) if key in why else _shown(definition, key, members[key], on=on, source=source)
        for key in sorted(members)
    ]
    return Table(definition.key, source.position, tuple(cells))


def changed(before: Sequence[Given], after: Sequence[Given]) -> frozenset[int]:
    """Give the enterprises that give something else than before, or came, or went."""
    old, new = ({row.enterprise_id: row for row in rows} for rows in (before, after))
    return frozenset(pk for pk in old.keys() | new.keys() if old.get(pk) != new.get(pk))


def may_be_revised(moved: frozenset[int]) -> bool:
    """Tell whether enough enterprises changed for a table to be published anew."""
    return len(moved) >= FLOOR


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
