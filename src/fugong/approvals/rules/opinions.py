"""What a reviewing desk may say, and until when."""

from fugong.approvals.rules.lifecycle import STATE_WORDS, CannotMove, State
from fugong.approvals.rules.reasons import VERDICTS
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_

__all__ = ["LONGEST_OPINION", "guard_opinion"]

LONGEST_OPINION = 500


def guard_opinion(state: str, *, verdict: str, text: str) -> None:
    """Refuse an opinion outside the review, an unknown one, and an objection or condition without a word why.

    Raises CannotMove, Invalid.
    """
    if state != State.IN_REVIEW:
        raise CannotMove(state=STATE_WORDS[State(state)], move=N_("填写意见"))
    if verdict not in VERDICTS:
        raise Invalid([Problem("verdict", N_("请选择“同意”“同意，附条件”或“不同意”。"))])
    if verdict != "agree" and not text.strip():
        raise Invalid([Problem("text", N_("请写明条件或不同意的理由。"))])
    if len(text) > LONGEST_OPINION:
        raise Invalid([Problem("text", N_("意见不能超过 %(most)s 个字。"), {"most": LONGEST_OPINION})])
