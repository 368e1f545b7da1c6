"""Judges many reports at once by the rules of a single one, with a fixed number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fugong.core import texts
from fugong.core.permission import Actor
from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.queries.forms import place_of
from fugong.reports.queries.known import Key, Standing, known_of, locked_divisions
from fugong.reports.rules.doubts import Doubt, Known, doubts_about
from fugong.reports.rules.forms import FormTerms
from fugong.reports.rules.periods import end_of, is_period
from fugong.reports.rules.rows import Judged, ReportRow
from fugong.reports.rules.values import Values, read_values

__all__ = ["Judgement", "judge"]

_NOT_ASKED = N_("该企业不在《%(form)s》的填报范围内。")
_UNKNOWN = N_("没有这家企业，或不在您可填报的范围内。")
_NO_PERIOD = N_("“%(day)s”不是该报表的报告期：日报填当日，月报填每月 1 日（1—2 月合并为 2 月），年报填 1 月 1 日。")
_FUTURE = N_("报告期 %(day)s 尚未结束，不能填报。")
_TWICE = N_("同一企业同一报告期在本次报送中出现了两次。")
_NO_REASON = N_("该报告期已有报表，更正须填写原因。")
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Judgement:
    """What can be taken of the rows, in their order; which say what is known; which cannot be taken, and why.

    Rows are named by their number, counted from 1. ``closed`` are those whose period is closed for their enterprise.
    """

    taken: tuple[Judged, ...]
    unchanged: frozenset[int]
    problems: tuple[tuple[int, Problem], ...]
    closed: Mapping[int, dt.date]
    divisions: Mapping[int, str]

    @property
    def unexplained(self) -> tuple[Doubt, ...]:
        """Give the doubts about rows that come without an explanation."""
        return tuple(doubt for one in self.taken if not one.row.explanation for doubt in one.doubts)


def judge(form: ReportForm, rows: Sequence[ReportRow], *, reason: str, by: Actor, on: dt.date) -> Judgement:
    """Read, check and compare the rows; the same number of queries for any number of them."""
    keys = {(row.enterprise_id, row.period_on) for row in rows}
    standing, earlier = known_of(form.code, form.period_kind, keys)
    desk = _Desk(form.terms, *_held(form, rows, by=by, on=on), standing, earlier, on)
    problems: list[tuple[int, Problem]] = []
    unchanged: list[int] = []
    taken: list[Judged] = []
    seen: set[Key] = set()
    for number, row in enumerate(rows, 1):
        key = (row.enterprise_id, row.period_on)
        values, wrong = read_values(desk.terms, row.values)
        wrong = [*desk.misplaced(row), *wrong, *([Problem("", _TWICE)] if key in seen else [])]
        seen.add(key)
        found = None if wrong else desk.judged(_cleaned(row, reason), values)
        if isinstance(found, Problem):
            wrong.append(found)
        elif found is not None:
            taken.append(found)
        elif not wrong:
            unchanged.append(number)
        problems += ((number, problem) for problem in wrong)
    return Judgement(
        tuple(taken), frozenset(unchanged), tuple(problems), _closed(form, rows, desk),
        {row.enterprise_id: one.division_code for row in rows if (one := desk.who(row))},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that is needed to judge a row, fetched once for all of them."""

    terms: FormTerms
    held: Mapping[int, registry.Population]
    past: Mapping[Key, registry.Population]
    standing: Mapping[Key, Standing]
    earlier: Mapping[Key, Values]
    on: dt.date

    def who(self, row: ReportRow) -> registry.Population | None:
        """Give the enterprise of a row: as it stands, or, if it has closed since, as it stood in the row's period."""
        return self.held.get(row.enterprise_id) or self.past.get((row.enterprise_id, row.period_on))

    def misplaced(self, row: ReportRow) -> list[Problem]:
        one = self.who(row)
        if one is None:
            return [Problem("enterprise", _UNKNOWN)]
        if not is_period(self.terms.period_kind, row.period_on):
            return [Problem("period_on", _NO_PERIOD, {"day": row.period_on})]
        if end_of(self.terms.period_kind, row.period_on) > self.on:
            return [Problem("period_on", _FUTURE, {"day": row.period_on})]
        if not self.terms.addressees.include(place_of(one)):
            return [Problem("enterprise", _NOT_ASKED, {"form": self.terms.title})]
        return []

    def judged(self, row: ReportRow, values: Values) -> Judged | Problem | None:
        """Give the version to be written, nothing when it says what is known, or what a correction lacks."""
        key = (row.enterprise_id, row.period_on)
        standing = self.standing.get(key)
        if standing is not None and standing.values == values:
            return None
        if standing is not None and not row.reason:
            return Problem("reason", _NO_REASON)
        if standing is None and row.reason:
            row = replace(row, reason="")
        one = self.who(row)
        known = Known(self.earlier.get(key), one.staff if one else None)
        doubts = doubts_about(self.terms, values, known)
        return Judged(row, values, standing.version + 1 if standing else 1, tuple(doubts))


def _held(
    form: ReportForm, rows: Sequence[ReportRow], *, by: Actor, on: dt.date
) -> tuple[dict[int, registry.Population], dict[Key, registry.Population]]:
    """Give the enterprises among the rows for which the person may report: those of the day, those closed since.

    Who has closed still owes, and may correct, what lies before; that costs one look for each period concerned.
    """
    own = set(registry.represented_enterprises(by, on=on))

    def existing(numbers: set[int], day: dt.date) -> Iterator[registry.Population]:
        for one in registry.population_of(numbers, on=day):
            may = one.enterprise_id in own or by.may("reports.fill", one.division_code)
            if may and one.division_code.startswith(form.county_code):
                yield one

    held = {one.enterprise_id: one for one in existing({row.enterprise_id for row in rows}, on)}
    past: dict[Key, registry.Population] = {}
    missing: dict[dt.date, set[int]] = defaultdict(set)
    for row in rows:
        if row.enterprise_id not in held and is_period(form.period_kind, row.period_on):
            missing[row.period_on].add(row.enterprise_id)
    for period_on, numbers in missing.items():
        ended = end_of(form.period_kind, period_on)
        past |= {(one.enterprise_id, period_on): one for one in existing(numbers - {0}, min(ended, on))}
    return held, past


def _closed(form: ReportForm, rows: Sequence[ReportRow], desk: _Desk) -> dict[int, dt.date]:
    locked = locked_divisions(form.county_code, form.code, {row.period_on for row in rows})
    found = {}
    for number, row in enumerate(rows if locked else (), 1):
        one = desk.who(row)
        if one and any(one.division_code.startswith(division) for division in locked.get(row.period_on, ())):
            found[number] = row.period_on
    return found


def _cleaned(row: ReportRow, reason: str) -> ReportRow:
    said = row.reason or reason
    if not said and not row.explanation:
        return row
    reason, explanation = (texts.clean_line(text)[:_LONGEST_TEXT] for text in (said, row.explanation))
    return replace(row, reason=reason, explanation=explanation)
