"""Puts the open page of the book of rules into the words of the reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from fugong.core.clock import words as clock_words
from fugong.core.refusals.edge import sentence
from fugong.policy.queries.book import Turn
from fugong.policy.rules.book import BasisCard, OpenPage, ProcedureRule
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES, orders_in_force, read_within
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.triage import NoPolicyInForce, Step, triage
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, MODES, NO_TIER, STANDS, TIERS

__all__ = [
    "Event", "OrderSaid", "Reason", "Row", "events", "orders", "said", "tier_of", "today_rows", "tried",
]  # fmt: skip


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
    lead: str = ""
    notes: tuple[str, ...] = ()
    is_deemed: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """What one document changed on one day, in words."""

    on: date
    sentences: tuple[str, ...]
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class Special:
    """An exemption from a clause, in words."""

    category: str
    since: date
    basis: BasisCard


@dataclass(frozen=True, slots=True)
class ClauseSaid:
    """One clause of a higher order, with the exemptions that the county has openly made from it."""

    text: str
    exemptions: tuple[Special, ...]


@dataclass(frozen=True, slots=True)
class OrderSaid:
    """An order of higher authority that binds on the day."""

    basis: BasisCard
    clauses: tuple[ClauseSaid, ...]
    permits: tuple[str, ...]


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


def today_rows(page: OpenPage, leads: Mapping[str, str]) -> list[Row]:
    """Give every category with its procedures at the tier in force; one that nothing is ruled for says so."""
    rules = [rule for rule in page.procedures if rule.tier == tier_of(page)]
    shown: list[Row] = []
    for code in CATEGORIES:
        scope = tuple(sorted(each.industry_prefix for each in page.categorisations if each.category == code))
        ruled = [_row(page, rule, scope=scope, leads=leads) for rule in rules if rule.category == code]
        shown += ruled or [_unruled(code, scope)]
    return shown if rules else []


def orders(page: OpenPage) -> list[OrderSaid]:
    """Say what higher authority lets a county rule on the day, and where special law stands in its place."""
    return [
        OrderSaid(
            order.basis,
            tuple(
                ClauseSaid(
                    gettext(clause.text),
                    tuple(
                        Special(gettext(CATEGORIES[each.category]), each.effective_from, each.basis)
                        for each in page.exemptions
                        if each.clause == clause.code
                    ),
                )
                for clause in order.clauses
            ),
            order.permits,
        )
        for order in orders_in_force(page.on)
    ]


def events(turns: Iterable[Turn]) -> list[Event]:
    """Put the time line into words: what one document ordered on one day is one event."""
    grouped = groupby(turns, key=lambda turn: (turn.on, turn.basis))
    return [Event(on, tuple(_sentence(turn) for turn in same), basis) for (on, basis), same in grouped]


def _row(page: OpenPage, ruled: ProcedureRule, *, scope: tuple[str, ...], leads: Mapping[str, str]) -> Row:
    special = {each.clause for each in page.exemptions if each.category == ruled.category}
    rule, changed_by = read_within(ruled, on=page.on, exempted=special)
    return Row(
        category=gettext(CATEGORIES[rule.category]),
        scope=scope,
        mode=rule.mode,
        mode_word=gettext(MODES[rule.mode]),
        papers=tuple(gettext(ITEMS[item]) for item in rule.checklist),
        reply=_reply(rule),
        since=changed_by[0].order.effective_from if changed_by else rule.effective_from,
        basis=changed_by[0].order.basis if changed_by else rule.basis,
        lead=leads.get(rule.lead, rule.lead) if rule.mode != "none" else "",
        notes=tuple(_notes(ruled, rule, is_changed=bool(changed_by))),
        is_deemed=rule.deemed_basis is not None,
    )


def _unruled(code: str, scope: tuple[str, ...]) -> Row:
    return Row(
        category=gettext(CATEGORIES[code]), scope=scope, mode="", mode_word=gettext("暂无规定，不能申请"), papers=(),
        reply="", since=None, basis=None,
    )  # fmt: skip


def _notes(ruled: ProcedureRule, rule: ProcedureRule, *, is_changed: bool) -> Iterator[str]:
    if is_changed:
        yield gettext("本县原规定“%(mode)s”，与上级要求不符，不再执行") % {"mode": gettext(MODES[ruled.mode])}
    if rule.carry_over != STANDS and rule.mode != "none":
        yield gettext(CARRY_OVER[rule.carry_over])


def _sentence(turn: Turn) -> str:
    if turn.about == "exemption":
        facts = {"category": gettext(CATEGORIES[turn.subject]), "clause": gettext(SPECIAL_LAW_CLAUSES[turn.value])}
        return gettext("%(category)s另按专项规定执行，不适用：%(clause)s") % facts
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
