"""Arranging a form: what the county asks from a day on; the version before ends the day before."""

import datetime as dt
from dataclasses import asdict

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.actions.announcing import announce
from fugong.reports.models import ReportForm
from fugong.reports.queries.forms import forms_in_force, place_of
from fugong.reports.rules.forms import FormTerms, asked_twice, problems_with


@idempotency.once
def announce_form(county_code: str, *, form: FormTerms, by: Actor, at: dt.datetime) -> int:
    """Ask for a form from its first day on; give its id.

    Raises Invalid naming every fault, among them an item that another form asks of the same enterprise.
    """
    require(by, "reports.arrange", division_code=county_code)
    earlier = ReportForm.objects.select_for_update().filter(county_code=county_code, code=form.code)
    last = earlier.order_by("-version").first()
    problems = problems_with(form) or _problems_in_county(county_code, form, last)
    if problems:
        raise Invalid(problems)
    if last is not None and (last.effective_to is None or last.effective_to >= form.effective_from):
        last.effective_to = form.effective_from - dt.timedelta(days=1)
        last.save(update_fields=["effective_to"])
    row = _row(county_code, form, version=last.version + 1 if last else 1)
    row.announced_at, row.announced_by = at, by.title
    row.save(force_insert=True)
    announce("reports.form.announced", row, at=at)
    audit.record(
        county=county_code, action="reports.form.announced", subject=row, by=by, at=at,
        changes={"version": (last.version if last else None, row.version)}, note=form.title,
    )  # fmt: skip
    return row.pk


def _problems_in_county(county_code: str, form: FormTerms, last: ReportForm | None) -> list[Problem]:
    if last is not None and form.effective_from <= last.effective_from:
        return [
            Problem("effective_from", N_("新版报表的启用日期应晚于上一版（%(day)s）。"), {"day": last.effective_from})
        ]
    if last is not None and form.period_kind != last.period_kind:
        return [Problem("period_kind", N_("新版报表的报告期类型应与上一版相同；类型不同的，请另设一张报表。"))]
    others = {
        row.title: row.terms for row in forms_in_force(county_code, on=form.effective_from) if row.code != form.code
    }
    held = registry.population(county_code, on=form.effective_from)
    return asked_twice(form, others, map(place_of, held))


def _row(county_code: str, form: FormTerms, *, version: int) -> ReportForm:
    return ReportForm(
        county_code=county_code, code=form.code, version=version, title=form.title, title_en=form.title_en,
        period_kind=form.period_kind, items=[asdict(asked) for asked in form.items],
        addressees={
            "memberships": list(form.addressees.memberships),
            "industry_prefixes": list(form.addressees.industry_prefixes),
            "others": form.addressees.others,
        },
        due_days=form.due.days, due_time=form.due.at, effective_from=form.effective_from,
        effective_to=form.effective_to, basis=form.basis,
    )  # fmt: skip
