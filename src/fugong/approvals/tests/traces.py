"""Sees what an act left behind; a refusal leaves no row, no number, no act and no job."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, models

from fugong.core.audit.models import AuditEntry
from fugong.core.refusals import Refused

# Everything an act of approvals may write.
TABLES = (
    "approvals_application",
    "approvals_correction",
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


def acts_on(thing: models.Model) -> list[AuditEntry]:
    """Give the acts on a thing, earliest first."""
    acts = AuditEntry.objects.filter(subject_type=thing._meta.label_lower, subject_id=str(thing.pk))
    return list(acts.order_by("sequence"))


def last_act(thing: models.Model) -> AuditEntry:
    """Give the latest act on a thing."""
    return acts_on(thing)[-1]


def jobs() -> list[tuple[str, object, dict[str, object]]]:
    """Give the deferred jobs: name, earliest moment, arguments."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, scheduled_at, args FROM procrastinate_jobs ORDER BY scheduled_at, id")
        return [(name, at, json.loads(args) if isinstance(args, str) else args) for name, at, args in cursor.fetchall()]
