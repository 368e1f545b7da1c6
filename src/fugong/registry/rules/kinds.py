"""The registry's own vocabularies: registration types, controlling holders, memberships, levels of division.

Registration types carry the official three-digit codes of 关于划分企业登记注册类型的规定 (国统字〔2011〕86号), in
force in 2020; 410 and 420 are those of the statistical unit surveys. Holders follow the survey item 企业控股情况.
"""

from enum import StrEnum
from typing import Final

from fugong.core.wording import N_

__all__ = [
    "CLOSURES",
    "HOLDERS",
    "LEVELS",
    "MEMBERSHIPS",
    "REGISTRATION_TYPES",
    "SIZES",
    "Closure",
    "Holder",
    "Level",
    "MembershipKind",
]


class Holder(StrEnum):
    """Who controls the enterprise's capital; apart from its registration type and its size."""

    STATE = "state"
    COLLECTIVE = "collective"
    PRIVATE = "private"
    HMT = "hmt"
    FOREIGN = "foreign"
    OTHER = "other"


class MembershipKind(StrEnum):
    """Lists of the statistics bureau on which an enterprise stands from its admission 入库 to its removal 退库."""

    INDUSTRY_ABOVE = "industry_above"
    TRADE_ABOVE = "trade_above"


class Closure(StrEnum):
    """Why an enterprise stands in the register no longer."""

    DEREGISTERED = "deregistered"
    CEASED = "ceased"
    MERGED = "merged"


class Level(StrEnum):
    """Levels of the division tree; the length of the code tells the level."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


LEVEL_OF_LENGTH: Final = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWNSHIP}

LEVELS: Final = {
    "province": N_("省"),
    "city": N_("市（州）"),
    "county": N_("县（市、区）"),
    "township": N_("乡镇（街道）"),
}
HOLDERS: Final = {
    "state": N_("国有控股"),
    "collective": N_("集体控股"),
    "private": N_("私人控股"),
    "hmt": N_("港澳台商控股"),
    "foreign": N_("外商控股"),
    "other": N_("其他"),
}
MEMBERSHIPS: Final = {
    "industry_above": N_("规模以上工业"),
    "trade_above": N_("限额以上商贸"),
}
CLOSURES: Final = {
    "deregistered": N_("注销"),
    "ceased": N_("停业"),
    "merged": N_("并入其他登记"),
}
SIZES: Final = {
    "large": N_("大型"),
    "medium": N_("中型"),
    "small": N_("小型"),
    "micro": N_("微型"),
    "unclassified": N_("不划型"),
}
REGISTRATION_TYPES: Final = {
    "110": N_("国有企业"),
    "120": N_("集体企业"),
    "130": N_("股份合作企业"),
    "141": N_("国有联营企业"),
    "142": N_("集体联营企业"),
    "143": N_("国有与集体联营企业"),
    "149": N_("其他联营企业"),
    "151": N_("国有独资公司"),
    "159": N_("其他有限责任公司"),
    "160": N_("股份有限公司"),
    "171": N_("私营独资企业"),
    "172": N_("私营合伙企业"),
    "173": N_("私营有限责任公司"),
    "174": N_("私营股份有限公司"),
    "190": N_("其他内资企业"),
    "210": N_("合资经营企业（港或澳、台资）"),
    "220": N_("合作经营企业（港或澳、台资）"),
    "230": N_("港、澳、台商独资经营企业"),
    "240": N_("港、澳、台商投资股份有限公司"),
    "290": N_("其他港、澳、台商投资企业"),
    "310": N_("中外合资经营企业"),
    "320": N_("中外合作经营企业"),
    "330": N_("外资企业"),
    "340": N_("外商投资股份有限公司"),
    "390": N_("其他外商投资企业"),
    "410": N_("个体工商户"),
    "420": N_("个人合伙"),
}
