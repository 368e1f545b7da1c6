"""The sheet on which reports are filled in: one line a report, with what was said, what is suggested, what is wrong.

An enterprise fills in its newest periods, an office one period of many enterprises; a line is the same on both.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fugong.core.permission import Actor
from fugong.core.refusals import NotThere, Problem
from fugong.registry import public as registry
from fugong.reports.models import Report, ReportForm
from fugong.reports.queries.forms import form_among, form_for, form_versions, periods_asked, place_of
from fugong.reports.queries.known import known_of, locked_divisions
from fugong.reports.rules.doubts import Doubt
from fugong.reports.rules.items import CHOICES, ITEMS, Item, Kind
from fugong.reports.rules.periods import due_at
from fugong.reports.rules.values import Value, Values

__all__ = ["Cell", "Line", "Sheet", "line_for", "lines_across", "sheet_of", "versions_of"]

# So many of the newest periods can be filled in on one sheet.
SHOWN = {"day": 7, "month": 3, "year": 2}
LOOKED_BACK = {"day": 7, "month": 130, "year": 800}


@dataclass(frozen=True, slots=True)
class Cell:
    """One item of a line: what stands in it, whether that is only suggested, and what is wrong with it."""

    item: Item
    required: bool
    value: str
    chosen: tuple[str, ...] = ()
    suggested: bool = False
    problem: Problem | None = None

    @property
    def choices(self) -> Mapping[str, str]:
        """Give what can be ticked."""
        return CHOICES.get(self.item.code, {})

    @property
    def is_yesno(self) -> bool:
        """Tell whether yes or no is asked."""
        return self.item.kind == Kind.YESNO


@dataclass(frozen=True, slots=True)
class Line:
    """One report on the sheet, on the version of the form that was asked for in its period.

    ``state`` is saved, pending (suggested, not handed in), refused, or closed.
    """

    form: ReportForm
    enterprise: registry.EnterpriseCard
    period_on: dt.date
    due_at: dt.datetime
    version: int
    state: str
    cells: tuple[Cell, ...]
    problems: tuple[Problem, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reason: str = ""
    explanation: str = ""

    @property
    def key(self) -> str:
        """Name the line on its page."""
        return f"{self.enterprise.id}-{self.period_on.isoformat()}"


@dataclass(frozen=True)
class Sheet:
    """A form with the lines of an enterprise."""

    form: ReportForm
    enterprise: registry.EnterpriseCard
    lines: tuple[Line, ...] = field(default=())


def sheet_of(actor: Actor, form_code: str, *, uscc: str, on: dt.date) -> Sheet:
    """Give the sheet of an enterprise on a form: its newest periods, the latest first.

    Raises NotThere for an enterprise for which the actor may not report, or that the form does not ask.
    """
    card = registry.enterprise_card(uscc, on=on)
    if not may_fill(actor, card, on=on):
        raise NotThere
    form = form_for(card.county_code, form_code, on=on)
    if not form.terms.addressees.include(place_of(card)):
        raise NotThere
    forms = form_versions(card.county_code, form_code)
    since = on - dt.timedelta(days=LOOKED_BACK[form.period_kind])
    asked = [
        period
        for period, version in periods_asked(forms, since=since, until=on).items()
        if version.terms.addressees.include(place_of(card))
    ]
    newest = asked[-SHOWN[form.period_kind]:][::-1]  # fmt: skip
    return Sheet(form, card, _lines(forms, [(card, period) for period in newest]))


def line_for(actor: Actor, form_code: str, *, uscc: str, period_on: dt.date, on: dt.date) -> Line:
    """Give one line as it stands. Raises NotThere."""
    card = registry.enterprise_card(uscc, on=on)
    if not may_fill(actor, card, on=on):
        raise NotThere
    form = form_for(card.county_code, form_code, on=period_on)
    return _lines([form], [(card, period_on)])[0]


def lines_across(form: ReportForm, period_on: dt.date, enterprises: Iterable[int], *, on: dt.date) -> tuple[Line, ...]:
    """Give one period's lines of many enterprises, in their order; the same number of queries for any number."""
    wanted = list(enterprises)
    cards = registry.enterprise_cards(wanted, on=on)
    return _lines([form], [(cards[pk], period_on) for pk in wanted])


def may_fill(actor: Actor, card: registry.EnterpriseCard, *, on: dt.date) -> bool:
    """Tell whether the actor may report for the enterprise: its own operator, or an officer of its place."""
    if not actor.may("reports.fill"):
        return False
    return actor.may("reports.fill", card.division_code) or registry.may_act_for(actor, card.id, on=on)


def refused(line: Line, typed: Mapping[str, str], *, problems: Sequence[Problem], doubts: Sequence[Doubt]) -> Line:
    """Give the line back with what was typed and what is wrong with it; nothing typed is lost."""
    by_item = {problem.field: problem for problem in problems}
    cells = tuple(
        replace(cell, value=typed.get(cell.item.code, ""), suggested=False, problem=by_item.get(cell.item.code),
                chosen=tuple(typed.get(cell.item.code, "").split("|")))
        for cell in line.cells
    )  # fmt: skip
    codes = {cell.item.code for cell in cells}
    rest = tuple(problem for problem in problems if problem.field not in codes)
    return replace(
        line, cells=cells, state="refused", problems=rest, doubts=tuple(doubts), reason=typed.get("reason", ""),
        explanation=typed.get("explanation", ""),
    )  # fmt: skip


def versions_of(actor: Actor, *, uscc: str, form_code: str, period_on: dt.date, on: dt.date) -> list[Report]:
    """Give every version of a report, the newest first, to those who may see it. Raises NotThere."""
    card = registry.enterprise_card(uscc, on=on)
    rows = Report.objects.visible_to(actor, on=on).of_period(form_code, period_on).filter(enterprise_id=card.id)
    found = list(rows.select_related("form", "intake").order_by("-version"))
    if not found:
        raise NotThere
    return found


def _lines(forms: Sequence[ReportForm], wanted: Sequence[tuple[registry.EnterpriseCard, dt.date]]) -> tuple[Line, ...]:
    newest, keys = forms[-1], [(card.id, period) for card, period in wanted]
    standing, earlier = known_of(newest.code, newest.period_kind, keys)
    locked = locked_divisions(newest.county_code, newest.code, {period for _, period in keys})
    lines = []
    for (card, period), key in zip(wanted, keys, strict=True):
        form, said = form_among(forms, on=period), standing.get(key)
        closed = any(card.division_code.startswith(division) for division in locked.get(period, ()))
        state = "closed" if closed else "saved" if said else "pending"
        due = said.due_at if said else due_at(form.period_kind, period, form.terms.due)
        cells = _cells(form, said.values if said else earlier.get(key, {}), suggested=said is None)
        lines.append(Line(form, card, period, due, said.version if said else 0, state, cells))
    return tuple(lines)


def _cells(form: ReportForm, values: Values, *, suggested: bool) -> tuple[Cell, ...]:
    return tuple(
        Cell(ITEMS[asked.item], asked.required, shown(values.get(asked.item)), _chosen(values.get(asked.item)),
             suggested=suggested and asked.item in values)
        for asked in form.terms.items
    )  # fmt: skip


def shown(value: Value | None) -> str:
    """Write a stored value as a field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None or isinstance(value, list) else str(value)


def _chosen(value: Value | None) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else ()
