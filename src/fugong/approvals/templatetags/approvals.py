"""Words for the codes and answers of approvals: ``{% load approvals %}``."""

from datetime import date

from django import template
from django.utils.translation import gettext

from fugong.approvals.models import Application
from fugong.approvals.rules.lifecycle import STATE_WORDS, State
from fugong.approvals.rules.reasons import REFUSAL, SUSPENSION
from fugong.core.clock import words as clock_words
from fugong.policy import public as policy

register = template.Library()


@register.filter
def mode_word(mode: str) -> str:
    """Give the words for a mode of procedure."""
    return gettext(policy.MODES.get(mode, mode))


@register.filter
def state_word(state: str) -> str:
    """Give the words for a state."""
    return gettext(STATE_WORDS[State(state)])


@register.filter
def paper_word(paper: str) -> str:
    """Give the words for a paper of the checklist."""
    return gettext(policy.ITEMS.get(paper, paper))


@register.filter
def reason_word(reason: str) -> str:
    """Give the words for a reason code."""
    return gettext((REFUSAL | SUSPENSION).get(reason, reason))


@register.filter
def sentence(step: policy.Step) -> str:
    """Give one step of the triage's explanation in words."""
    facts = {name: gettext(str(value)) if isinstance(value, str) else value for name, value in step.facts.items()}
    return gettext(step.text) % facts


@register.filter
def answer(value: object, kind: str) -> str:
    """Write an answer as its kind is read: a day, a number, yes, or the text itself."""
    if value in (None, ""):
        return "—"
    if kind == "yes":
        return gettext("是") if value else gettext("否")
    if kind == "whole_number" and isinstance(value, int):
        return f"{value:,}"
    if kind == "day" and isinstance(value, str):
        return clock_words.day(date.fromisoformat(value))
    return str(value)


@register.filter
def reference(application: Application) -> str:
    """Give the number under which people speak of an application: county, year, running number."""
    return application.reference
