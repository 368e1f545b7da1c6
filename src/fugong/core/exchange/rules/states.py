"""Where an import or an export stands, in the words of the office."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from fugong.core.wording import N_

__all__ = ["EXPORT_WORDS", "MODES", "STATE_WORDS", "TAKES_THE_FILE", "UNDO_FOR", "BatchState", "ExportState", "Mode"]

UNDO_FOR: Final = timedelta(hours=24)


class BatchState(StrEnum):
    """Where a batch stands, from the upload to the undoing."""

    CHECKING = "checking"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    TURNED_DOWN = "turned_down"
    CANCELLED = "cancelled"
    UNDONE = "undone"


class Mode(StrEnum):
    """What happens when not every row is good."""

    ALL_OR_NOTHING = "all_or_nothing"
    GOOD_ROWS = "good_rows"


class ExportState(StrEnum):
    """Where an exported file stands."""

    MAKING = "making"
    READY = "ready"
    EXPIRED = "expired"


STATE_WORDS: Final = {
    "checking": N_("核对中"),
    "checked": N_("待确认"),
    "running": N_("导入中"),
    "done": N_("已导入"),
    "turned_down": N_("未导入"),
    "cancelled": N_("已放弃"),
    "undone": N_("已撤销导入"),
}
MODES: Final = {
    "all_or_nothing": N_("全部导入：有一行不合格，就一行也不导入"),
    "good_rows": N_("只导入合格的行，其余退回更正"),
}
EXPORT_WORDS: Final = {"making": N_("生成中"), "ready": N_("可以下载"), "expired": N_("已过期")}
# While a batch stands here, the same file is not taken in a second time.
TAKES_THE_FILE: Final = (BatchState.CHECKING, BatchState.CHECKED, BatchState.RUNNING, BatchState.DONE)
