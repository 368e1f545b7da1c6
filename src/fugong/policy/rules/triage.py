"""Decides how one enterprise is to be handled on a day, and says in steps why.

Tier of the county → category of the enterprise → procedure for both. Where several rules fit, the one written for the
closest industry wins, then the one for the closest place: a rule for "0610 in 容光镇" beats one for all mines.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from fugong.core.refusals import Refused
from fugong.core.wording import N_
from fugong.policy.rules.book import BasisCard, Categorisation, OpenPage, ProcedureRule
from fugong.policy.rules.words import CATEGORIES, GENERAL, MODES, NO_TIER, TIERS

__all__ = ["NoPolicyInForce", "Step", "Triage", "triage"]

Scoped = TypeVar("Scoped", Categorisation, ProcedureRule)


class NoPolicyInForce(Refused):
    """The county's book has no procedure for this enterprise on this day."""

    code = "policy.none_in_force"
    status = 409
    message = N_("%(on)s 当日没有适用于“%(category)s”（风险等级：%(tier)s）的复工办理规定，暂不能申请。")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the explanation: a sentence with its facts, and the document it rests on."""

    text: str
    facts: Mapping[str, object]
    basis: BasisCard | None


@dataclass(frozen=True, slots=True)
class Triage:
    """How an enterprise is handled: mode, papers and reply time, with the explanation."""

    tier: str
    category: str
    mode: str
    checklist: tuple[str, ...]
    reply_working_days: int
    basis: BasisCard
    explanation: tuple[Step, ...]


def triage(page: OpenPage, *, division_code: str, industry_code: str) -> Triage:
    """Find the procedure for an enterprise of this place and industry.

    Raises NoPolicyInForce when the county has not ruled for its category at the day's tier of risk.
    """
    tier, first = _tier(page)
    category, second = _category(page, division_code, industry_code)
    procedure = _closest(
        rule
        for rule in page.procedures
        if rule.tier == tier and rule.category == category and division_code.startswith(rule.division_code)
    )
    if procedure is None:
        raise NoPolicyInForce(on=page.on, category=CATEGORIES[category], tier=TIERS[tier])
    return Triage(
        tier=tier,
        category=category,
        mode=procedure.mode,
        checklist=procedure.checklist,
        reply_working_days=procedure.reply_working_days,
        basis=procedure.basis,
        explanation=(first, second, _procedure_step(procedure)),
    )


def _tier(page: OpenPage) -> tuple[str, Step]:
    known = page.assessment
    if known is None:
        return NO_TIER, Step(N_("本县当日尚未划定风险等级。"), {}, None)
    facts: dict[str, object] = {"tier": TIERS[known.tier], "since": known.effective_from}
    return known.tier, Step(N_("本县自 %(since)s 起为“%(tier)s”地区。"), facts, known.basis)


def _category(page: OpenPage, division_code: str, industry_code: str) -> tuple[str, Step]:
    rule = _closest(
        rule
        for rule in page.categorisations
        if industry_code.startswith(rule.industry_prefix) and division_code.startswith(rule.division_code)
    )
    if rule is None:
        facts: dict[str, object] = {"industry": industry_code, "category": CATEGORIES[GENERAL]}
        return GENERAL, Step(N_("行业代码 %(industry)s 没有特别规定，按“%(category)s”办理。"), facts, None)
    facts = {"industry": industry_code, "prefix": rule.industry_prefix, "category": CATEGORIES[rule.category]}
    return rule.category, Step(
        N_("行业代码 %(industry)s 属于“%(category)s”（行业范围：%(prefix)s）。"), facts, rule.basis
    )


def _procedure_step(rule: ProcedureRule) -> Step:
    papers, days = len(rule.checklist), rule.reply_working_days
    facts: dict[str, object] = {"mode": MODES[rule.mode], "days": days, "papers": papers}
    if rule.mode == "none":
        return Step(N_("复工前%(mode)s，恢复生产后由企业自行确认。"), facts, rule.basis)
    if rule.mode in ("commitment", "filing"):
        return Step(N_("实行%(mode)s：提交 %(papers)s 项材料后即可复工，事后核查。"), facts, rule.basis)
    if days == 0:
        return Step(N_("实行%(mode)s：提交 %(papers)s 项材料，当个工作日答复。"), facts, rule.basis)
    return Step(N_("实行%(mode)s：提交 %(papers)s 项材料，%(days)s 个工作日内答复。"), facts, rule.basis)


def _closest(rules: Iterable[Scoped]) -> Scoped | None:
    return max(rules, key=_closeness, default=None)


def _closeness(rule: Categorisation | ProcedureRule) -> tuple[int, int]:
    industry = rule.industry_prefix if isinstance(rule, Categorisation) else ""
    return len(industry), len(rule.division_code)
