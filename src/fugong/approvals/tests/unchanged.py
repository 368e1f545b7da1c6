"""Sees whether anything changed: a refusal leaves no row, no number, no act and no job behind."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

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
