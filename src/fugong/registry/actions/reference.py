"""Reference tables: loading divisions and industries; run at the machine, so no post is asked, but it is recorded."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.db import models

from fugong.core import audit, idempotency
from fugong.core.permission import Actor
from fugong.core.refusals import Refused
from fugong.core.wording import N_
from fugong.registry.models import Industry, Region
from fugong.registry.rules import naming
from fugong.registry.rules.reference_rows import DivisionRow, IndustryRow

# Reference tables belong to no county; their acts stand in a chain of their own.
NATION = "000000"

M = TypeVar("M", bound=models.Model)


class DivisionIsMalformed(Refused):
    """A code has none of the four lengths, or its upper division is missing."""

    code = "registry.division_is_malformed"
    status = 422
    message = N_("区划代码“%(division)s”不正确，或缺少其上级区划。")


@idempotency.once
def load_regions(rows: Iterable[DivisionRow], *, by: Actor, at: datetime) -> int:
    """Bring the division tree to what the rows say; give how many divisions were new or changed.

    Raises DivisionIsMalformed. What the rows do not mention stays: enterprises may stand there.
    """
    wanted = {row.code: _region(row) for row in rows}
    known = {region.code: region for region in Region.objects.all()}
    for code, region in wanted.items():
        if region.parent_code and region.parent_code not in wanted and region.parent_code not in known:
            raise DivisionIsMalformed(division=code)
    changed = [region for code, region in wanted.items() if _differs(region, known.get(code), "name", "name_pinyin")]
    Region.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["code"], update_fields=["name", "name_pinyin"]
    )
    _record("registry.divisions.loaded", changed, by=by, at=at)
    return len(changed)


@idempotency.once
def load_industries(rows: Iterable[IndustryRow], *, by: Actor, at: datetime) -> int:
    """Bring the industry classification to what the rows say; give how many classes were new or changed."""
    wanted = {(row.edition, row.code): Industry(**vars(row)) for row in rows}
    known = {(industry.edition, industry.code): industry for industry in Industry.objects.all()}
    fields = ("name", "level", "parent", "section")
    changed = [industry for key, industry in wanted.items() if _differs(industry, known.get(key), *fields)]
    Industry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["edition", "code"], update_fields=list(fields)
    )
    _record("registry.industries.loaded", changed, by=by, at=at)
    return len(changed)


def _region(row: DivisionRow) -> Region:
    if row.level is None:
        raise DivisionIsMalformed(division=row.code)
    return Region(
        code=row.code,
        name=row.name,
        level=row.level,
        parent_code=row.parent_code,
        name_pinyin=naming.sort_key(row.name),
    )


def _differs(wanted: M, known: M | None, *fields: str) -> bool:
    return known is None or any(getattr(wanted, field) != getattr(known, field) for field in fields)


def _record(action: str, changed: list[M], *, by: Actor, at: datetime) -> None:
    if changed:
        audit.record(
            county=NATION, action=action, subject=changed[0], by=by, at=at, changes={"rows": (0, len(changed))}
        )
