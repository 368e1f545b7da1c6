"""Does a scenario hold together? Every code that one table uses must stand in the other, once."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import TypeVar

from pydantic import ValidationError

from fugong.core.calendar import BEIJING
from fugong.replay.rules.arguments import ACTS, OPENS_A_CASE, UPON_A_CASE
from fugong.replay.rules.faults import Fault
from fugong.replay.rules.parameters import PARAMETERS
from fugong.replay.rules.report_rows import READINGS
from fugong.replay.rules.rows import EventRow, Row
from fugong.replay.rules.scenario import Entry, Scenario

__all__ = ["faults_between_tables"]

R = TypeVar("R", bound=Row)

# table and column → the tables and column whose codes it must repeat; empty cells are judged by the row's own class.
Reference = tuple[str, str, tuple[tuple[str, str], ...]]
_REFERENCES: tuple[Reference, ...] = (
    ("posts", "organisation", (("organisations", "code"),)),
    ("accounts", "post", (("posts", "code"),)),
    ("risk_assessments", "basis", (("bases", "code"),)),
    ("category_rules", "basis", (("bases", "code"),)),
    ("procedures", "basis", (("bases", "code"),)),
    ("procedures", "deemed_basis", (("bases", "code"),)),
    ("procedures", "lead", (("organisations", "code"),)),
    ("exemptions", "basis", (("bases", "code"),)),
    ("desks", "organisation", (("organisations", "code"),)),
    ("enterprises", "operator", (("accounts", "login"),)),
    ("events", "by", (("posts", "code"), ("accounts", "login"))),
    ("meters", "uscc", (("enterprises", "uscc"),)),
    ("targets", "uscc", (("enterprises", "uscc"),)),
    ("targets", "by", (("posts", "code"), ("accounts", "login"))),
    ("publications", "by", (("posts", "code"), ("accounts", "login"))),
)
_KEYS = (
    ("regions", "code"),
    ("organisations", "code"),
    ("posts", "code"),
    ("accounts", "login"),
    ("bases", "code"),
    ("enterprises", "uscc"),
    ("events", "id"),
    ("figures", "id"),
)


def faults_between_tables(scenario: Scenario) -> list[Fault]:
    """Name every code that stands twice, every reference that leads nowhere, every event that cannot be meant so."""
    return [
        *(fault for table, column in _KEYS for fault in _doubles(_rows(scenario, table), column)),
        *(fault for reference in _REFERENCES for fault in _dangling(scenario, reference)),
        *_faults_in_places(scenario),
        *_faults_in_bases(scenario),
        *_faults_in_events(scenario),
        *_faults_in_figures(scenario),
        *_faults_in_sheets(scenario),
    ]


def _rows(scenario: Scenario, table: str) -> tuple[Entry[Row], ...]:
    entries: tuple[Entry[Row], ...] = getattr(scenario, table)
    return entries


def _fault(entry: Entry[R], column: str, message: str) -> Fault:
    return Fault(f"{entry.table}.csv", entry.number, column, message)


def _doubles(entries: Iterable[Entry[Row]], column: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for entry in entries:
        value = str(getattr(entry.row, column))
        if value in first:
            yield _fault(entry, column, f"{value} stands in row {first[value]} already")
        first.setdefault(value, entry.number)


def _dangling(scenario: Scenario, reference: Reference) -> Iterator[Fault]:
    table, column, targets = reference
    known = {str(getattr(entry.row, key)) for target, key in targets for entry in _rows(scenario, target)}
    for entry in _rows(scenario, table):
        value = str(getattr(entry.row, column))
        if value and value not in known:
            files = " or ".join(f"{target}.csv" for target, _ in targets)
            yield _fault(entry, column, f"{value} is not in {files}{_hint(value, known)}")


def _hint(value: str, known: Iterable[str]) -> str:
    near = get_close_matches(value, list(known), n=1)
    return f"; do you mean {near[0]}?" if near else ""


def _faults_in_places(scenario: Scenario) -> Iterator[Fault]:
    county = scenario.county_code
    for table in ("organisations", "category_rules", "procedures", "enterprises"):
        for entry in _rows(scenario, table):
            division = str(getattr(entry.row, "division_code", county))
            if not division.startswith(county):
                yield _fault(entry, "division_code", f"{division} is outside the scenario's county {county}")


def _faults_in_bases(scenario: Scenario) -> Iterator[Fault]:
    issued = {entry.row.code: entry.row.issued_on for entry in scenario.bases}
    for table in ("risk_assessments", "category_rules", "procedures", "exemptions"):
        for entry in _rows(scenario, table):
            basis, since = str(getattr(entry.row, "basis", "")), getattr(entry.row, "effective_from", None)
            if basis in issued and since is not None and since < issued[basis]:
                yield _fault(entry, "effective_from", f"is earlier than its basis {basis}, issued on {issued[basis]}")


def _faults_in_events(scenario: Scenario) -> Iterator[Fault]:
    enterprises = {entry.row.uscc for entry in scenario.enterprises}
    opened = {entry.row.id: entry.row.at for entry in scenario.events if entry.row.action in OPENS_A_CASE}
    period = scenario.manifest.period
    for entry in scenario.events:
        event = entry.row
        if event.action not in ACTS:
            yield _fault(entry, "action", f"{event.action} is no act{_hint(event.action, ACTS)}")
            continue
        yield from _faults_in_arguments(entry)
        if not period.since <= event.at.astimezone(BEIJING).date() <= period.until:
            yield _fault(entry, "at", "lies outside the scenario's period")
        if event.action not in UPON_A_CASE:
            if event.subject not in enterprises:
                yield _fault(entry, "subject", f"{event.subject} is not in enterprises.csv")
        elif event.subject not in opened:
            yield _fault(entry, "subject", f"{event.subject} is not the id of an event that opens an application")
        elif opened[event.subject] > event.at:
            yield _fault(entry, "at", f"is earlier than the event {event.subject} that opens the application")


def _faults_in_sheets(scenario: Scenario) -> Iterator[Fault]:
    """Name the first line of each batch that speaks of somebody unknown, by somebody unknown, or outside the period."""
    known = {entry.row.uscc for entry in scenario.enterprises}
    meters = {entry.row.meter_no for entry in scenario.meters}
    posts = {entry.row.code for entry in scenario.posts} | {entry.row.login for entry in scenario.accounts}
    period = scenario.manifest.period
    for entry in scenario.sheets:
        batch, file = entry.row, f"{entry.table}.csv"
        held = meters if batch.sheet == READINGS else known
        strange = next((n for n, line in enumerate(batch.lines) if line.about not in held), None)
        if strange is not None:
            where = "meters.csv" if batch.sheet == READINGS else "enterprises.csv"
            yield Fault(file, entry.number + strange, "", f"{batch.lines[strange].about} is not in {where}")
        if batch.by not in posts:
            yield Fault(file, entry.number, "by", f"{batch.by} is not in posts.csv or accounts.csv")
        if not period.since <= batch.at.astimezone(BEIJING).date() <= period.until:
            yield Fault(file, entry.number, "at", "lies outside the scenario's period")


def _faults_in_arguments(entry: Entry[EventRow]) -> Iterator[Fault]:
    yield from _faults_against(ACTS[entry.row.action], entry, "arguments")


def _faults_in_figures(scenario: Scenario) -> Iterator[Fault]:
    for entry in scenario.figures:
        figure = entry.row
        if figure.measure and figure.measure not in PARAMETERS:
            yield _fault(entry, "measure", f"{figure.measure} is no measure{_hint(figure.measure, PARAMETERS)}")
        elif figure.measure:
            yield from _faults_against(PARAMETERS[figure.measure], entry, "parameters")
        elif not figure.pending:
            yield _fault(entry, "pending", "says why, where there is no measure")


def _faults_against(kind: type[Row], entry: Entry[R], column: str) -> Iterator[Fault]:
    try:
        kind.model_validate(getattr(entry.row, column))
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            yield _fault(entry, column, f"{name}: {problem['msg']}")
