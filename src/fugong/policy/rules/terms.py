"""What may be announced as a rule, and since when; all faults of a draft are named at once."""

from dataclasses import dataclass
from datetime import date

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES
from fugong.policy.rules.checklist import unknown_items
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, DESKS, MODES, NO_TIER, SPECIAL_REGIMES, STANDS, TIERS

__all__ = [
    "CategoryTerms",
    "DeskTerms",
    "ExemptionTerms",
    "Period",
    "ProcedureTerms",
    "Terms",
    "TierTerms",
    "faults_in_category",
    "faults_in_desk",
    "faults_in_exemption",
    "faults_in_period",
    "faults_in_procedure",
    "faults_in_tier",
]

# 行政许可法 §42 gives twenty working days at most; an emergency rule is not slower than that.
LONGEST_REPLY = 20
_NOT_A_WORD = N_("“%(value)s”不是可用的取值。")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included; without a last day until the next rule takes over."""

    effective_from: date
    effective_to: date | None = None


@dataclass(frozen=True, slots=True)
class TierTerms:
    """A draft: the county is in this tier of risk."""

    tier: str


@dataclass(frozen=True, slots=True)
class CategoryTerms:
    """A draft: this industry in this place belongs to that category."""

    division_code: str
    industry_prefix: str
    category: str


@dataclass(frozen=True, slots=True)
class ProcedureTerms:
    """A draft: enterprises of this category at this tier are handled so."""

    division_code: str
    tier: str
    category: str
    mode: str
    checklist: tuple[str, ...]
    reply_working_days: int
    lead: str = ""
    deemed_basis: str = ""
    carry_over: str = STANDS


@dataclass(frozen=True, slots=True)
class DeskTerms:
    """A draft: this organisation answers at that desk for the industry."""

    desk: str
    industry_prefix: str
    organisation_code: str


@dataclass(frozen=True, slots=True)
class ExemptionTerms:
    """A draft: for this category special law stands in the place of a clause."""

    category: str
    clause: str


Terms = TierTerms | CategoryTerms | ProcedureTerms | DeskTerms | ExemptionTerms


def faults_in_period(period: Period) -> list[Problem]:
    """Name what is wrong with the days."""
    if period.effective_to is not None and period.effective_to < period.effective_from:
        return [Problem("effective_to", N_("失效日期不能早于生效日期。"))]
    return []


def faults_in_tier(tier: str) -> list[Problem]:
    """Name what is wrong with an assessed tier: the time before any assessment cannot be assessed."""
    return [] if tier in TIERS and tier != NO_TIER else [Problem("tier", _NOT_A_WORD, {"value": tier})]


def faults_in_category(terms: CategoryTerms, *, county_code: str) -> list[Problem]:
    """Name what is wrong with a draft categorisation."""
    return [
        *_faults_in_place(terms.division_code, county_code),
        *_faults_in_prefix(terms.industry_prefix),
        *_faults_in_word("category", terms.category, CATEGORIES),
    ]


def faults_in_procedure(terms: ProcedureTerms, *, county_code: str) -> list[Problem]:
    """Name what is wrong with a draft procedure."""
    faults = [
        *_faults_in_place(terms.division_code, county_code),
        *_faults_in_word("tier", terms.tier, TIERS),
        *_faults_in_word("category", terms.category, CATEGORIES),
        *_faults_in_word("mode", terms.mode, MODES),
        *_faults_in_word("carry_over", terms.carry_over, CARRY_OVER),
        *(
            Problem("checklist", N_("材料“%(value)s”不在可要求的清单之内。"), {"value": item})
            for item in unknown_items(terms.checklist)
        ),
    ]
    if not 0 <= terms.reply_working_days <= LONGEST_REPLY:
        faults.append(Problem("reply_working_days", N_("答复期限应为 0 至 20 个工作日。")))
    if terms.mode == "none" and terms.checklist:
        faults.append(Problem("checklist", N_("无需申请的，不得要求提交材料。")))
    if terms.mode in ("commitment", "filing", "approval") and not terms.checklist:
        faults.append(Problem("checklist", N_("请列明需要提交的材料。")))
    if terms.deemed_basis and terms.mode != "approval":
        faults.append(Problem("deemed_basis", N_("只有实行审批的，才能规定逾期视为同意。")))
    if terms.deemed_basis and not terms.lead:
        faults.append(Problem("lead", N_("规定逾期视为同意的，应写明作出答复的牵头部门。")))
    return faults


def faults_in_exemption(terms: ExemptionTerms) -> list[Problem]:
    """Name what is wrong with a draft exemption: only special regimes have their own law, only some clauses yield."""
    return [
        *_faults_in_word("category", terms.category, SPECIAL_REGIMES),
        *_faults_in_word("clause", terms.clause, SPECIAL_LAW_CLAUSES),
    ]


def faults_in_desk(terms: DeskTerms) -> list[Problem]:
    """Name what is wrong with a draft desk: only the township's organisation follows from the enterprise's place."""
    faults = [*_faults_in_prefix(terms.industry_prefix), *_faults_in_word("desk", terms.desk, DESKS)]
    if not terms.organisation_code and terms.desk != "township":
        faults.append(Problem("organisation_code", N_("请指明该会审岗位的单位。")))
    return faults


def _faults_in_place(division_code: str, county_code: str) -> list[Problem]:
    if division_code.startswith(county_code) and division_code.isdecimal():
        return []
    return [Problem("division_code", N_("适用地区 %(value)s 不在本县范围内。"), {"value": division_code})]


def _faults_in_prefix(prefix: str) -> list[Problem]:
    fine = prefix == "" or (prefix.isascii() and prefix.isdecimal() and len(prefix) <= len("0610"))
    return [] if fine else [Problem("industry_prefix", N_("行业代码应为 1 至 4 位数字。"))]


def _faults_in_word(field: str, value: str, words: dict[str, str]) -> list[Problem]:
    return [] if value in words else [Problem(field, _NOT_A_WORD, {"value": value})]
