"""The one table of roles: what each may do, in the words of the office. Nothing else grants anything.

A role says what, the post's area says where. A right that is not in this table does not exist.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from fugong.core.wording import N_


class Sort(Enum):
    """Which of the three worlds a role belongs to; they never meet in one account."""

    BUSINESS = "business"
    ADMINISTRATOR = "administrator"
    MACHINE = "machine"


@dataclass(frozen=True)
class Role:
    """One role: its code, its Chinese name, its sort and the rights it carries."""

    code: str
    label: str
    sort: Sort
    permissions: frozenset[str]


PERMISSIONS: Final = MappingProxyType(
    {
        "registry.view": N_("查看企业档案"),
        "registry.edit": N_("维护企业档案"),
        "registry.burden": N_("查看填报负担台账"),
        "approvals.apply": N_("提交复工申请"),
        "approvals.view": N_("查看复工申请"),
        "approvals.opine": N_("出具会审意见"),
        "approvals.decide": N_("作出复工决定"),
        "restart.confirm": N_("确认已复工"),
        "policy.view": N_("查看政策规则"),
        "policy.edit": N_("起草政策规则"),
        "policy.enact": N_("签发政策规则"),
        "reports.fill": N_("填报企业报表"),
        "reports.view": N_("查看企业报表"),
        "reports.lock": N_("报表封账与解封"),
        "reports.arrange": N_("布置报表"),
        "reports.remind": N_("催报"),
        "indicators.view": N_("查看统计指标"),
        "indicators.publish": N_("发布统计数据"),
        "indicators.target": N_("下达目标任务"),
        "indicators.visit": N_("提出和答复走访建议"),
        "cockpit.view": N_("查看领导驾驶舱"),
        "people.view": N_("查看账号与任职"),
        "people.appoint": N_("管理账号与任职"),
        "audit.view": N_("查看审计记录"),
        "personal.view": N_("查看返岗人员信息"),
        "system.view": N_("查看系统运行"),
    }
)


def _role(code: str, label: str, *permissions: str, sort: Sort = Sort.BUSINESS) -> Role:
    return Role(code=code, label=label, sort=sort, permissions=frozenset(permissions))


_TABLE: Final = (
    _role("operator", N_("企业经办人"), "approvals.apply", "restart.confirm", "reports.fill"),
    _role(
        "officer",
        N_("经贸局经办"),
        "registry.view",
        "registry.edit",
        "registry.burden",
        "approvals.view",
        "approvals.decide",
        "policy.view",
        "policy.edit",
        "reports.fill",
        "reports.view",
        "reports.lock",
        "reports.arrange",
        "indicators.view",
        "indicators.publish",
        "indicators.target",
        "indicators.visit",
        "cockpit.view",
    ),
    # Of the roster of those who return, townships and health desks see entries; every other role sees counts.
    _role(
        "reviewer",
        N_("会审经办"),
        "registry.view",
        "approvals.view",
        "approvals.opine",
        "policy.view",
        "reports.view",
        "personal.view",
    ),
    _role(
        "leader",
        N_("责任领导"),
        "registry.view",
        "approvals.view",
        "policy.view",
        "reports.view",
        "indicators.view",
        "indicators.visit",
    ),
    _role(
        "liaison",
        N_("联络员"),
        "registry.view",
        "approvals.view",
        "policy.view",
        "reports.view",
        "indicators.view",
        "indicators.visit",
    ),
    _role(
        "supervisor",
        N_("督查"),
        "registry.view",
        "registry.burden",
        "approvals.view",
        "cockpit.view",
        "policy.view",
        "reports.view",
        "indicators.view",
    ),
    # The next four come to work in contexts that are not built yet; until then they may sign in and nothing more.
    _role("inspector", N_("安监驻矿")),
    _role("team_member", N_("工作队")),
    _role("checkpoint", N_("卡点人员")),
    _role("dispatcher", N_("电煤调度")),
    _role(
        "county_leader",
        N_("县领导"),
        "registry.view",
        "registry.burden",
        "approvals.view",
        "cockpit.view",
        "policy.view",
        "policy.edit",
        "policy.enact",
        "reports.view",
        "indicators.view",
        "indicators.target",
    ),
    _role("system_admin", N_("系统管理员"), "system.view", sort=Sort.ADMINISTRATOR),
    _role("security_admin", N_("安全管理员"), "people.view", "people.appoint", sort=Sort.ADMINISTRATOR),
    _role("audit_admin", N_("审计管理员"), "audit.view", sort=Sort.ADMINISTRATOR),
    # Nobody signs in as these two: the office clock closes what is overdue, the loader reads a scenario or the
    # first set-up in.
    _role(
        "clock",
        N_("系统时钟"),
        "approvals.view",
        "approvals.decide",
        "reports.remind",
        "indicators.visit",
        sort=Sort.MACHINE,
    ),
    _role(
        "loader",
        N_("初始装载"),
        "people.view",
        "people.appoint",
        "registry.view",
        "registry.edit",
        "policy.view",
        "policy.edit",
        "policy.enact",
        "reports.fill",
        "reports.arrange",
        "indicators.target",
        sort=Sort.MACHINE,
    ),
)

ROLES: Final = MappingProxyType({role.code: role for role in _TABLE})


def permissions_of(role: str) -> frozenset[str]:
    """Give the rights a role carries; a role that is not in the table carries none."""
    known = ROLES.get(role)
    return known.permissions if known else frozenset()


def appointable() -> tuple[Role, ...]:
    """Give the roles a post may carry: all but the machines'."""
    return tuple(role for role in _TABLE if role.sort is not Sort.MACHINE)


def includes_administrator(roles: Iterable[str]) -> bool:
    """Tell whether one of the three administrators is among the roles."""
    return any(ROLES[role].sort is Sort.ADMINISTRATOR for role in roles if role in ROLES)
