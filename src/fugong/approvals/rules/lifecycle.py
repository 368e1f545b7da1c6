"""Which move an application allows in which state, and where the move leads."""

from enum import StrEnum

from fugong.core.refusals import Refused
from fugong.core.wording import N_

__all__ = ["EFFECTIVE", "MOVE_WORDS", "OPEN", "STATE_WORDS", "CannotMove", "Move", "State", "after", "may_move"]


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    GRANTED = "granted"
    RECORDED = "recorded"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    LAPSED = "lapsed"


class Move(StrEnum):
    """What can be done to an application."""

    SUBMIT = "submit"
    RETURN = "return"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    SETTLE = "settle"
    LAPSE = "lapse"
    AMEND = "amend"
    REOPEN = "reopen"


STATE_WORDS = {
    State.DRAFT: N_("草稿"),
    State.IN_REVIEW: N_("审核中"),
    State.RETURNED: N_("待补正"),
    State.GRANTED: N_("已同意"),
    State.RECORDED: N_("已备案"),
    State.REFUSED: N_("不予同意"),
    State.WITHDRAWN: N_("已撤回"),
    State.SUSPENDED: N_("已暂停"),
    State.REVOKED: N_("已撤销"),
    State.LAPSED: N_("已失效"),
}
MOVE_WORDS = {
    Move.SUBMIT: N_("提交"),
    Move.RETURN: N_("退回补正"),
    Move.GRANT: N_("同意"),
    Move.REFUSE: N_("不予同意"),
    Move.WITHDRAW: N_("撤回"),
    Move.SUSPEND: N_("暂停"),
    Move.REINSTATE: N_("恢复"),
    Move.REVOKE: N_("撤销"),
    Move.SETTLE: N_("按新规定办结"),
    Move.LAPSE: N_("按新规定失效"),
    Move.AMEND: N_("变更附加条件"),
    Move.REOPEN: N_("重新审核"),
}

# An enterprise has at most one application that is still open or in force.
OPEN = frozenset({State.DRAFT, State.IN_REVIEW, State.RETURNED})
EFFECTIVE = frozenset({State.GRANTED, State.RECORDED})

# Commitment and filing take effect when they are handed in complete; they are checked afterwards.
AT_ONCE = frozenset({"commitment", "filing"})

_LEADS_TO = {
    (State.IN_REVIEW, Move.RETURN): State.RETURNED,
    (State.IN_REVIEW, Move.GRANT): State.GRANTED,
    (State.IN_REVIEW, Move.REFUSE): State.REFUSED,
    # After a successful appeal: other conditions, or a new review; the earlier decision stays in the trail.
    (State.GRANTED, Move.AMEND): State.GRANTED,
    (State.REFUSED, Move.REOPEN): State.IN_REVIEW,
    (State.DRAFT, Move.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Move.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
    (State.GRANTED, Move.SUSPEND): State.SUSPENDED,
    (State.RECORDED, Move.SUSPEND): State.SUSPENDED,
    (State.GRANTED, Move.REVOKE): State.REVOKED,
    (State.RECORDED, Move.REVOKE): State.REVOKED,
    (State.SUSPENDED, Move.REVOKE): State.REVOKED,
    # When the rules of the next phase ask for no decision any more, or for a new one.
    (State.IN_REVIEW, Move.SETTLE): State.RECORDED,
    (State.RETURNED, Move.SETTLE): State.RECORDED,
    (State.GRANTED, Move.LAPSE): State.LAPSED,
    (State.RECORDED, Move.LAPSE): State.LAPSED,
    (State.SUSPENDED, Move.LAPSE): State.LAPSED,
}
# Where the mode decides: under approval, and under every other mode.
_BY_MODE = {
    (State.DRAFT, Move.SUBMIT): (State.IN_REVIEW, State.RECORDED),
    (State.RETURNED, Move.SUBMIT): (State.IN_REVIEW, State.RECORDED),
    (State.SUSPENDED, Move.REINSTATE): (State.GRANTED, State.RECORDED),
}


class CannotMove(Refused):
    """The application's state does not allow this."""

    code = "cannot_move"
    message = N_("该申请目前为“%(state)s”状态，不能%(move)s。请刷新页面查看最新情况。")


def may_move(state: str, move: Move) -> bool:
    """Tell whether the state allows the move."""
    return (State(state), move) in _LEADS_TO or (State(state), move) in _BY_MODE


def after(state: str, move: Move, *, mode: str) -> State:
    """Give the state to which the move leads under the mode. Raises CannotMove."""
    if not may_move(state, move):
        raise CannotMove(state=STATE_WORDS[State(state)], move=MOVE_WORDS[move])
    decided, at_once = _BY_MODE.get((State(state), move)) or (_LEADS_TO[State(state), move],) * 2
    return decided if mode == "approval" else at_once
