"""Puts the open page of the book of rules into the words of the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from fugong.core.clock import words as clock_words
from fugong.core.refusals.edge import sentence
from fugong.policy.queries import Turn
from fugong.policy.rules.book import BasisCard, OpenPage, ProcedureRule
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.triage import NoPolicyInForce, Step, triage
from fugong.policy.rules.words import CATEGORIES, MODES, NO_TIER, TIERS

__all__ = ["Event", "Reason", "Row", "events", "said", "tier_of", "today_rows", "tried"]


@dataclass(frozen=True, slots=True)
class Row:
    """One category as the table shows it."""

    category: str
    scope: tuple[str, ...]
    mode: str
    mode_word: str
    papers: tuple[str, ...]
    reply: str
    since: date | None
    basis: BasisCard | None


@dataclass(frozen=True, slots=True)
class Event:
    """What one document changed on one day, in words."""

    on: date
    sentences: tuple[str, ...]
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation in words, with the document it rests on."""

    sentence: str
    basis: BasisCard | None


def said(step: Step) -> str:
    """Give one step of a triage's explanation as a sentence."""
    return gettext(step.text) % {name: _worded(value) for name, value in step.facts.items()}


def tried(page: OpenPage, *, county_code: str, industry_code: str) -> list[Reason]:
    """Say step by step how an enterprise of an industry is handled in the county, or that nothing is ruled for it."""
    try:
        steps = triage(page, division_code=county_code, industry_code=industry_code).explanation
    except NoPolicyInForce as refusal:
        return [Reason(sentence(refusal), None)]
    return [Reason(said(step), step.basis) for step in steps]


def tier_of(page: OpenPage) -> str:
    """Give the tier that holds on the open page."""
    return page.assessment.tier if page.assessment else NO_TIER


def today_rows(page: OpenPage) -> list[Row]:
    """Give every category with its procedures at the tier in force; one that nothing is ruled for says so."""
    rules = [rule for rule in page.procedures if rule.tier == tier_of(page)]
    shown: list[Row] = []
    for code in CATEGORIES:
        scope = tuple(sorted(each.industry_prefix for each in page.categorisations if each.category == code))
        shown += [_row(code, rule, scope) for rule in rules if rule.category == code] or [_row(code, None, scope)]
    return shown if rules else []


def events(turns: Iterable[Turn]) -> list[Event]:
    """Put the time line into words: what one document ordered on one day is one event."""
    grouped = groupby(turns, key=lambda turn: (turn.on, turn.basis))
    return [Event(on, tuple(_sentence(turn) for turn in same), basis) for (on, basis), same in grouped]


def _row(code: str, rule: ProcedureRule | None, scope: tuple[str, ...]) -> Row:
    return Row(
        category=gettext(CATEGORIES[code]),
        scope=scope,
        mode=rule.mode if rule else "",
        mode_word=gettext(MODES[rule.mode]) if rule else gettext("暂无规定，不能申请"),
        papers=tuple(gettext(ITEMS[item]) for item in rule.checklist) if rule else (),
        reply=_reply(rule) if rule else "",
        since=rule.effective_from if rule else None,
        basis=rule.basis if rule else None,
    )


def _sentence(turn: Turn) -> str:
    if turn.about == "tier":
        return gettext("全县划为%(tier)s地区") % {"tier": gettext(TIERS[turn.value])}
    return gettext("%(category)s（%(tier)s）：%(mode)s") % {
        "category": gettext(CATEGORIES[turn.subject]),
        "tier": gettext(TIERS[turn.about]),
        "mode": gettext(MODES[turn.value]),
    }


def _reply(rule: ProcedureRule) -> str:
    if rule.mode != "approval":
        return gettext("即时生效")
    if rule.reply_working_days == 0:
        return gettext("当个工作日")
    return gettext("%(days)s 个工作日") % {"days": rule.reply_working_days}


def _worded(value: object) -> object:
    if isinstance(value, date):
        return clock_words.day(value)
    return gettext(value) if isinstance(value, str) and value else value
