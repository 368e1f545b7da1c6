"""The vocabulary of the rules of a shutdown: tiers, categories, modes and desks with the office's words for them."""

from fugong.core.wording import N_

__all__ = ["CARRY_OVER", "CATEGORIES", "DESKS", "GENERAL", "MODES", "NO_TIER", "SPECIAL_REGIMES", "STANDS", "TIERS"]

NO_TIER = "unset"
GENERAL = "general"
STANDS = "stands"

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

# Categories that have law of their own, which a general order leaves in place: gatherings; a mine's own acceptance.
SPECIAL_REGIMES = {category: CATEGORIES[category] for category in ("crowded_venue", "coal_mine")}

# What a rule says about permissions given before it.
CARRY_OVER = {
    STANDS: N_("原许可继续有效，无需重新申请"),
    "reapply": N_("原许可不再有效，需重新申请"),
}
