"""The door of indicators: measure on a day, now or as of then; the rows behind; totals of what was reported."""

from fugong.indicators.queries.counting import Row
from fugong.indicators.queries.definitions import all_definitions, definition, newest_definitions
from fugong.indicators.queries.values import Total, measure, reported_total, rows_of
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.groups import GROUP_WORDS, GROUPINGS
from fugong.indicators.rules.value import Value

__all__ = [
    "GROUPINGS",
    "GROUP_WORDS",
    "Definition",
    "Row",
    "Total",
    "Value",
    "all_definitions",
    "definition",
    "measure",
    "newest_definitions",
    "reported_total",
    "rows_of",
]
