"""Words for the codes and answers of approvals: ``{% load approvals %}``."""

from collections.abc import Iterable
from datetime import date

from django import template
from django.utils.translation import gettext

from fugong.approvals.models import Application, BatchItem
from fugong.approvals.rules.appeals import AGAINST_WORDS, OUTCOME_WORDS, Against, Outcome
from fugong.approvals.rules.documents import VALIDITY
from fugong.approvals.rules.lifecycle import STATE_WORDS, State
from fugong.approvals.rules.reasons import REFUSAL, REVOCATION, SUSPENSION
from fugong.core.clock import words as clock_words
from fugong.core.refusals import Problem
from fugong.core.refusals.edge import sentence as said
from fugong.core.wording import N_
from fugong.policy import public as policy

register = template.Library()


@register.filter
def mode_word(mode: str) -> str:
    """Give the words for a mode of procedure."""
    return gettext(policy.MODES.get(mode, mode))


# What a change of rules can change about an enterprise.
_PARTS = {
    "mode": N_("办理方式"),
    "papers": N_("所需材料"),
    "reply_working_days": N_("答复期限"),
    "is_deemed": N_("逾期视为同意"),
    "must_reapply": N_("此前的许可"),
    "desks": N_("会审单位"),
}


@register.filter
def handled_word(mode: str) -> str:
    """Give the words for a mode, or that nothing is ruled."""
    return mode_word(mode) if mode else gettext("暂无规定，不能申请")


@register.filter
def parts_words(parts: Iterable[str]) -> str:
    """Name what a change of rules changes."""
    return "、".join(gettext(_PARTS[part]) for part in parts)


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
    return gettext((REFUSAL | SUSPENSION | REVOCATION).get(reason, reason))


@register.filter
def validity_word(validity: str) -> str:
    """Give the words for what a document is worth today."""
    return gettext(VALIDITY[validity])


@register.filter
def skip_words(item: BatchItem) -> str:
    """Give why an application of an order was skipped, in the reader's language."""
    return said(Problem("", item.refusal, item.facts))


@register.filter
def against_word(against: str) -> str:
    """Give the words for what an objection is against."""
    return gettext(AGAINST_WORDS[Against(against)])


@register.filter
def appeal_outcome_word(outcome: str) -> str:
    """Give the words for what an internal review brought."""
    return gettext(OUTCOME_WORDS[Outcome(outcome)])


@register.filter
def step_words(step: policy.Step) -> str:
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
