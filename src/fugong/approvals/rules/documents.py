"""The documents of an application: which kinds there are, how each is numbered, and what one is worth today."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from fugong.approvals.rules.lifecycle import State
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_

__all__ = [
    "CHECKS",
    "KINDS",
    "STAGES",
    "VALIDITY",
    "DecisionStands",
    "Kind",
    "NotYetReceived",
    "guard_served",
    "guard_void",
    "validity",
]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document: what it is called, and whether a remedy stands against it."""

    word: str
    is_notice: bool = False
    has_remedy: bool = False


KINDS: Final = {
    "accepted": Kind(N_("受理通知"), is_notice=True),
    "returned": Kind(N_("补正通知"), is_notice=True),
    "granted": Kind(N_("同意批复")),
    "granted_with_conditions": Kind(N_("附条件同意批复"), has_remedy=True),
    "refused": Kind(N_("不予同意决定"), has_remedy=True),
    "suspended": Kind(N_("暂停通知"), has_remedy=True),
    "revoked": Kind(N_("撤销决定"), has_remedy=True),
}

# How far the making of the PDF has got.
STAGES: Final = {"waiting": N_("正在制作"), "made": N_("已制作"), "failed": N_("无法制作")}

VALIDITY: Final = {
    "valid": N_("有效"),
    "suspended": N_("许可已暂停"),
    "revoked": N_("许可已撤销"),
    "superseded": N_("以后续文书为准"),
    "void": N_("已作废"),
}

# What comes of comparing a file with the document that was issued.
CHECKS: Final = {
    "same": N_("一致：该文件与本机关发出的文书完全相同，电子签名有效。"),
    "unsound": N_("该文件与本机关存档的文书相同，但电子签名校验未通过。请联系发文机关核实。"),
    "other": N_("该文件是本平台发出的另一份文书（文号 %(number)s），不是本页所列文书。"),
    "unsigned": N_("不一致：该文件没有电子签名，不是本机关发出的文书。"),
    "changed": N_("不一致：该文件的电子签名校验未通过，内容已被改动。"),
    "foreign": N_("不一致：该文件由其他证书签名，不是本机关发出的文书。"),
    "ours": N_("不一致：该文件带有本平台的有效签名，但不在已发文书之列。请联系发文机关核实。"),
}

# In which state of its application a document still says how things stand.
_HOLDS_IN: Final = {
    "accepted": {State.IN_REVIEW, State.RETURNED},
    "returned": {State.RETURNED},
    "granted": {State.GRANTED},
    "granted_with_conditions": {State.GRANTED},
    "refused": {State.REFUSED},
    "suspended": {State.SUSPENDED},
    "revoked": {State.REVOKED},
}
_GRANTS: Final = frozenset({"granted", "granted_with_conditions"})


class DecisionStands(Refused):
    """A decision is not made void like a notice: it is suspended or revoked, with reasons and remedy."""

    code = "decision_stands"
    message = N_("决定类文书不能直接作废。如决定有误，请依法办理暂停或撤销。")


class NotYetReceived(Refused):
    """The enterprise signs for a document before it reads it: looking at a page starts no term."""

    code = "not_yet_received"
    message = N_("请先在办理进度页签收该文书，再下载。")


def validity(kind: str, *, state: str, is_latest: bool, is_void: bool) -> str:
    """Tell what a document is worth today; ``is_latest`` among those of its kind, grants of either kind together."""
    if is_void:
        return "void"
    if kind in _GRANTS and is_latest and state in (State.SUSPENDED, State.REVOKED):
        return str(state)
    return "valid" if is_latest and state in _HOLDS_IN[kind] else "superseded"


def siblings_of(kind: str) -> frozenset[str]:
    """Give the kinds of which only the latest document counts."""
    return _GRANTS if kind in _GRANTS else frozenset({kind})


def guard_void(kind: str, reason: str) -> None:
    """Refuse to make a decision void, or a notice without a word why. Raises DecisionStands, Invalid."""
    if not KINDS[kind].is_notice:
        raise DecisionStands
    if not reason.strip():
        raise Invalid([Problem("reason", N_("请写明作废原因。"))])


def guard_served(served_on: date, *, issued_on: date, on: date) -> None:
    """Refuse a day of service before the document was issued or after today. Raises Invalid."""
    if not issued_on <= served_on <= on:
        raise Invalid([Problem("served_on", N_("送达日期应在成文日期至今天之间。"))])
