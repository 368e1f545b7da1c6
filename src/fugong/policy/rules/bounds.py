"""What higher authority lets a county rule, as dated sets of clauses: plain data, each clause with its pure check.

A set binds in two ways. A rule that takes effect while the set is in force is refused when it breaks a clause, with the
clause's own words. A rule that was announced before and still stands open is read within the set from its first day.

The clauses put 国办发明电〔2020〕6号 into short sentences of ours, not into quotations. Some clauses leave room for
special law; a county uses that room by an exemption of its own, dated and with its document, never silently.
"""

from collections.abc import Callable, Container
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.policy.rules.book import BasisCard, ProcedureRule
from fugong.policy.rules.checklist import DEPOSIT, unknown_items

__all__ = [
    "ORDERS",
    "SPECIAL_LAW_CLAUSES",
    "TELEGRAM",
    "Breach",
    "Clause",
    "Order",
    "breaches",
    "faults_against_orders",
    "orders_in_force",
    "read_within",
]

LONGEST_REPLY_UNDER_TELEGRAM = 2


class Ruled(Protocol):
    """A procedure in force or still a draft, as far as a clause looks at it."""

    @property
    def tier(self) -> str:
        """Tier of risk for which it rules."""

    @property
    def mode(self) -> str:
        """How enterprises are handled."""

    @property
    def checklist(self) -> tuple[str, ...]:
        """Papers asked for."""

    @property
    def reply_working_days(self) -> int:
        """Working days until the answer."""

    @property
    def lead(self) -> str:
        """Organisation that receives and answers."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of an order: what breaks it, and how an older rule is read so that it no longer does.

    ``field`` is the part of a draft that is to be changed. Without ``within`` an older rule is left as it is.
    """

    code: str
    text: str
    field: str
    broken_by: Callable[[Ruled], bool]
    within: Callable[[ProcedureRule], ProcedureRule] | None = None
    leaves_room_for_special_law: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A document of higher authority with its clauses, in force from its first to its last day."""

    basis: BasisCard
    effective_from: date
    effective_to: date | None
    clauses: tuple[Clause, ...]
    permits: tuple[str, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the order binds on the day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


@dataclass(frozen=True, slots=True)
class Breach:
    """A clause that a rule does not keep, and the order in which it stands."""

    order: Order
    clause: Clause


def _delays(rule: Ruled) -> bool:
    return rule.tier == "low" and rule.mode in ("approval", "filing")


def _answers_late(rule: Ruled) -> bool:
    return rule.mode == "approval" and rule.reply_working_days > LONGEST_REPLY_UNDER_TELEGRAM


def _freed(rule: ProcedureRule) -> ProcedureRule:
    return replace(rule, mode="none", checklist=(), reply_working_days=0, deemed_basis=None)


def _on_the_list(rule: ProcedureRule) -> ProcedureRule:
    off = {*unknown_items(rule.checklist), DEPOSIT}
    return replace(rule, checklist=tuple(item for item in rule.checklist if item not in off))


def _in_two_days(rule: ProcedureRule) -> ProcedureRule:
    return replace(rule, reply_working_days=LONGEST_REPLY_UNDER_TELEGRAM)


TELEGRAM = Order(
    basis=BasisCard(
        code="gbfdx-2020-6",
        title=N_("关于进一步精简审批优化服务精准稳妥推进企业复工复产的通知"),
        document_number=N_("国办发明电〔2020〕6号"),
        organ=N_("国务院办公厅"),
        issued_on=date(2020, 3, 3),
        synthetic=False,
    ),
    effective_from=date(2020, 3, 3),
    # No repeal of the telegram is known to us. What it bounds ended with 国家卫生健康委公告2022年第7号: the epidemic is
    # no longer met with measures of class A since 2023-01-08. A later shutdown is bound by its own orders.
    effective_to=date(2023, 1, 7),
    clauses=(
        Clause(
            "low_risk_free",
            N_("低风险地区不得采取审批、备案等方式延缓企业复工。"),
            "mode",
            _delays,
            _freed,
            leaves_room_for_special_law=True,
        ),
        Clause(
            "listed_papers",
            N_("复工条件和材料实行清单管理，不得要求提供清单以外的材料。"),
            "checklist",
            lambda rule: bool(unknown_items(rule.checklist)),
            _on_the_list,
        ),
        Clause(
            "no_deposit",
            N_("不得要求企业缴纳任何形式的保证金。"),
            "checklist",
            lambda rule: DEPOSIT in rule.checklist,
            _on_the_list,
        ),
        Clause(
            "two_days",
            N_("对复工申请，原则上应在 2 个工作日内答复。"),
            "reply_working_days",
            _answers_late,
            _in_two_days,
            leaves_room_for_special_law=True,
        ),
        Clause(
            "one_lead",
            N_("由一个部门牵头，一口受理、并行办理，材料只收一次。"),
            "lead",
            lambda rule: rule.mode != "none" and not rule.lead,
        ),
    ),
    permits=(N_("审批可以改为备案或者告知承诺。"),),
)
ORDERS = (TELEGRAM,)
SPECIAL_LAW_CLAUSES = {
    clause.code: clause.text for order in ORDERS for clause in order.clauses if clause.leaves_room_for_special_law
}


def orders_in_force(on: date) -> tuple[Order, ...]:
    """Give the orders that bind the counties on the day."""
    return tuple(order for order in ORDERS if order.holds_on(on))


def breaches(rule: Ruled, *, on: date, orders: tuple[Order, ...] = ORDERS) -> tuple[Breach, ...]:
    """Name every clause in force on the day that the rule does not keep, also where special law stands in its place."""
    return tuple(
        Breach(order, clause)
        for order in orders
        if order.holds_on(on)
        for clause in order.clauses
        if clause.broken_by(rule)
    )


def faults_against_orders(rule: Ruled, *, on: date, exempted: Container[str]) -> list[Problem]:
    """Name every clause that a draft taking effect on the day would break, in the clause's own words."""
    return [
        Problem(
            breach.clause.field,
            N_("不符合%(document)s：%(clause)s"),
            {"document": breach.order.basis.document_number, "clause": breach.clause.text},
        )
        for breach in breaches(rule, on=on)
        if breach.clause.code not in exempted
    ]


def read_within(rule: ProcedureRule, *, on: date, exempted: Container[str]) -> tuple[ProcedureRule, tuple[Breach, ...]]:
    """Read a rule as the orders of the day let it stand; give with it the clauses that changed it."""
    changed_by = []
    for breach in breaches(rule, on=on):
        clause = breach.clause
        # An earlier clause may have taken away what the later one forbids.
        if clause.within is not None and clause.code not in exempted and clause.broken_by(rule):
            rule = clause.within(rule)
            changed_by.append(breach)
    return rule, tuple(changed_by)
