"""Sizing: a year's figures are recorded, and the size class of the year is fixed, with its source."""

from dataclasses import fields as fields_of
from datetime import datetime
from decimal import Decimal

from fugong.core import audit, idempotency, texts
from fugong.core.permission import Actor
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_
from fugong.registry.models import AnnualFigures, Enterprise, SizeClass
from fugong.registry.rules import periods
from fugong.registry.rules import size as sizes
from fugong.registry.rules.kinds import SIZES
from fugong.registry.rules.size import Figures

from .locking import enterprise_for_change

_LARGEST_STAFF = 2_000_000
_LARGEST_WAN = Decimal(10) ** 11


class NoFigures(Refused):
    """A size class needs the figures of its year."""

    code = "registry.no_figures"
    message = N_("尚无 %(year)s 年年度数据，不能划型。")


@idempotency.once
def record_figures(enterprise_id: int, *, year: int, figures: Figures, source: str, by: Actor, at: datetime) -> int:
    """Record the annual figures; give their version. The same figures again change nothing.

    A correction stands beside the former version. Raises Invalid for an impossible year or value.
    """
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    problems = [*_year(year, at), *_values(figures)]
    if problems:
        raise Invalid(problems)
    known = enterprise.figures.filter(year=year).first()
    names = [field.name for field in fields_of(figures)]
    before = {name: getattr(known, name, None) for name in names}
    if known is not None and before == vars(figures):
        return known.version
    version = known.version + 1 if known else 1
    AnnualFigures.objects.create(
        enterprise=enterprise,
        county_code=enterprise.county_code,
        year=year,
        version=version,
        source=texts.clean(source)[:200],
        recorded_at=at,
        **vars(figures),
    )
    audit.record(
        county=enterprise.county_code,
        action="registry.figures.recorded",
        subject=enterprise,
        by=by,
        at=at,
        changes={"year": (None, year)} | {n: (before[n], v) for n, v in vars(figures).items() if before[n] != v},
        note=source,
    )
    return version


@idempotency.once
def set_size_class(enterprise_id: int, *, year: int, size: str, source: str, by: Actor, at: datetime) -> None:
    """Note the class the statistics bureau fixed for the year. The same class again changes nothing."""
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    problems = _year(year, at)
    if size not in SIZES:
        problems.append(Problem("size", N_("请选择企业规模。")))
    if problems:
        raise Invalid(problems)
    _fix(enterprise, year=year, size=size, source=source, by=by, at=at)


@idempotency.once
def classify_by_figures(enterprise_id: int, *, year: int, by: Actor, at: datetime) -> str:
    """Fix the class of the year by the method of 2017 from the figures on record; give it. Raises NoFigures."""
    enterprise = enterprise_for_change(enterprise_id, by=by, at=at)
    known = enterprise.figures.filter(year=year).first()
    if known is None:
        raise NoFigures(field="year", year=str(year))
    figures = Figures(staff=known.staff, revenue_wan=known.revenue_wan, assets_wan=known.assets_wan)
    size = sizes.classify(enterprise.industry_code, figures).size
    _fix(enterprise, year=year, size=size, source=f"国统字〔2017〕213号，据{year}年年度数据", by=by, at=at)
    return size


@idempotency.once
def settle_year(enterprise_id: int, *, year: int, figures: Figures, source: str, by: Actor, at: datetime) -> str:
    """Record a year's figures and fix the class that follows from them; give the class. Raises Invalid."""
    record_figures(enterprise_id, year=year, figures=figures, source=source, by=by, at=at)
    return classify_by_figures(enterprise_id, year=year, by=by, at=at)


def _fix(enterprise: Enterprise, *, year: int, size: str, source: str, by: Actor, at: datetime) -> None:
    known = enterprise.size_classes.filter(year=year).first()
    if known is not None and known.size == size:
        return
    SizeClass.objects.create(
        enterprise=enterprise,
        county_code=enterprise.county_code,
        year=year,
        version=known.version + 1 if known else 1,
        size=size,
        source=texts.clean(source)[:200],
        recorded_at=at,
    )
    audit.record(
        county=enterprise.county_code,
        action="registry.size.fixed",
        subject=enterprise,
        by=by,
        at=at,
        changes={"size": (known.size if known else None, size), "year": (None, year)},
        note=source,
    )


def _year(year: int, at: datetime) -> list[Problem]:
    if periods.EARLIEST.year <= year <= at.year:
        return []
    return [Problem("year", N_("年度 %(year)s 不正确。"), {"year": str(year)})]


def _values(figures: Figures) -> list[Problem]:
    largest = {"staff": _LARGEST_STAFF, "revenue_wan": _LARGEST_WAN, "assets_wan": _LARGEST_WAN}
    return [
        Problem(name, N_("数值超出合理范围，请核对单位（人、万元）。"))
        for name, value in vars(figures).items()
        if value is not None and not 0 <= value <= largest[name]
    ]
