"""Reads a scenario from its folder and says everything that is wrong with it at once."""

import csv
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from fugong.replay.queries.sheets import sheets_in
from fugong.replay.rules.consistency import faults_between_tables
from fugong.replay.rules.faults import Fault, ScenarioIsWrong
from fugong.replay.rules.report_rows import FormRow, MeterRow, PublicationRow, TargetRow
from fugong.replay.rules.rows import TABLES as TOLD
from fugong.replay.rules.rows import Row
from fugong.replay.rules.scenario import Entry, Manifest, Scenario

__all__ = ["folder_of", "load"]

MANIFEST = "scenario.toml"
TABLES: dict[str, type[Row]] = {
    **TOLD, "forms": FormRow, "meters": MeterRow, "targets": TargetRow, "publications": PublicationRow,
}  # fmt: skip
# Beside the checkout's source, and where the command is run: an installed copy brings its own folder.
SHELVES = (Path(__file__).resolve().parents[4] / "scenarios", Path("scenarios"))


def folder_of(name_or_path: str) -> Path:
    """Find a scenario's folder: a path, or the name of one among the project's scenarios. Raises ScenarioIsWrong."""
    for folder in (Path(name_or_path), *(shelf / name_or_path for shelf in SHELVES)):
        if (folder / MANIFEST).is_file():
            return folder
    known = sorted({path.parent.name for shelf in SHELVES for path in shelf.glob(f"*/{MANIFEST}")})
    there = f"known scenarios: {', '.join(known)}" if known else "no scenario is installed"
    raise ScenarioIsWrong(name_or_path, [Fault(name_or_path, None, "", f"no folder with a {MANIFEST}; {there}")])


def load(name_or_path: str) -> Scenario:
    """Read a whole scenario. Raises ScenarioIsWrong with every fault by file, row and column."""
    folder = folder_of(name_or_path)
    faults: list[Fault] = []
    manifest = _manifest(folder, faults)
    tables = {name: tuple(_table(folder, name, faults)) for name in TABLES}
    faults += _strangers(folder)
    forms = {entry.row.code: entry.row for entry in tables["forms"] if isinstance(entry.row, FormRow)}
    sheets = tuple(sheets_in(folder, forms, faults))
    if manifest is None or faults:
        raise ScenarioIsWrong(folder.name, sorted(faults, key=_place))
    scenario = Scenario(manifest=manifest, sheets=sheets, **tables)  # type: ignore[arg-type]  # each table has its own class of rows
    if between := faults_between_tables(scenario):
        raise ScenarioIsWrong(folder.name, sorted(between, key=_place))
    return scenario


def _place(fault: Fault) -> tuple[str, int, str]:
    return fault.file, fault.row or 0, fault.column


def _manifest(folder: Path, faults: list[Fault]) -> Manifest | None:
    try:
        return Manifest.model_validate(tomllib.loads((folder / MANIFEST).read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(MANIFEST, None, "", str(error)))
    except ValidationError as error:
        faults += (
            Fault(MANIFEST, None, ".".join(str(part) for part in problem["loc"]), problem["msg"])
            for problem in error.errors()
        )
    return None


def _strangers(folder: Path) -> Iterator[Fault]:
    # A table whose name is misspelt would otherwise be left out without a word.
    for path in sorted(folder.glob("*.csv")):
        if path.stem not in TABLES:
            near = get_close_matches(path.stem, list(TABLES), n=1)
            yield Fault(path.name, None, "", "is no table" + (f"; do you mean {near[0]}.csv?" if near else ""))


def _table(folder: Path, name: str, faults: list[Fault]) -> Iterator[Entry[Row]]:
    path = folder / f"{name}.csv"
    if not path.is_file():
        return
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        faults.append(Fault(path.name, None, "", f"is not UTF-8 (byte {error.start})"))
        return
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        wrong = list(_faults_in_header(path.name, header, TABLES[name]))
        faults.extend(wrong)
        for number, cells in enumerate(reader if not wrong else (), start=2):
            if any(cell.strip() for cell in cells):
                yield from _entry(name, number, dict(enumerate(cells)), header=header, faults=faults)
    except csv.Error as error:
        faults.append(Fault(path.name, None, "", f"line {reader.line_num}: {error}"))


def _faults_in_header(file: str, header: list[str], kind: type[Row]) -> Iterator[Fault]:
    columns = kind.model_fields
    for column in header:
        if column not in columns:
            near = get_close_matches(column, list(columns), n=1)
            yield Fault(file, 1, column, "is no column" + (f"; do you mean {near[0]}?" if near else ""))
        elif header.count(column) > 1:
            yield Fault(file, 1, column, "stands twice")
    for column, field in columns.items():
        if field.is_required() and column not in header:
            yield Fault(file, 1, column, "is missing")


def _entry(
    table: str, number: int, cells: dict[int, str], *, header: list[str], faults: list[Fault]
) -> Iterator[Entry[Row]]:
    if len(cells) != len(header):
        faults.append(Fault(f"{table}.csv", number, "", f"has {len(cells)} cells, the header {len(header)}"))
        return
    kind = TABLES[table]
    filled = {
        column: cells[place].strip()
        for place, column in enumerate(header)
        # An empty cell of an optional column means what leaving the column out means.
        if cells[place].strip() or kind.model_fields[column].is_required()
    }
    try:
        yield Entry(table, number, kind.model_validate(filled))
    except ValidationError as error:
        for problem in error.errors():
            column = str(problem["loc"][0]) if problem["loc"] else ""
            given = filled.get(column, "")[:40]
            faults.append(Fault(f"{table}.csv", number, column, f"{problem['msg']} (given: {given!r})"))
