"""Why an application was refused, a permission suspended or revoked: codes, so that like cases can be compared."""

from collections.abc import Iterable

from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_

__all__ = ["REFUSAL", "REVOCATION", "SUSPENSION", "VERDICTS", "guard_reasons"]

REFUSAL = {
    "prevention_unfit": N_("疫情防控措施不符合要求"),
    "supplies_short": N_("防疫物资不足"),
    "isolation_lacking": N_("不具备隔离条件"),
    "safety_unfit": N_("安全生产条件不符合要求"),
    "policy_closed": N_("属于现阶段暂不开放的行业或场所"),
    "untrue": N_("申报内容与实际不符"),
}
SUSPENSION = {
    "case_found": N_("发现疑似或确诊病例"),
    "prevention_failed": N_("防控措施落实不到位"),
    "safety_failed": N_("存在重大安全隐患"),
    "commitment_broken": N_("违反承诺事项"),
    "untrue": N_("申报内容与实际不符"),
}
# The first two after 行政许可法 §69 (won by untrue statements, granted against the rules); the others follow from what
# the permission itself lays down. Documents cite the county's rule, not §69: a restart is no statutory licence.
REVOCATION = {
    "untrue": N_("申报内容与实际不符"),
    "granted_wrongly": N_("作出同意决定时不符合规定条件或者程序"),
    "not_mended": N_("暂停后逾期未完成整改"),
    "commitment_broken": N_("违反承诺事项"),
}
VERDICTS = {
    "agree": N_("同意"),
    "agree_with_conditions": N_("同意，附条件"),
    "disagree": N_("不同意"),
}


def guard_reasons(given: Iterable[str], *, known: dict[str, str]) -> tuple[str, ...]:
    """Give the reasons, each once, if there is at least one and all are known. Raises Invalid."""
    reasons = tuple(dict.fromkeys(given))
    if not reasons:
        raise Invalid([Problem("reasons", N_("请至少选择一项理由。"))])
    if any(reason not in known for reason in reasons):
        raise Invalid([Problem("reasons", N_("所选理由不在可选范围内，请重新选择。"))])
    return reasons
