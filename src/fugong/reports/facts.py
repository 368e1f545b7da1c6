"""What reports publishes to the lake: what was reported, item by item, and what meters read."""

from collections.abc import Iterator

from fugong.core.lake import Column, Fact
from fugong.reports.queries.duties import duties

__all__ = ["FACTS"]

# Every version of a report has a row of its own under this item, so that one that says nothing is still one received.
RECEIVED = "_received"

_REPORTED = """
SELECT r.enterprise_id, r.form_code, v.item, r.period_on, r.period_end_on, r.version, v.value,
       r.due_at AT TIME ZONE 'UTC', i.position, r.recorded_at AT TIME ZONE 'UTC'
FROM reports_intake AS i
JOIN reports_report AS r ON r.intake_id = i.id
CROSS JOIN LATERAL (
    SELECT '_received' AS item, 1::numeric AS value
    UNION ALL
    SELECT e.key, CASE jsonb_typeof(e.value) WHEN 'boolean' THEN CASE e.value #>> '{}' WHEN 'true' THEN 1 ELSE 0 END
                                             ELSE (e.value #>> '{}')::numeric END
    FROM jsonb_each(r.values) AS e WHERE jsonb_typeof(e.value) <> 'array'
    UNION ALL
    SELECT e.key || '.' || c.chosen, 1
    FROM jsonb_each(r.values) AS e CROSS JOIN LATERAL jsonb_array_elements_text(e.value) AS c (chosen)
    WHERE jsonb_typeof(e.value) = 'array'
) AS v
WHERE i.county_code = %(county)s AND i.position > %(after)s AND i.position <= %(until)s
"""

_READ = """
SELECT r.meter_no, r.read_on, r.version, r.kwh, i.position, r.recorded_at AT TIME ZONE 'UTC'
FROM reports_intake AS i
JOIN reports_meterreading AS r ON r.intake_id = i.id
WHERE i.county_code = %(county)s AND i.position > %(after)s AND i.position <= %(until)s
"""

_METERS = """
SELECT id, meter_no, enterprise_id, since_on, until_on FROM reports_meter WHERE county_code = %(county)s
"""


def _duties(county_code: str) -> Iterator[tuple[object, ...]]:
    return (
        (one.enterprise_id, one.form_code, one.period_kind, one.since_on, one.until_on) for one in duties(county_code)
    )


FACTS = (
    Fact(
        name="duties",
        grain="days from one up to another on which an enterprise had to report on a form",
        columns=(
            Column("enterprise_id", "BIGINT"),
            Column("form_code", "VARCHAR"),
            Column("period_kind", "VARCHAR"),
            Column("since_on", "DATE"),
            Column("until_on", "DATE"),
        ),
        key=("enterprise_id", "form_code", "since_on"),
        source=_duties,
    ),
    Fact(
        name="report_values",
        grain="one item of one version of a report",
        columns=(
            Column("enterprise_id", "BIGINT"),
            Column("form_code", "VARCHAR"),
            Column("item", "VARCHAR"),
            Column("period_on", "DATE"),
            Column("period_end_on", "DATE"),
            Column("version", "INTEGER"),
            Column("value", "DECIMAL(20,4)"),
            Column("due_at", "TIMESTAMP"),
        ),
        key=("enterprise_id", "form_code", "item", "period_on"),
        version="version",
        parts=("item",),
        month="period_on",
        source=_REPORTED,
    ),
    Fact(
        name="meter_readings",
        grain="one version of what a meter counted on a day",
        columns=(
            Column("meter_no", "VARCHAR"),
            Column("read_on", "DATE"),
            Column("version", "INTEGER"),
            Column("kwh", "DECIMAL(20,4)"),
        ),
        key=("meter_no", "read_on"),
        version="version",
        month="read_on",
        source=_READ,
    ),
    Fact(
        name="meters",
        grain="a meter and an enterprise it serves",
        columns=(
            Column("id", "BIGINT"),
            Column("meter_no", "VARCHAR"),
            Column("enterprise_id", "BIGINT"),
            Column("since_on", "DATE"),
            Column("until_on", "DATE"),
        ),
        key=("id",),
        source=_METERS,
    ),
)
