"""The papers that may be asked for with an application; nothing outside this list can be asked.

The list follows the forms used in spring 2020 (for example 甘肃省工信厅, 2020-02-11). The roster of those who return is
asked only where a county's dated rule names it; what it may hold is decided in docs/decisions/0024. Money is not on the
list: a deposit (保证金) is no paper, and no rule or application has a field that could hold an amount. Its word is
known only so that whoever asks for one is told which order forbids it.
"""

from collections.abc import Iterable

from fugong.core.wording import N_

__all__ = ["DEPOSIT", "ITEMS", "unknown_items"]

DEPOSIT = "deposit"

ITEMS = {
    "application_form": N_("复产申请表"),
    "commitment": N_("疫情防控责任承诺书"),
    "prevention_plan": N_("疫情防控工作方案"),
    "emergency_plan": N_("疫情防控应急预案"),
    "supplies_list": N_("防疫物资清单"),
    "isolation_place": N_("隔离场所证明"),
    "safety_check": N_("安全生产自查表"),
    "roster": N_("返岗人员名单"),
}


def unknown_items(codes: Iterable[str]) -> tuple[str, ...]:
    """Name the codes that are no paper of the list."""
    return tuple(code for code in codes if code not in ITEMS)
