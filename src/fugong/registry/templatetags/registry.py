"""Words for what the registry shows: ``{% load registry %}``."""

from datetime import date

from django import template
from django.utils.translation import gettext

from fugong.core.clock import words as clock_words
from fugong.core.refusals import Problem
from fugong.core.refusals.edge import sentence

register = template.Library()

_SECONDS_PER_MINUTE = 60


@register.filter
def said(value: object, kind: str) -> str:
    """Write an answer as its kind is read."""
    if kind == "whole_number" and isinstance(value, int):
        return f"{value:,}"
    if kind == "day" and isinstance(value, str):
        return clock_words.day(date.fromisoformat(value))
    return str(value)


@register.filter
def plainly(value: object) -> str:
    """Write a fact of a registration: a word, several words, a day, a number, or that there is none."""
    if value in (None, "", ()):
        return "—"
    if isinstance(value, tuple):
        return "、".join(gettext(str(word)) for word in value)
    if isinstance(value, date):
        return clock_words.day(value)
    return gettext(value) if isinstance(value, str) else str(value)


@register.filter
def problem(value: Problem) -> str:
    """Say what is wrong."""
    return sentence(value)


@register.filter
def minutes(seconds: int) -> str:
    """Write a time in minutes, to the tenth."""
    return f"{(seconds or 0) / _SECONDS_PER_MINUTE:,.1f}"
