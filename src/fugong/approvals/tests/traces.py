"""Sees what an act left behind; a refusal leaves no row, no number, no act and no job."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.db import connection, models

from fugong.core.refusals import Refused

# Everything an act of approvals may write.
TABLES = (
    "approvals_appeal",
    "approvals_application",
    "approvals_batch",
    "approvals_batchitem",
    "approvals_correction",
    "approvals_issueddocument",
    "approvals_opinion",
    "approvals_paper",
    "approvals_reminder",
    "approvals_restart",
    "core_attachment",
    "core_auditentry",
    "core_numberseries",
    "procrastinate_jobs",
)


def everything() -> dict[str, list[str]]:
    """Give all rows an act could have written, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM {table} AS t ORDER BY 1")  # noqa: S608 our own table names
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


@contextmanager
def refused(refusal: type[Refused], match: str | None = None) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect the refusal, and that nothing at all changed."""
    before = everything()
    with pytest.raises(refusal, match=match) as caught:
        yield caught
    assert everything() == before


@dataclass(frozen=True)
class Act:
    """One row of the trail, as the database keeps it."""

    sequence: int
    at: datetime
    actor_id: int | None
    actor_title: str
    action: str
    changes: dict[str, list[object]]
    note: str


def acts_on(thing: models.Model) -> list[Act]:
    """Give the acts on a thing, earliest first."""
    return _acts("subject_type = %s AND subject_id = %s", [thing._meta.label_lower, str(thing.pk)])


def acts_of(county: str) -> list[Act]:
    """Give all acts of a county, earliest first."""
    return _acts("county_code = %s", [county])


def last_act(thing: models.Model) -> Act:
    """Give the latest act on a thing."""
    return acts_on(thing)[-1]


def last_number(series: str = "桐经贸复") -> int:
    """Give the last number taken in a series, that of the decisions unless another is named."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last FROM core_numberseries WHERE series = %s", [series])
        [(last,)] = cursor.fetchall()
    return int(last)


def _acts(which: str, values: list[str]) -> list[Act]:
    columns = "sequence, at, actor_id, actor_title, action, changes, note"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM core_auditentry WHERE {which} ORDER BY sequence", values)  # noqa: S608 our own words
        return [
            Act(sequence, at, actor_id, actor_title, action, _as_json(changes), note)
            for sequence, at, actor_id, actor_title, action, changes, note in cursor.fetchall()
        ]


def _as_json(value: object) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def jobs(name: str = "approvals.remind") -> list[tuple[str, object, dict[str, object]]]:
    """Give the deferred jobs of a name, the reminders unless another is given: name, earliest moment, arguments."""
    columns = "task_name, scheduled_at, args"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM procrastinate_jobs WHERE task_name = %s ORDER BY scheduled_at, id",  # noqa: S608 our own
            [name],
        )
        return [(name, at, _as_json(args)) for name, at, args in cursor.fetchall()]
