"""The hash chain of a county's acts (pure): each act's hash covers the act and the hash before it.

A changed, inserted, moved or removed row breaks the chain at the first place that no longer fits.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fugong.core.wording import N_

GENESIS = "0" * 64

# What can be wrong, by its stable word; the sentences are for the audit page, the words for scripts.
REASONS: Mapping[str, str] = {
    "missing": N_("该序号的记录缺失"),
    "unlinked": N_("该记录与前一条记录不衔接"),
    "changed": N_("该记录在登记之后被改动"),
    "rewritten": N_("该记录与已签名的链头不符，此前的记录被整体改写"),
    "cut_off": N_("该记录已有签名的链头，但记录本身及其后的记录不在库中"),
    "bad_signature": N_("链头的签名无效"),
    "unknown_key": N_("链头由未知的密钥签名"),
    "head_removed": N_("已导出的链头不在库中"),
    "head_changed": N_("链头与已导出的文件不一致"),
    "unreadable": N_("链头导出文件无法读取"),
}


@dataclass(frozen=True)
class Act:
    """What the hash covers; everything that a reader of the trail relies on. Moments are as ``moment`` writes them."""

    county_code: str
    sequence: int
    at: str
    recorded_at: str
    actor_id: int | None
    actor_title: str
    action: str
    subject_type: str
    subject_id: str
    changes: Mapping[str, object]
    note: str


@dataclass(frozen=True)
class Link:
    """An act together with the two hashes stored beside it."""

    act: Act
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class Break:
    """A place where a county's trail does not fit, and why (a word of REASONS)."""

    county_code: str
    sequence: int
    reason: str
    action: str = ""

    @property
    def sentence(self) -> str:
        """Say in words what is wrong here (a msgid)."""
        return REASONS[self.reason]


def moment(at: datetime) -> str:
    """Write a moment as it is hashed: in UTC, to the microsecond."""
    if at.tzinfo is None:
        raise ValueError("an act is recorded with a moment that knows its time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def hash_of(act: Act, previous_hash: str) -> str:
    """Give the SHA-256 (hex) of the act in canonical JSON, chained to the hash before it."""
    canonical = _JSON.encode([
        previous_hash, act.county_code, act.sequence, act.at, act.recorded_at,
        act.actor_id, act.actor_title, act.action, act.subject_type, act.subject_id, act.changes, act.note,
    ])  # fmt: skip
    return hashlib.sha256(canonical.encode()).hexdigest()


def fitting(links: Iterable[Link]) -> Iterator[Link | Break]:
    """Walk one county's chain from its first act: give each act that fits, or the first break and then nothing more."""
    expected, previous = 1, GENESIS
    for link in links:
        reason = _misfit(link, expected, previous)
        if reason == "missing":
            yield Break(link.act.county_code, expected, reason)
            return
        if reason:
            yield Break(link.act.county_code, link.act.sequence, reason, link.act.action)
            return
        yield link
        expected, previous = expected + 1, link.hash


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _misfit(link: Link, expected: int, previous: str) -> str:
    if link.act.sequence != expected:
        return "missing"
    # The act is judged before its link, so that the row that was touched is named and not the one after it.
    if link.hash != hash_of(link.act, link.previous_hash):
        return "changed"
    return "unlinked" if link.previous_hash != previous else ""
