"""The door of indicators: stored values and curves, values counted now or as of then, the rows behind, totals."""

from fugong.indicators.actions.publishing import publish
from fugong.indicators.actions.rolling import Rolled, roll
from fugong.indicators.actions.suggesting import answer_visit, suggest_visits
from fugong.indicators.actions.targeting import set_target
from fugong.indicators.models import Publication, VisitSuggestion
from fugong.indicators.queries.cells import Stamp, curve, latest, stamp_of, summed
from fugong.indicators.queries.counting import Opened, Row, Wanted
from fugong.indicators.queries.definitions import all_definitions, definition, newest_definitions
from fugong.indicators.queries.outlook import FORESEEN, Outlook, Period, outlook_of, periods_behind, reached
from fugong.indicators.queries.plans import all_plans, figure_named, plan
from fugong.indicators.queries.publications import due_publications, prepared, published, versions_of
from fugong.indicators.queries.targets import history_of_target, target_of, targets_of
from fugong.indicators.queries.values import measure, reported_total, rows_of
from fugong.indicators.queries.visits import signals_of, suggestions
from fugong.indicators.rules.contradictions import FINDINGS, INNOCENT, TITLES, Signals, disagreement
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.groups import GROUP_WORDS
from fugong.indicators.rules.publication import HIDDEN, PUBLICATION_STANDINGS, Cell, Table, tables_from
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
    "Cell",
    "Definition",
    "Opened",
    "Outlook",
    "Period",
    "Publication",
    "Rolled",
    "Row",
    "Signals",
    "Stamp",
    "Table",
    "Value",
    "VisitSuggestion",
    "Wanted",
    "all_definitions",
    "all_plans",
    "answer_visit",
    "curve",
    "definition",
    "disagreement",
    "due_publications",
    "figure_named",
    "history_of_target",
    "latest",
    "measure",
    "newest_definitions",
    "outlook_of",
    "periods_behind",
    "plan",
    "prepared",
    "publish",
    "published",
    "reached",
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
