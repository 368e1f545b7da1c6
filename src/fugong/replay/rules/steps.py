"""In which order is a scenario replayed, and has it changed since it was?

Everything happens at its own time: offices and enterprises when the scenario begins, rules when they take effect,
events when they say. What happens at the same moment keeps the order of the tables below.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fugong.core.calendar import BEIJING
from fugong.replay.rules.report_rows import Batch, Meters, PublicationRow, TargetRow
from fugong.replay.rules.rows import BasisRow, Dated, EventRow, OfficeDaysRow, Row
from fugong.replay.rules.scenario import Entry, Scenario, midnight

__all__ = ["Change", "Step", "changes", "steps_of"]

# Table → what tells its rows apart; the order is the order of doing.
_KEYS: dict[str, tuple[str, ...]] = {
    "regions": ("code",),
    "organisations": ("code",),
    "posts": ("code",),
    "accounts": ("login",),
    "bases": ("code",),
    "calendar_overrides": ("from_on", "until_on"),
    "desks": ("desk", "industry_prefix", "effective_from"),
    "risk_assessments": ("effective_from",),
    "category_rules": ("division_code", "industry_prefix", "effective_from"),
    "exemptions": ("category", "clause", "effective_from"),
    "procedures": ("division_code", "tier", "category", "effective_from"),
    "enterprises": ("uscc",),
    "forms": ("code", "effective_from"),
    "events": ("id",),
    "targets": ("uscc", "item", "year"),
    "publications": ("code", "period_on", "at"),
}
Told = Row | Batch | Meters


@dataclass(frozen=True, slots=True)
class Step:
    """One row to be done: its id, its moment, its contents as a fingerprint."""

    id: str
    at: datetime
    entry: Entry[Told]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that no longer fits what was replayed before."""

    step: str
    what: str

    def __str__(self) -> str:
        return f"{self.step} {self.what}"


def steps_of(scenario: Scenario, *, until: date | datetime | None = None) -> tuple[Step, ...]:
    """Give the steps in their order, up to a moment or the end of a day."""
    steps = [_step(table, entry, scenario) for table in _KEYS for entry in getattr(scenario, table)]
    steps += _meters(scenario)
    steps += [_batch(entry) for entry in scenario.sheets]
    # Sorting is stable: at the same moment the order of tables and rows stays.
    ordered = sorted(steps, key=lambda step: step.at)
    if isinstance(until, datetime):
        return tuple(step for step in ordered if step.at <= until)
    return tuple(step for step in ordered if until is None or step.at.astimezone(BEIJING).date() <= until)


def changes(steps: Sequence[Step], done: Mapping[str, str]) -> list[Change]:
    """Name what was replayed with other contents, what is gone, and what was put in before the point reached."""
    found: list[Change] = []
    ahead: list[Step] = []
    for step in steps:
        if step.id not in done:
            ahead.append(step)
            continue
        if done[step.id] != step.fingerprint:
            found.append(Change(step.id, f"was replayed with other contents ({step.entry.place})"))
        late = f"was put in before {step.id}, which is done"
        found += [Change(early.id, f"{late} ({early.entry.place})") for early in ahead]
        ahead.clear()
    present = {step.id for step in steps}
    return found + [Change(step, "was replayed and is no longer there") for step in done if step not in present]


def _meters(scenario: Scenario) -> list[Step]:
    """All meters at one stroke, once their enterprises are there."""
    if not scenario.meters:
        return []
    meters = Meters(tuple(entry.row for entry in scenario.meters))
    first: Entry[Told] = Entry("meters", scenario.meters[0].number, meters)
    return [Step("meters:all", scenario.begins_at, first, meters.digest)]


def _batch(entry: Entry[Batch]) -> Step:
    batch = entry.row
    told = f"{batch.sheet}:{batch.at.isoformat()}{':corrections' if batch.corrects else ''}"
    return Step(f"reports:{told}", batch.at, Entry(entry.table, entry.number, batch), batch.digest)


def _step(table: str, entry: Entry[Row], scenario: Scenario) -> Step:
    key = ":".join(str(getattr(entry.row, column)) for column in _KEYS[table])
    contents = [table, entry.row.model_dump(mode="json")]
    text = json.dumps(contents, ensure_ascii=False, sort_keys=True)
    return Step(
        f"{table}:{key}",
        _moment(entry.row, scenario),
        Entry(entry.table, entry.number, entry.row),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def _moment(row: Row, scenario: Scenario) -> datetime:
    if isinstance(row, EventRow | TargetRow | PublicationRow):
        return row.at
    own: date | None = None
    if isinstance(row, BasisRow):
        own = row.issued_on
    elif isinstance(row, Dated):
        own = row.effective_from
    elif isinstance(row, OfficeDaysRow):
        own = row.from_on
    return max(scenario.begins_at, midnight(own)) if own else scenario.begins_at
