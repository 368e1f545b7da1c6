"""Regions, industries and enterprises for tests: functions with honest defaults and states."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count

from fugong.registry.models import (
    AnnualFigures,
    Answer,
    BurdenEntry,
    ControllingHolder,
    Enterprise,
    Industry,
    Membership,
    Region,
    Representative,
    SizeClass,
)
from fugong.registry.queries.shipped import shipped_divisions, shipped_industries
from fugong.registry.rules import naming, uscc
from fugong.registry.rules.reference_rows import DivisionRow

COUNTY = "520322"
TOWNSHIP = "520322101"
OTHER_TOWNSHIP = "520322102"
OTHER_COUNTY = "520323"
# The shipped tree has townships of one county only; another county's enterprises need a place to stand.
TOWNSHIP_ELSEWHERE = "520323101"

SINCE = date(2019, 1, 1)
CREATED_AT = datetime(2020, 2, 1, 8, tzinfo=UTC)

_numbers = count(1)
_CLASSES = {row.code: row for row in shipped_industries()}


def make_region_tree() -> None:
    """Make the shipped divisions and one township of a neighbouring county, where they are missing."""
    rows = [*shipped_divisions(), DivisionRow(TOWNSHIP_ELSEWHERE, "邻县示例镇")]
    Region.objects.bulk_create(
        (
            Region(
                code=row.code,
                name=row.name,
                level=row.level or "",
                parent_code=row.parent_code,
                name_pinyin=naming.sort_key(row.name),
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )


def make_industries(*codes: str) -> None:
    """Make these smallest classes with the groups, divisions and sections above them, where they are missing."""
    wanted = {part for code in codes for part in (_CLASSES[code].section, code[:2], code[:3], code)}
    Industry.objects.bulk_create((Industry(**vars(_CLASSES[code])) for code in wanted), ignore_conflicts=True)


def valid_uscc(number: int | None = None, *, county_code: str = COUNTY) -> str:
    """Give a valid code with a running serial; invented, like every enterprise of a test."""
    serial = f"MA{next(_numbers) if number is None else number:06d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    rest = 11 - sum(int(c, 36) * w for c, w in zip(serial, weights, strict=True)) % 11
    first = f"91{county_code}{serial}{ {10: 'X', 11: '0'}.get(rest, rest) }"
    return first + uscc.check_character(first)


def make_enterprise(
    *,
    name: str = "",
    division_code: str = TOWNSHIP,
    industry_code: str = "3011",
    holder: str = "private",
    size: str = "small",
    memberships: Iterable[str] = (),
    representative_id: int | None = None,
    **fields: object,
) -> Enterprise:
    """Make an enterprise with the dated facts the words ask for, in force since 2019; an empty word leaves one out."""
    if not Region.objects.filter(code=division_code).exists():
        make_region_tree()
    make_industries(industry_code)
    number = next(_numbers)
    name = name or f"桐梓县示例企业{number:04d}号有限公司"
    given: dict[str, object] = {
        "uscc": valid_uscc(number, county_code=division_code[:6]),
        "short_name": "",
        "address": "示例路1号",
        "contact_phone": "0851-26620000",
        "registration_type": "173",
        "synthetic": True,
        "created_at": CREATED_AT,
        **fields,
    }
    enterprise = Enterprise.objects.create(
        name=name,
        name_key=naming.sort_key(name),
        search_text=naming.search_text(name, str(given["short_name"])),
        county_code=division_code[:6],
        division_code=division_code,
        industry_code=industry_code,
        **given,
    )
    base = {"enterprise": enterprise, "county_code": enterprise.county_code}
    if holder:
        ControllingHolder.objects.create(holder=holder, since_on=SINCE, **base)
    if size:
        SizeClass.objects.create(size=size, year=2019, source="示例", recorded_at=CREATED_AT, **base)
    for kind in memberships:
        Membership.objects.create(kind=kind, since_on=SINCE, **base)
    if representative_id is not None:
        Representative.objects.create(account_id=representative_id, since_on=SINCE, **base)
    return enterprise


def record_staff(enterprise: Enterprise, staff: int, *, year: int = 2019) -> None:
    """Give an enterprise its staff of a year, as its annual figures say."""
    AnnualFigures.objects.create(
        enterprise=enterprise, county_code=enterprise.county_code, year=year, staff=staff, source="测试",
        recorded_at=CREATED_AT,
    )  # fmt: skip


def closed_enterprise(*, name: str = "", division_code: str = TOWNSHIP) -> Enterprise:
    """Make an enterprise that was struck off before the shutdown."""
    return make_enterprise(name=name, division_code=division_code, closed_on=date(2020, 1, 15))


def industrial_member(*, name: str = "", division_code: str = TOWNSHIP, holder: str = "private") -> Enterprise:
    """Make an enterprise on the list of above-threshold industry."""
    return make_enterprise(name=name, division_code=division_code, holder=holder, memberships=["industry_above"])


def trade_member(*, name: str = "", division_code: str = TOWNSHIP, holder: str = "private") -> Enterprise:
    """Make an enterprise on the list of above-limit trade."""
    return make_enterprise(
        name=name, division_code=division_code, holder=holder, industry_code="5211", memberships=["trade_above"]
    )


def versions_said(fact: str) -> list[tuple[int, object]]:
    """Give version and value of every answer to a fact, the newest first."""
    return list(Answer.objects.filter(fact=fact).order_by("-version").values_list("version", "value"))


def burdens(reference: str = "") -> list[BurdenEntry]:
    """Give the entries of the burden ledger, of one paper or of all, in the order in which they came."""
    rows = BurdenEntry.objects.order_by("pk")
    return list(rows.filter(reference=reference) if reference else rows)


def how_many_exist() -> int:
    """Count the enterprises that are not closed."""
    return Enterprise.objects.filter(closed_on=None).count()
