"""The division tree and the industry classification, as forms and filters offer them."""

from collections.abc import Iterable
from dataclasses import dataclass

from fugong.core.permission import within
from fugong.core.refusals import NotThere
from fugong.registry.models import Enterprise, Industry, Region

__all__ = ["RegionCard", "counties", "industry_classes", "industry_sections", "region", "townships", "townships_inside"]


@dataclass(frozen=True)
class RegionCard:
    """A division as others may know it."""

    code: str
    name: str
    level: str
    parent_code: str


def region(code: str) -> RegionCard:
    """Give the division of this code. Raises NotThere."""
    row = Region.objects.filter(code=code).first()
    if row is None:
        raise NotThere
    return _card(row)


def counties() -> tuple[str, ...]:
    """Give the codes of the counties in which enterprises are registered."""
    codes = Enterprise.objects.order_by("county_code").values_list("county_code", flat=True)
    return tuple(codes.distinct())


def townships(county_code: str) -> tuple[RegionCard, ...]:
    """Give the county's townships in order of their codes."""
    return tuple(map(_card, Region.objects.townships().inside(county_code)))


def townships_inside(areas: Iterable[str]) -> list[tuple[str, str]]:
    """Give code and name of the townships inside the areas of duty."""
    rows = Region.objects.townships().filter(within(areas, field="code"))
    return list(rows.values_list("code", "name"))


def industry_sections() -> list[tuple[str, str]]:
    """Give code and name of the twenty sections in use."""
    return list(Industry.objects.in_use().sections().values_list("code", "name"))


def industry_classes() -> list[tuple[str, str]]:
    """Give the smallest classes in use as code and "code name", in order."""
    rows = Industry.objects.in_use().smallest().order_by("code").values_list("code", "name")
    return [(code, f"{code} {name}") for code, name in rows]


def _card(row: Region) -> RegionCard:
    return RegionCard(code=row.code, name=row.name, level=row.level, parent_code=row.parent_code)
