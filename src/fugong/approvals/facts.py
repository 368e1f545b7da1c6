"""What approvals publishes to the lake: when enterprises might work, and when by their own word they did."""

import datetime as dt
from collections.abc import Iterator

from fugong.approvals.queries.freedom import Permitted, permitted_spans
from fugong.core.lake import Column, Fact

__all__ = ["FACTS"]


def _permitted(county_code: str) -> Iterator[tuple[int, dt.date, dt.date | None, str]]:
    return (_row(span) for span in permitted_spans(county_code))


def _row(span: Permitted) -> tuple[int, dt.date, dt.date | None, str]:
    return span.enterprise_id, span.since_on, span.until_on, span.ground


FACTS = (
    Fact(
        name="permissions",
        grain="days from one up to another on which an enterprise might work, by a permission or by the rule alone",
        columns=(
            Column("enterprise_id", "BIGINT"),
            Column("since_on", "DATE"),
            Column("until_on", "DATE"),
            Column("ground", "VARCHAR"),
        ),
        key=("enterprise_id", "since_on", "ground"),
        source=_permitted,
    ),
    Fact(
        name="restarts",
        grain="a restart that the enterprise confirmed, with the day on which it was stopped again",
        columns=(
            Column("id", "BIGINT"),
            Column("enterprise_id", "BIGINT"),
            Column("restarted_on", "DATE"),
            Column("stopped_on", "DATE"),
            Column("mode", "VARCHAR"),
        ),
        key=("id",),
        source="SELECT id, enterprise_id, restarted_on, stopped_on, mode FROM approvals_restart"
        " WHERE county_code = %(county)s",
    ),
)
