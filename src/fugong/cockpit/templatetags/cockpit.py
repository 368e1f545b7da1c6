"""Writes figures: the printed number with its unit, the pair, how an enterprise stands behind it."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext

from fugong.cockpit.rules.standings import REASONS
from fugong.core.clock import words
from fugong.indicators import public as indicators

register = template.Library()


def _said(told: object) -> str:
    language = "en" if (get_language() or "").startswith("en") else "zh"
    return str(told[language])  # type: ignore[index]  # a text in both languages


@register.filter
def called(value: indicators.Value) -> str:
    """Give the indicator's name in the reader's language."""
    return _said(value.definition.name)


@register.filter
def told(text: object) -> str:
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
