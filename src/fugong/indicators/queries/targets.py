"""The targets of a year as they stand."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from fugong.core import audit
from fugong.indicators.models import YearTarget

__all__ = ["Target", "history_of_target", "target_of", "targets_of"]


@dataclass(frozen=True, slots=True)
class Target:
    """What an enterprise is to reach in a year, in the newest version."""

    enterprise_id: int
    item: str
    year: int
    value: Decimal
    basis: str
    version: int
    set_at: dt.datetime
    set_by: str


def targets_of(county_code: str, *, year: int) -> tuple[Target, ...]:
    """Give the targets of a county's enterprises for a year, in order of enterprise and item."""
    rows = YearTarget.objects.filter(county_code=county_code, year=year).order_by("enterprise_id", "item", "-version")
    newest = rows.distinct("enterprise_id", "item")
    return tuple(_target(row) for row in newest)


def target_of(enterprise_id: int, *, item: str, year: int) -> Target | None:
    """Give the target of one enterprise, if there is one."""
    row = YearTarget.objects.filter(enterprise_id=enterprise_id, item=item, year=year).order_by("-version").first()
    return _target(row) if row else None


def history_of_target(enterprise_id: int, *, item: str, year: int) -> list[audit.AuditRow]:
    """Give who set which target when, latest first; the reader must be allowed to see the enterprise's targets."""
    return audit.history(*YearTarget.objects.filter(enterprise_id=enterprise_id, item=item, year=year))


def _target(row: YearTarget) -> Target:
    return Target(
        row.enterprise_id, row.item, row.year, row.value, row.basis, row.version, row.set_at, row.set_by
    )  # fmt: skip
