"""The door of indicators: stored values and curves, values counted now or as of then, the rows behind, totals."""

from fugong.indicators.actions.publishing import publish
from fugong.indicators.actions.rolling import Rolled, roll
from fugong.indicators.actions.suggesting import answer_visit, suggest_visits
from fugong.indicators.actions.targeting import set_target
from fugong.indicators.models import Publication, VisitSuggestion
from fugong.indicators.queries.cells import Stamp, curve, latest, stamp_of, summed
from fugong.indicators.queries.counting import Opened, Row, Wanted
from fugong.indicators.queries.definitions import all_definitions, definition, newest_definitions
from fugong.indicators.queries.outlook import FORESEEN, Outlook, Reached, outlook_of, reached
from fugong.indicators.queries.plans import all_plans, figure_named, plan
from fugong.indicators.queries.publications import (
    DuePublication,
    Prepared,
    due_publications,
    prepared,
    published,
    rebuilt,
    versions_of,
)  # fmt: skip
from fugong.indicators.queries.targets import Target, target_of, targets_of
from fugong.indicators.queries.values import Total, measure, reported_total, rows_of
from fugong.indicators.queries.visits import Beside, signals_of, suggestions
from fugong.indicators.rules.contradictions import FINDINGS, INNOCENT, TITLES, Signals, disagreement
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.groups import GROUP_WORDS
from fugong.indicators.rules.publication import HIDDEN, PUBLICATION_STANDINGS, Cell, Plan, Table, digest_of, tables_from
from fugong.indicators.rules.value import Value
from fugong.indicators.rules.visits import ANSWERS

__all__ = [
    "ANSWERS",
    "FINDINGS",
    "FORESEEN",
    "GROUP_WORDS",
    "HIDDEN",
    "INNOCENT",
    "PUBLICATION_STANDINGS",
    "TITLES",
    "Beside",
    "Cell",
    "Definition",
    "DuePublication",
    "Opened",
    "Outlook",
    "Plan",
    "Prepared",
    "Publication",
    "Reached",
    "Rolled",
    "Row",
    "Signals",
    "Stamp",
    "Table",
    "Target",
    "Total",
    "Value",
    "VisitSuggestion",
    "Wanted",
    "all_definitions",
    "all_plans",
    "answer_visit",
    "curve",
    "definition",
    "digest_of",
    "disagreement",
    "due_publications",
    "figure_named",
    "latest",
    "measure",
    "newest_definitions",
    "outlook_of",
    "plan",
    "prepared",
    "publish",
    "published",
    "reached",
    "rebuilt",
    "reported_total",
    "roll",
    "rows_of",
    "set_target",
    "signals_of",
    "stamp_of",
    "suggest_visits",
    "suggestions",
    "summed",
    "tables_from",
    "target_of",
    "targets_of",
    "versions_of",
]
