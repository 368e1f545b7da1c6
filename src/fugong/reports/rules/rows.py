"""One row of what comes in: which enterprise, which period, what it says; and the digest of many."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fugong.reports.rules.doubts import Doubt
from fugong.reports.rules.values import Values

__all__ = ["Judged", "ReportRow", "digest_of", "written"]

# One form of the same values, so that what is stored is what the digest was made of.
written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it was handed in: values by item as typed; a correction says why, a doubtful one may be explained."""

    enterprise_id: int
    period_on: date
    values: Mapping[str, object]
    reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row that can be taken: its exact values, its version, what is doubtful about it."""

    row: ReportRow
    values: Values
    version: int
    doubts: tuple[Doubt, ...] = field(default=())


def digest_of(judged: Iterable[Judged]) -> str:
    """Give the SHA-256 over what is taken, row by row in order: enterprise, period, version, values."""
    running = hashlib.sha256()
    for one in judged:
        said = f'[{one.row.enterprise_id},"{one.row.period_on}",{one.version},{written(one.values)}]\n'
        running.update(said.encode())
    return running.hexdigest()
