"""Why reports are not taken in, said so that whoever reports knows what to do."""

from collections.abc import Iterable

from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_
from fugong.reports.rules.doubts import Doubt

__all__ = ["Doubtful", "NotLocked", "PeriodIsLocked", "RowsAreWrong"]


class PeriodIsLocked(Refused):
    """The period is closed; a correction needs it to be opened again."""

    code = "reports.period_locked"
    message = N_("%(period)s 的报表已封账，不能再填报或更正。确需更正的，请联系封账单位解封。")


class NotLocked(Refused):
    """There is nothing to open: somebody did already, or nobody ever closed it."""

    code = "reports.not_locked"
    message = N_("该报告期目前没有封账。")


class Doubtful(Refused):
    """Something deserves a second look; it is taken as soon as the enterprise says that it is so."""

    code = "reports.doubtful"
    status = 422
    message = N_("有 %(count)s 处数据与以往或台账差异较大，请核对；确属实的，请填写情况说明后再报送。")

    def __init__(self, doubts: Iterable[Doubt]) -> None:
        self.doubts = tuple(doubts)
        super().__init__(count=len(self.doubts))


class RowsAreWrong(Invalid):
    """Some rows cannot be taken; all are named, by their number counted from 1, and none was taken."""

    def __init__(self, found: Iterable[tuple[int, Problem]]) -> None:
        self.rows = tuple(found)
        super().__init__(problem for _, problem in self.rows)
