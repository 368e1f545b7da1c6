"""Decides how one enterprise is to be handled on a day, and says in steps why.

Tier of the county → category of the enterprise → procedure for both. Where several rules fit, the one written for the
closest industry wins, then the one for the closest place: a rule for "0610 in 容光镇" beats one for all mines. At last
the procedure is read within the orders of higher authority that bind on the day, and the explanation names them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from fugong.core.refusals import Refused
from fugong.core.wording import N_
from fugong.policy.rules.book import BasisCard, Categorisation, Exemption, OpenPage, ProcedureRule
from fugong.policy.rules.bounds import Breach, breaches, read_within
from fugong.policy.rules.words import CATEGORIES, GENERAL, MODES, NO_TIER, STANDS, TIERS

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
    """How an enterprise is handled: mode, papers and reply time, with the explanation.

    ``since`` is the day on which the enterprise came under this handling: its tier, its category or the procedure
    began, whichever came last. With ``deemed_basis`` silence until the limit is consent.
    """

    tier: str
    category: str
    mode: str
    checklist: tuple[str, ...]
    reply_working_days: int
    basis: BasisCard
    lead: str
    deemed_basis: BasisCard | None
    carry_over: str
    since: date
    explanation: tuple[Step, ...]

    @property
    def permissions_end_before(self) -> date | None:
        """Give the day before which a permission must have been given to be no longer good; none where all stand."""
        return self.since if self.carry_over != STANDS and self.mode != "none" else None


def triage(page: OpenPage, *, division_code: str, industry_code: str) -> Triage:
    """Find the procedure for an enterprise of this place and industry.

    Raises NoPolicyInForce when the county has not ruled for its category at the day's tier of risk.
    """
    tier, tier_since, first = _tier(page)
    category, category_since, second = _category(page, division_code, industry_code)
    ruled = _closest(
        rule
        for rule in page.procedures
        if rule.tier == tier and rule.category == category and division_code.startswith(rule.division_code)
    )
    if ruled is None:
        raise NoPolicyInForce(on=page.on, category=CATEGORIES[category], tier=TIERS[tier])
    special = {each.clause: each for each in page.exemptions if each.category == category}
    read, changed_by = read_within(ruled, on=page.on, exempted=special)
    begun = [read.effective_from, tier_since, category_since, *(each.effective_from for each in special.values())]
    begun += [each.order.effective_from for each in changed_by]
    return Triage(
        tier=tier,
        category=category,
        mode=read.mode,
        checklist=read.checklist,
        reply_working_days=read.reply_working_days,
        basis=changed_by[0].order.basis if changed_by else read.basis,
        lead=read.lead,
        deemed_basis=read.deemed_basis,
        carry_over=read.carry_over,
        since=max(begun),
        explanation=(
            first,
            second,
            _procedure_step(ruled),
            *(_bound_step(breach, read) for breach in changed_by),
            *_special_steps(ruled, special, page.on),
            *_consequences(read),
        ),
    )


def _tier(page: OpenPage) -> tuple[str, date, Step]:
    known = page.assessment
    if known is None:
        return NO_TIER, date.min, Step(N_("本县当日尚未划定风险等级。"), {}, None)
    facts: dict[str, object] = {"tier": TIERS[known.tier], "since": known.effective_from}
    return known.tier, known.effective_from, Step(N_("本县自 %(since)s 起为“%(tier)s”地区。"), facts, known.basis)


def _category(page: OpenPage, division_code: str, industry_code: str) -> tuple[str, date, Step]:
    rule = _closest(
        rule
        for rule in page.categorisations
        if industry_code.startswith(rule.industry_prefix) and division_code.startswith(rule.division_code)
    )
    if rule is None:
        facts: dict[str, object] = {"industry": industry_code, "category": CATEGORIES[GENERAL]}
        return GENERAL, date.min, Step(N_("行业代码 %(industry)s 没有特别规定，按“%(category)s”办理。"), facts, None)
    facts = {"industry": industry_code, "prefix": rule.industry_prefix, "category": CATEGORIES[rule.category]}
    return (
        rule.category,
        rule.effective_from,
        Step(N_("行业代码 %(industry)s 属于“%(category)s”（行业范围：%(prefix)s）。"), facts, rule.basis),
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


def _bound_step(breach: Breach, read: ProcedureRule) -> Step:
    facts: dict[str, object] = {
        "document": breach.order.basis.document_number, "clause": breach.clause.text, "mode": MODES[read.mode],
        "since": breach.order.effective_from,
    }  # fmt: skip
    text = N_("%(document)s自 %(since)s 起要求：%(clause)s本县此前的规定与此不符，改按“%(mode)s”办理。")
    return Step(text, facts, breach.order.basis)


def _special_steps(ruled: ProcedureRule, special: Mapping[str, Exemption], on: date) -> Iterator[Step]:
    for breach in breaches(ruled, on=on):
        exemption = special.get(breach.clause.code)
        if exemption is not None:
            facts: dict[str, object] = {
                "document": breach.order.basis.document_number, "clause": breach.clause.text,
                "category": CATEGORIES[exemption.category],
            }  # fmt: skip
            text = N_("“%(category)s”另有专项规定，不适用%(document)s的这一要求：%(clause)s")
            yield Step(text, facts, exemption.basis)


def _consequences(read: ProcedureRule) -> Iterator[Step]:
    if read.deemed_basis is not None:
        yield Step(N_("到期未答复的，视为同意。"), {}, read.deemed_basis)
    if read.carry_over != STANDS and read.mode != "none":
        yield Step(N_("此前取得的许可不再有效，需重新申请。"), {}, read.basis)


def _closest(rules: Iterable[Scoped]) -> Scoped | None:
    return max(rules, key=_closeness, default=None)


def _closeness(rule: Categorisation | ProcedureRule) -> tuple[int, int]:
    industry = rule.industry_prefix if isinstance(rule, Categorisation) else ""
    return len(industry), len(rule.division_code)
