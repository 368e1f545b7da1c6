"""The hash chain of a county's acts (pure): each act's hash covers the act and the hash before it.

A changed, inserted, moved or removed row breaks the chain at the first place that no longer fits.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64


@dataclass(frozen=True)
class Act:
    """What the hash covers; everything that a reader of the trail relies on."""

    county_code: str
    sequence: int
    at: datetime
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
    """The first place where a chain does not fit, and why."""

    county_code: str
    sequence: int
    reason: str


def hash_of(act: Act, previous_hash: str) -> str:
    """Give the SHA-256 (hex) of the act in canonical JSON, chained to the hash before it."""
    canonical = json.dumps(
        [
            previous_hash, act.county_code, act.sequence, act.at.astimezone(UTC).isoformat(timespec="microseconds"),
            act.actor_id, act.actor_title, act.action, act.subject_type, act.subject_id, act.changes, act.note,
        ],
        ensure_ascii=False, sort_keys=True, separators=(",", ":"),
    )  # fmt: skip
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_break(links: Iterable[Link]) -> Break | None:
    """Walk one county's chain from its first act; give the first place that does not fit, or nothing."""
    expected, previous = 1, GENESIS
    for link in links:
        act = link.act
        if act.sequence != expected:
            return Break(act.county_code, expected, "missing")
        if link.previous_hash != previous:
            return Break(act.county_code, act.sequence, "does not follow the act before it")
        if link.hash != hash_of(act, previous):
            return Break(act.county_code, act.sequence, "was changed after it was recorded")
        expected, previous = expected + 1, link.hash
    return None
