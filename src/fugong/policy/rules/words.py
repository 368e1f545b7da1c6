"""The vocabulary of the rules of a shutdown: tiers, categories, modes and desks with the office's words for them."""

from fugong.core.wording import N_

__all__ = ["CATEGORIES", "DESKS", "GENERAL", "MODES", "NO_TIER", "TIERS"]

NO_TIER = "unset"
GENERAL = "general"

# Joint Prevention and Control Mechanism, press conference of 2020-02-25: tier by county. "unset" is the time before.
TIERS = {
    NO_TIER: N_("尚未划定"),
    "low": N_("低风险"),
    "medium": N_("中风险"),
    "high": N_("高风险"),
}

CATEGORIES = {
    "priority": N_("保供企业"),
    GENERAL: N_("一般企业"),
    "crowded_venue": N_("人员密集场所"),
    "coal_mine": N_("煤矿"),
}

MODES = {
    "none": N_("无需申请"),
    "commitment": N_("告知承诺"),
    "filing": N_("备案"),
    "approval": N_("审批"),
}

DESKS = {
    "township": N_("属地乡镇（街道）"),
    "health": N_("卫生健康部门"),
    "industry": N_("行业主管部门"),
}
