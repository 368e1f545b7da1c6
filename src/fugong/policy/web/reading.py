"""Puts the open page of the book of rules into the words of the reader."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from fugong.core.clock import words as clock_words
from fugong.core.refusals.edge import sentence
from fugong.policy.queries import Turn
from fugong.policy.rules.book import BasisCard, Categorisation, OpenPage, ProcedureRule
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.triage import NoPolicyInForce, Step, triage
from fugong.policy.rules.words import CATEGORIES, MODES, NO_TIER, TIERS

__all__ = ["Event", "Reason", "Row", "event", "row", "said", "tier_of", "today_rows", "tried"]


@dataclass(frozen=True, slots=True)
class Row:
    """One category as the table shows it."""

    category: str
    scope: str
    mode: str
    mode_word: str
    papers: tuple[str, ...]
    reply: str
    since: date
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class Event:
    """One turn of the time line in words."""

    on: date
    sentence: str
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
    """Give the procedures of the tier in force, in the order of the categories."""
    rules = [rule for rule in page.procedures if rule.tier == tier_of(page)]
    return [row(rule, page.categorisations) for code in CATEGORIES for rule in rules if rule.category == code]


def row(rule: ProcedureRule, categorisations: tuple[Categorisation, ...]) -> Row:
    """Put a procedure and the industries it reaches into words."""
    prefixes = sorted(each.industry_prefix for each in categorisations if each.category == rule.category)
    return Row(
        category=gettext(CATEGORIES[rule.category]),
        scope="、".join(prefixes),
        mode=rule.mode,
        mode_word=gettext(MODES[rule.mode]),
        papers=tuple(gettext(ITEMS[item]) for item in rule.checklist),
        reply=_reply(rule),
        since=rule.effective_from,
        basis=rule.basis,
    )


def event(turn: Turn) -> Event:
    """Put one turn of the time line into a sentence."""
    if turn.about == "tier":
        sentence = gettext("全县划为%(tier)s地区") % {"tier": gettext(TIERS[turn.value])}
    else:
        sentence = gettext("%(category)s（%(tier)s）：%(mode)s") % {
            "category": gettext(CATEGORIES[turn.subject]),
            "tier": gettext(TIERS[turn.about]),
            "mode": gettext(MODES[turn.value]),
        }
    return Event(on=turn.on, sentence=sentence, basis=turn.basis)


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
