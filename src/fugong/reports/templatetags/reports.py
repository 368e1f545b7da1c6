"""Writes what reports hold: periods, values with their unit, doubts as sentences."""

from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language, gettext

from fugong.core.clock import words
from fugong.core.refusals import Problem
from fugong.core.refusals.edge import sentence
from fugong.reports.models import ReportForm
from fugong.reports.rules.doubts import DOUBTS, Doubt
from fugong.reports.rules.items import Item
from fugong.reports.rules.periods import PeriodKind

register = template.Library()
_FEBRUARY = 2


@register.filter
def period(on: date, kind: str) -> str:
    """Write a period as people call it: a day, a month (January with February), a year."""
    if kind == PeriodKind.DAY:
        return words.day(on)
    if kind == PeriodKind.YEAR:
        return gettext("%(year)s年") % {"year": on.year}
    if on.month == _FEBRUARY:
        return gettext("%(year)s年1—2月") % {"year": on.year}
    return gettext("%(year)s年%(month)s月") % {"year": on.year, "month": on.month}


@register.filter
def form_title(form: ReportForm) -> str:
    """Give a form's title in the reader's language, where it has one."""
    return form.title_en if form.title_en and (get_language() or "").startswith("en") else form.title


@register.filter
def doubt_words(doubt: Any) -> str:
    """Write a doubt as a sentence, as kept with a report or as just found."""
    found = doubt if isinstance(doubt, Doubt) else Doubt(**doubt)
    facts: dict[str, object] = dict(found.facts)
    return sentence(Problem(found.item, DOUBTS[found.code], facts))


@register.filter
def reported(value: Any, item: Item) -> str:
    """Write a reported value with its unit; what was not said is a dash."""
    if value is None or value == []:
        return "—"
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(value, list):
        return gettext("、").join(gettext(one) for one in value)
    return f"{value} {gettext(item.unit)}".strip() if item.unit else str(value)
