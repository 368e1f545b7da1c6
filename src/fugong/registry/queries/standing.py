"""How enterprises stood on a day: holder, size class, memberships, staff; a fixed number of queries for any number."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fugong.registry.models import AnnualFigures, ControllingHolder, Enterprise, Membership, SizeClass
from fugong.registry.models.enterprise import EnterpriseQuerySet
from fugong.registry.rules.size import Size

__all__ = [
    "Population",
    "Standing",
    "members",
    "membership_days",
    "numbers_of",
    "population",
    "population_of",
    "standings",
]


@dataclass(frozen=True)
class Standing:
    """An enterprise's dated facts on one day; a holder or staff nobody registered is empty."""

    holder: str = ""
    size: str = Size.UNCLASSIFIED
    memberships: tuple[str, ...] = ()
    staff: int | None = None


@dataclass(frozen=True)
class Population:
    """One enterprise of a county's population on a day, for figures by place, industry, ownership and size."""

    enterprise_id: int
    uscc: str
    division_code: str
    industry_code: str
    holder: str
    size: str
    memberships: tuple[str, ...]
    staff: int | None


def standings(enterprise_ids: Iterable[int], *, on: date) -> dict[int, Standing]:
    """Give how each of these enterprises stood on the day."""
    ids = list(enterprise_ids)
    return _standings(ids, Q(enterprise__among=ids), on)


def population(county_code: str, *, on: date) -> tuple[Population, ...]:
    """Give every enterprise of the county that existed on the day, in order of its number."""
    return _population(Enterprise.objects.of_county(county_code), Q(county_code=county_code), on)


def population_of(enterprise_ids: Iterable[int], *, on: date) -> tuple[Population, ...]:
    """Give these enterprises, those that existed on the day, in order of their numbers."""
    ids = list(enterprise_ids)
    return _population(Enterprise.objects.filter(pk__among=ids), Q(enterprise__among=ids), on)


def members(kind: str, *, county_code: str, on: date) -> tuple[int, ...]:
    """Give the numbers of the enterprises that stood on the county's list on the day, in order."""
    rows = Membership.objects.in_force(on).filter(county_code=county_code, kind=kind)
    return tuple(rows.order_by("enterprise_id").values_list("enterprise_id", flat=True))


def numbers_of(codes: Iterable[str]) -> dict[str, int]:
    """Give the numbers of the enterprises with these credit codes; unknown ones are left out."""
    return dict(Enterprise.objects.filter(uscc__among=set(codes)).order_by().values_list("uscc", "id"))


def membership_days(county_code: str) -> tuple[date, ...]:
    """Give the days on which somebody entered or left a list, or the register, of the county, earliest first."""
    spans = Membership.objects.filter(county_code=county_code).values_list("since_on", "until_on")
    closed = Enterprise.objects.of_county(county_code).exclude(closed_on=None).values_list("closed_on", flat=True)
    return tuple(sorted({day for span in spans for day in span if day} | {day for day in closed if day}))


def _population(rows: EnterpriseQuerySet, which: Q, on: date) -> tuple[Population, ...]:
    found = rows.existing(on).order_by("id").values_list("id", "uscc", "division_code", "industry_code")
    known = {pk: (uscc, division, industry) for pk, uscc, division, industry in found}
    stood = _standings(list(known), which, on)
    return tuple(Population(pk, *known[pk], s.holder, s.size, s.memberships, s.staff) for pk, s in stood.items())


def _standings(ids: list[int], which: Q, on: date) -> dict[int, Standing]:
    in_force = ControllingHolder.objects.in_force(on).filter(which)
    holders = dict(in_force.values_list("enterprise_id", "holder"))
    lists: dict[int, list[str]] = defaultdict(list)
    for pk, kind in Membership.objects.in_force(on).filter(which).order_by("kind").values_list("enterprise_id", "kind"):
        lists[pk].append(kind)
    # The newest year that had begun, and of that year the newest version.
    newest = ("enterprise_id", "-year", "-version")
    known = Q(year__lte=on.year) & which
    sizes = dict(
        SizeClass.objects.filter(known).order_by(*newest).distinct("enterprise_id").values_list("enterprise_id", "size")
    )
    staff = dict(
        AnnualFigures.objects.filter(known, staff__isnull=False)
        .order_by(*newest)
        .distinct("enterprise_id")
        .values_list("enterprise_id", "staff")
    )
    return {
        pk: Standing(holders.get(pk, ""), sizes.get(pk, Size.UNCLASSIFIED), tuple(lists.get(pk, ())), staff.get(pk))
        for pk in ids
    }
