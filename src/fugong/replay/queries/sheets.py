"""Reads the sheets of a scenario's folder ``reports``: lines handed in together become one batch."""

import csv
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path

from fugong.replay.rules.faults import Fault
from fugong.replay.rules.report_rows import READINGS, SHEETS, Batch, FormRow, Line, line_of
from fugong.replay.rules.scenario import Entry

__all__ = ["sheets_in"]

_HEAD = ("at", "by", "period_on", "uscc", "reason")
_METER_HEAD = ("at", "by", "on", "meter_no", "kwh")
Placed = tuple[tuple[datetime, str, bool], int, Line]


def sheets_in(folder: Path, forms: Mapping[str, FormRow], faults: list[Fault]) -> Iterator[Entry[Batch]]:
    """Give the batches of every sheet, in order; what is wrong is added to the faults by file, row and column."""
    for path in sorted((folder / SHEETS).glob("*.csv")):
        file = f"{SHEETS}/{path.name}"
        if path.stem != READINGS and path.stem not in forms:
            faults.append(Fault(file, None, "", f"{path.stem} is not in forms.csv"))
            continue
        items = [asked.item for asked in forms[path.stem].items] if path.stem in forms else []
        lines = list(_lines(path, file, items=items, faults=faults))
        for (at, by, corrects), together in groupby(lines, key=lambda placed: placed[0]):
            placed = list(together)
            batch = Batch(path.stem, at, by, corrects, tuple(line for _, _, line in placed))
            yield Entry(f"{SHEETS}/{path.stem}", placed[0][1], batch)


def _lines(path: Path, file: str, *, items: list[str], faults: list[Fault]) -> Iterator[Placed]:
    with path.open(encoding="utf-8-sig", newline="") as text:
        reader = csv.DictReader(text, strict=True)
        head = _METER_HEAD if path.stem == READINGS else _HEAD
        columns = reader.fieldnames or []
        wrong = [Fault(file, 1, column, "is no column") for column in columns if column not in (*head, *items)]
        wrong += [Fault(file, 1, column, "is missing") for column in head if column not in columns]
        faults.extend(wrong)
        for number, cells in enumerate(reader if not wrong else (), start=2):
            if None in cells or None in cells.values():
                faults.append(Fault(file, number, "", f"has another number of cells than the header ({len(columns)})"))
                continue
            try:
                at, by, line = line_of(path.stem, cells)
            except ValueError as error:
                column, _, why = str(error).partition(": ")
                faults.append(Fault(file, number, column, why))
                continue
            yield (at, by, bool(line.reason)), number, line
