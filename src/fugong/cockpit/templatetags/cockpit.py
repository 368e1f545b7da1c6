"""Writes figures: the printed number with its unit, the pair, how an enterprise stands behind it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext

from fugong.cockpit.rules.standings import REASONS
from fugong.core.clock import words
from fugong.indicators import public as indicators

register = template.Library()
_FEBRUARY = 2


def _said(text: Mapping[str, str]) -> str:
    return text["en" if (get_language() or "").startswith("en") else "zh"]


@register.filter
def called(value: indicators.Value | indicators.Outlook) -> str:
    """Give the indicator's name in the reader's language."""
    return _said(value.definition.name)


@register.filter
def told(text: Mapping[str, str]) -> str:
    """Give a text that stands in both languages."""
    return _said(text)


@register.filter
def rate(value: indicators.Value) -> str:
    """Write the printed figure; nothing over nothing is a dash."""
    if value.rate is None:
        return "—"
    sign = "+" if value.definition.kind == "growth" and value.rate > 0 else ""
    return f"{sign}{plain(value.rate)}"


@register.filter
def unit(value: indicators.Value) -> str:
    """Give the figure's unit."""
    return _said(value.definition.unit)


@register.filter
def plain(number: Decimal) -> str:
    """Write a number with groups of thousands and no places that say nothing."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def whole(number: Decimal | float) -> str:
    """Write a number without places, with groups of thousands."""
    return f"{number:,.0f}"


@register.filter
def points(share: float) -> str:
    """Write a share as percentage points with one place."""
    return f"{100 * share:.1f}"


@register.filter
def signed(number: Decimal) -> str:
    """Write a change with its sign."""
    return f"{'+' if number > 0 else ''}{plain(number)}"


@register.filter
def standing_word(standing: str) -> str:
    """Say how an enterprise stands behind a figure."""
    return gettext(REASONS.get(standing, standing))


@register.filter
def period_of(value: indicators.Value) -> str:
    """Write the day, or the month under its own name."""
    if value.definition.period == "day":
        return words.day(value.on)
    return gettext("%(year)s年%(month)s月") % {"year": value.on.year, "month": value.on.month}


@register.filter
def finding(row: indicators.VisitSuggestion) -> str:
    """Say which signals disagree, in one sentence."""
    return str(gettext(indicators.FINDINGS[row.code]) % row.facts)


@register.filter
def finding_title(code: str) -> str:
    """Name the kind of disagreement."""
    return gettext(indicators.TITLES[code])


@register.filter
def innocent(code: str) -> str:
    """Say what may lie behind it."""
    return gettext(indicators.INNOCENT[code])


@register.filter
def entry(words: Mapping[str, str], key: str) -> str:
    """Give the words for a code."""
    return words[key]


@register.filter
def grouped(text: str) -> str:
    """Write a published number with groups of thousands, exactly as many places as it has."""
    return plain(Decimal(text)) if text else "—"


@register.filter
def publication_period(on: date, period: str) -> str:
    """Write the period a publication speaks of; January and February are one."""
    if period == "day":
        return words.day(on)
    if on.month == _FEBRUARY:
        return gettext("%(year)s年1—2月") % {"year": on.year}
    return gettext("%(year)s年%(month)s月") % {"year": on.year, "month": on.month}
