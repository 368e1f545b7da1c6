"""The door of indicators: stored values and curves, values counted now or as of then, the rows behind, totals."""

from fugong.indicators.actions.rolling import Rolled, roll
from fugong.indicators.actions.targeting import set_target
from fugong.indicators.queries.cells import Stamp, curve, latest, stamp_of, summed
from fugong.indicators.queries.counting import Opened, Row, Wanted
from fugong.indicators.queries.definitions import all_definitions, definition, newest_definitions
from fugong.indicators.queries.targets import Target, target_of, targets_of
from fugong.indicators.queries.values import Total, measure, reported_total, rows_of
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.groups import GROUP_WORDS
from fugong.indicators.rules.value import Value

__all__ = [
    "GROUP_WORDS",
    "Definition",
    "Opened",
    "Rolled",
    "Row",
    "Stamp",
    "Target",
    "Total",
    "Value",
    "Wanted",
    "all_definitions",
    "curve",
    "definition",
    "latest",
    "measure",
    "newest_definitions",
    "reported_total",
    "roll",
    "rows_of",
    "set_target",
    "stamp_of",
    "summed",
    "target_of",
    "targets_of",
]
