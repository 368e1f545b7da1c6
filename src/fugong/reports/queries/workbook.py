"""Reports in a workbook: what goes out for a period, and what is wrong with the rows that come back."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import cast

from fugong.core.exchange import Unchanged
from fugong.core.exchange import Values as Rows
from fugong.core.permission import Actor
from fugong.core.refusals import NotThere, Problem
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.models import Meter, ReportForm
from fugong.reports.queries.forms import form_for
from fugong.reports.queries.judging import judge
from fugong.reports.queries.known import known_of, newest_readings
from fugong.reports.queries.progress import progress_of
from fugong.reports.rules.doubts import DOUBTS
from fugong.reports.rules.items import CHOICES, ITEMS, Kind
from fugong.reports.rules.readings import ReadingRow, wrong_readings
from fugong.reports.rules.refusals import PeriodIsLocked
from fugong.reports.rules.rows import ReportRow
from fugong.reports.rules.values import Value

__all__ = ["problems_with_readings", "problems_with_reports", "reading_rows", "report_rows", "rows_out"]

_KNOWN = N_("该报告期已报，内容相同，不再重复报送。")
_KNOWN_READING = N_("该电表当日读数已录入，数值相同，不再重复录入。")
_EXPLAIN = N_("以上数据确属实的，请在“情况说明”列写明原因后再导入。")
_NO_FORM = N_("没有这张报表。")


# The reports of one form and period: they are judged by the form of that time, and taken in as one act.
Sheet = tuple[str, dt.date]


def rows_out(actor: Actor, form: ReportForm, period_on: dt.date, *, on: dt.date) -> list[list[object]]:
    """Give the rows of a period's workbook: all that must report where the actor may fill in, and what they said.

    Cells in the order of ``form_columns``. Nothing is suggested: a number that nobody typed must not come back as told.
    """
    found = progress_of(actor, form.county_code, form_code=form.code, period_on=period_on, on=on)
    ids = [one.enterprise_id for one in found.fillable(actor, "")]
    cards = registry.enterprise_cards(ids, on=on)
    standing, _ = known_of(form.code, form.period_kind, [(pk, period_on) for pk in ids])
    rows = []
    for pk in ids:
        said = standing[pk, period_on].values if (pk, period_on) in standing else {}
        cells = [_cell(code, said.get(code)) for code in form.terms.item_codes]
        rows.append([cards[pk].uscc, cards[pk].name, form.title, _written(form, period_on), *cells, "", ""])
    return rows


def report_rows(rows: Rows) -> dict[Sheet, dict[int, ReportRow]]:
    """Give by form and period the reports that stand in the rows of a workbook, each under the number of its row."""
    known = registry.numbers_of({str(row["uscc"]) for row in rows.values() if row.get("uscc")})
    found: dict[Sheet, dict[int, ReportRow]] = defaultdict(dict)
    for number, row in rows.items():
        if not (row.get("form") and row.get("period_on")):
            continue
        pk = known.get(str(row.get("uscc", "")), 0)
        values = {code: row[code] for code in ITEMS if row.get(code) not in (None, "")}
        period_on = cast("dt.date", row["period_on"])
        found[str(row["form"]), period_on][number] = ReportRow(
            pk, period_on, values, str(row.get("reason", "")), str(row.get("explanation", ""))
        )
    return dict(sorted(found.items()))


def problems_with_reports(rows: Rows, county: str, *, by: Actor, on: dt.date) -> dict[int, list[Problem]]:
    """Judge the rows of a workbook by the rules of a single report; a doubt must be explained, as on the page."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for sheet, by_number in report_rows(rows).items():
        for number, problem in _problems(sheet, by_number, county=county, by=by, on=on):
            found[number].append(problem)
    return found


def reading_rows(rows: Rows) -> dict[int, ReadingRow]:
    """Give the readings that stand in the rows of a file, each under the number of its row."""
    whole = {number: row for number, row in rows.items() if row.keys() >= {"meter_no", "on", "kwh"}}
    return {
        number: ReadingRow(str(row["meter_no"]), cast("dt.date", row["on"]), cast("Decimal", row["kwh"]))
        for number, row in whole.items()
    }


def problems_with_readings(rows: Rows, county: str, *, on: dt.date) -> dict[int, list[Problem]]:
    """Judge the rows of a file of readings by the rules of the interface."""
    readings = reading_rows(rows)
    numbers, told = list(readings), list(readings.values())
    meters = set(Meter.objects.filter(county_code=county).values_list("meter_no", flat=True))
    found: dict[int, list[Problem]] = defaultdict(list)
    for place, problem in wrong_readings(told, meters, today=on):
        found[numbers[place - 1]].append(_storable(problem))
    standing = newest_readings(county, {row.meter_no for row in told}, {row.on for row in told})
    for number, row in readings.items():
        if number not in found and standing.get((row.meter_no, row.on), (0, None))[1] == row.kwh:
            found[number].append(Unchanged("meter_no", _KNOWN_READING))
    return found


def _problems(
    sheet: Sheet, by_number: Mapping[int, ReportRow], *, county: str, by: Actor, on: dt.date
) -> Iterator[tuple[int, Problem]]:
    numbers, rows = list(by_number), list(by_number.values())
    code, period_on = sheet
    try:
        form = form_for(county, code, on=period_on)
    except NotThere:
        yield from ((number, Problem("form", _NO_FORM)) for number in numbers)
        return
    judged = judge(form, rows, reason="", by=by, on=on)
    at = {row.enterprise_id: number for number, row in by_number.items()}
    for place, problem in judged.problems:
        yield numbers[place - 1], _storable(problem)
    for place in judged.closed:
        yield numbers[place - 1], Problem("period_on", PeriodIsLocked.message, {"period": period_on.isoformat()})
    for place in judged.unchanged:
        yield numbers[place - 1], Unchanged("period_on", _KNOWN)
    for one in judged.taken:
        if one.doubts and not one.row.explanation:
            number = at[one.row.enterprise_id]
            yield from ((number, Problem(doubt.item, DOUBTS[doubt.code], dict(doubt.facts))) for doubt in one.doubts)
            yield number, Problem("explanation", _EXPLAIN)


def _storable(problem: Problem) -> Problem:
    """Give the problem as a batch keeps it: its facts as text, under the column of the workbook."""
    column = "uscc" if problem.field == "enterprise" else problem.field
    return Problem(column, problem.message, {name: str(fact) for name, fact in problem.facts.items()})


def _cell(code: str, value: Value | None) -> object:
    if isinstance(value, bool):
        return N_("是") if value else N_("否")
    if isinstance(value, list):
        return "、".join(CHOICES[code][one] for one in value)
    return Decimal(value) if value is not None and ITEMS[code].kind == Kind.DECIMAL else value


def _written(form: ReportForm, period_on: dt.date) -> str:
    return period_on.isoformat()[: {"day": 10, "month": 7}.get(form.period_kind, 4)]
