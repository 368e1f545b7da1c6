"""What a token may be narrowed to: each scope names the rights it leaves of those that the account holds today.

A scope grants nothing. Whoever may read only still reads only with ``registry:write``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fugong.core.refusals import Problem
from fugong.core.wording import N_

LONGEST_LIFE_DAYS: Final = 365
LIVES: Final = (30, 90, 180, LONGEST_LIFE_DAYS)
MOST_TOKENS: Final = 10
LONGEST_PURPOSE: Final = 60


@dataclass(frozen=True)
class Scope:
    """One scope: its words, the rights it leaves, the scopes it includes."""

    label: str
    permissions: frozenset[str]
    includes: tuple[str, ...] = ()


# Who applies also reads: what an enterprise's own clerk may see hangs on the right to apply.
_READING: Final = frozenset({"approvals.view", "approvals.apply"})

SCOPES: Final = MappingProxyType(
    {
        "registry:read": Scope(N_("读取企业档案"), frozenset({"registry.view"})),
        "registry:write": Scope(
            N_("登记、更正企业档案"), frozenset({"registry.view", "registry.edit"}), ("registry:read",)
        ),
        "approvals:read": Scope(N_("读取复产申请"), _READING),
        "approvals:write": Scope(
            N_("提交、办理复产申请，确认复产"),
            _READING | {"approvals.opine", "approvals.decide", "restart.confirm"},
            ("approvals:read",),
        ),
        "reports:read": Scope(N_("读取企业报表"), frozenset({"reports.view", "reports.fill"})),
        "reports:write": Scope(
            N_("报送企业报表和抄表读数"), frozenset({"reports.view", "reports.fill"}), ("reports:read",)
        ),
    }
)


def opened_by(scopes: Iterable[str]) -> frozenset[str]:
    """Give the scopes with those they include; one that is not in the table opens nothing."""
    known = [scope for scope in scopes if scope in SCOPES]
    return frozenset(known).union(*(SCOPES[scope].includes for scope in known))


def rights_left_by(scopes: Iterable[str]) -> frozenset[str]:
    """Give the rights that the scopes leave of those an account holds."""
    return frozenset().union(*(SCOPES[scope].permissions for scope in scopes if scope in SCOPES))


def problems_with(*, purpose: str, scopes: Iterable[str], days: int) -> list[Problem]:
    """Name everything that keeps a token from being issued so."""
    asked = list(scopes)
    problems = []
    if not purpose:
        problems.append(Problem("purpose", N_("请填写令牌用途，例如“企业管理系统对接”。")))
    if len(purpose) > LONGEST_PURPOSE:
        problems.append(Problem("purpose", N_("令牌用途不能超过 %(most)s 个字。"), {"most": LONGEST_PURPOSE}))
    if not asked or any(scope not in SCOPES for scope in asked):
        problems.append(Problem("scopes", N_("请至少选择一项权限范围。")))
    if not 1 <= days <= LONGEST_LIFE_DAYS:
        problems.append(Problem("days", N_("有效期应在 1 至 %(most)s 天之间。"), {"most": LONGEST_LIFE_DAYS}))
    return problems
