"""The tables of a scenario about reporting: forms, meters, targets, and the sheets in its folder ``reports``."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, TypeVar

from pydantic import AwareDatetime, BeforeValidator, Field

from fugong.replay.rules.rows import Code, Dated, Day, Filled, Row, Several, Text, Uscc

__all__ = [
    "READINGS",
    "SHEETS",
    "Batch",
    "FormRow",
    "Line",
    "MeterRow",
    "Meters",
    "PublicationRow",
    "TargetRow",
    "line_of",
]

T = TypeVar("T")

# The folder of the sheets, and the one among them that holds no reports.
SHEETS, READINGS = "reports", "meter_readings"


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        raise ValueError(f"not JSON: {error}") from None


class AskedItem(Row):
    """One item of a form, as forms.csv names it."""

    item: Code
    required: bool = False
    low: str = ""
    high: str = ""


class FormRow(Dated):
    """forms.csv: a form that the county asks for; ``others`` are enterprises on no list."""

    code: Code
    title: Filled
    period_kind: Literal["day", "month", "year"]
    memberships: Several = ()
    industry_prefixes: Several = ()
    others: Literal["yes", "no"] = "no"
    items: Annotated[tuple[AskedItem, ...], BeforeValidator(_listed)]
    due_days: Annotated[int, Field(ge=0, le=400)]
    due_time: time
    basis: Filled


class MeterRow(Row):
    """meters.csv: a meter and an enterprise it serves."""

    meter_no: Filled
    uscc: Uscc
    since_on: Day


class TargetRow(Row):
    """targets.csv: what an enterprise is to reach in a year."""

    at: AwareDatetime
    by: Code
    uscc: Uscc
    item: Code
    year: Annotated[int, Field(ge=1990, le=2100)]
    value: Decimal
    basis: Filled


class PublicationRow(Row):
    """publications.csv: what is published of a period, and why again."""

    at: AwareDatetime
    by: Code
    code: Code
    period_on: Day
    reason: Text = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: of which period or day, about which enterprise or meter, why again, and the cells."""

    on: date
    about: str
    reason: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Lines of one sheet that were handed in together: one act of the replay."""

    sheet: str
    at: datetime
    by: str
    corrects: bool
    lines: tuple[Line, ...]

    @property
    def digest(self) -> str:
        """Give the hash of all it says."""
        return hashlib.sha256(repr([self.by, *self.lines]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Meters:
    """All meters of a scenario, registered when it begins."""

    rows: tuple[MeterRow, ...]

    @property
    def digest(self) -> str:
        """Give the hash of all it says."""
        return hashlib.sha256(repr(self.rows).encode()).hexdigest()


def line_of(sheet: str, cells: dict[str, str]) -> tuple[datetime, str, Line]:
    """Read one line of a sheet: when it was handed in, by whom, and what it says. Raises ValueError with the column."""
    readings = sheet == READINGS
    at = _read("at", cells, datetime.fromisoformat)
    if at.tzinfo is None:
        raise ValueError("at: needs its offset, as in 2020-03-01T09:30:00+08:00")
    on = _read("on" if readings else "period_on", cells, date.fromisoformat)
    if readings:
        _read("kwh", cells, Decimal)
    fixed = {"at", "by", "on", "period_on", "uscc", "meter_no", "reason"}
    rest = tuple((column, value) for column, value in cells.items() if column not in fixed and value)
    return at, cells["by"], Line(on, cells["meter_no" if readings else "uscc"], cells.get("reason", ""), rest)


def _read(column: str, cells: dict[str, str], read: Callable[[str], T]) -> T:
    try:
        return read(cells[column])
    except (ValueError, InvalidOperation):
        raise ValueError(f"{column}: cannot be read (given: {cells[column]!r})") from None
