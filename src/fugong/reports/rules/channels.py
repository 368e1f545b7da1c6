"""By which ways reports come in."""

from enum import StrEnum
from typing import Final

from fugong.core.wording import N_

__all__ = ["CHANNELS", "Channel"]


class Channel(StrEnum):
    """How a report reached the platform."""

    PAGE = "page"
    WORKBOOK = "workbook"
    API = "api"
    METER = "meter"
    REPLAY = "replay"

    @property
    def is_by_hand(self) -> bool:
        """Tell whether a person filled the reports in, who can say why something unusual is so."""
        return self in (Channel.PAGE, Channel.WORKBOOK)


CHANNELS: Final = {
    "page": N_("网页填报"),
    "workbook": N_("表格导入"),
    "api": N_("接口报送"),
    "meter": N_("抄表文件"),
    "replay": N_("演示数据回放"),
}
