"""The published figures of a scenario beside what the records say."""

from dataclasses import asdict, dataclass
from datetime import date

from fugong.replay.models import ReplayedStep
from fugong.replay.queries.measures import ask
from fugong.replay.rules.comparators import SIGNS, Measured, agrees
from fugong.replay.rules.rows import FigureRow
from fugong.replay.rules.scenario import Scenario
from fugong.replay.rules.steps import steps_of

__all__ = ["Figure", "figures_of", "steps_left"]


@dataclass(frozen=True)
class Figure:
    """One published figure and its verdict: ``ok``, ``wrong``, or ``pending`` with the reason."""

    id: str
    title_zh: str
    title_en: str
    published: str
    comparator: str
    computed: object
    reads: str
    numerator: int | None
    denominator: int | None
    unit: str
    state: str
    records: int
    definition: str
    as_of: date
    pending: str
    details: dict[str, object]

    @property
    def sign(self) -> str:
        """Give the comparator as people write it."""
        return SIGNS[self.comparator]

    def as_json(self) -> dict[str, object]:
        """Give the figure as plain values."""
        return {**asdict(self), "as_of": self.as_of.isoformat()}


def figures_of(scenario: Scenario) -> tuple[Figure, ...]:
    """Recompute every figure of the scenario that has a measure, in the scenario's order."""
    return tuple(_figure(entry.row, scenario.county_code) for entry in scenario.figures)


def steps_left(scenario: Scenario) -> int:
    """Count the steps that are not replayed yet, such as those of the days after a demonstration's clock."""
    return len(steps_of(scenario)) - ReplayedStep.objects.filter(scenario=scenario.name).count()


def _figure(row: FigureRow, county: str) -> Figure:
    measured = _measured(row, county)
    return Figure(
        id=row.id,
        title_zh=row.title_zh,
        title_en=row.title_en,
        published=row.published,
        comparator=row.comparator,
        computed=measured.value if measured else None,
        reads=measured.reads if measured else "",
        numerator=measured.numerator if measured else None,
        denominator=measured.denominator if measured else None,
        unit=row.unit,
        state=_state(row, measured),
        records=measured.records if measured else 0,
        definition=row.definition,
        as_of=row.as_of,
        pending=row.pending,
        details=dict(measured.details) if measured else {},
    )


def _measured(row: FigureRow, county: str) -> Measured | None:
    if not row.measure:
        return None
    return ask(row.measure, county, parameters=row.parameters, as_of=row.as_of)


def _state(row: FigureRow, measured: Measured | None) -> str:
    if row.pending or measured is None:
        return "pending"
    agreed = agrees(row.comparator, target=row.target, decimals=row.decimals, measured=measured)
    return "ok" if agreed else "wrong"
