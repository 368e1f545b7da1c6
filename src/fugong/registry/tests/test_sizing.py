"""Annual figures and size classes: by year, with source, corrected by a further version."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from fugong.core import audit
from fugong.core.clock import BEIJING
from fugong.core.refusals import Invalid
from fugong.registry import public as registry
from fugong.registry.actions.sizing import NoFigures
from fugong.registry.models import AnnualFigures, SizeClass
from fugong.registry.public import Figures

from .factories import make_enterprise
from .personas import OFFICER

AT = datetime(2020, 2, 15, 9, 30, tzinfo=BEIJING)
MEDIUM = Figures(staff=350, revenue_wan=Decimal("2500.50"), assets_wan=Decimal(9000))

pytestmark = pytest.mark.django_db


def test_figures_are_recorded_and_a_correction_stands_beside_them() -> None:
    enterprise = make_enterprise(size="")

    versions = [
        registry.record_figures(enterprise.pk, year=2019, figures=figures, source="2019年年报", by=OFFICER, at=AT)
        for figures in (MEDIUM, MEDIUM, Figures(staff=280, revenue_wan=MEDIUM.revenue_wan))
    ]

    assert versions == [1, 1, 2]
    rows = AnnualFigures.objects.order_by("version").values_list("version", "staff", "assets_wan")
    assert list(rows) == [(1, 350, Decimal(9000)), (2, 280, None)]
    assert registry.enterprise_card(enterprise.pk, on=date(2020, 2, 15)).staff == 280
    latest = audit.history(enterprise)[0]
    assert ("staff", 350, 280) in {(c.field, c.before, c.after) for c in latest.changes}


@pytest.mark.parametrize(
    ("year", "figures"),
    [
        (2021, MEDIUM), (1900, MEDIUM), (2019, Figures(staff=-1)), (2019, Figures(revenue_wan=Decimal(-1))),
        (2019, Figures(staff=10**12)), (2019, Figures(assets_wan=Decimal(10) ** 30)),
    ],
)  # fmt: skip
def test_impossible_figures_change_nothing(year: int, figures: Figures) -> None:
    enterprise = make_enterprise()

    with pytest.raises(Invalid):
        registry.record_figures(enterprise.pk, year=year, figures=figures, source="年报", by=OFFICER, at=AT)

    assert not AnnualFigures.objects.exists()


def test_the_class_of_a_year_follows_from_its_figures_and_names_its_source() -> None:
    enterprise = make_enterprise(industry_code="3011", size="")
    registry.record_figures(enterprise.pk, year=2019, figures=MEDIUM, source="2019年年报", by=OFFICER, at=AT)

    assert registry.classify_by_figures(enterprise.pk, year=2019, by=OFFICER, at=AT) == "medium"

    (row,) = SizeClass.objects.all()
    assert (row.year, row.size, row.source) == (2019, "medium", "国统字〔2017〕213号，据2019年年度数据")


def test_without_figures_nothing_is_classified() -> None:
    enterprise = make_enterprise(size="")

    with pytest.raises(NoFigures):
        registry.classify_by_figures(enterprise.pk, year=2019, by=OFFICER, at=AT)

    assert not SizeClass.objects.exists()


def test_the_bureau_s_class_of_a_year_counts_from_that_year_and_is_corrected_by_a_version() -> None:
    enterprise = make_enterprise(size="")
    for year, size in ((2018, "micro"), (2019, "small"), (2019, "small"), (2019, "medium")):
        registry.set_size_class(enterprise.pk, year=year, size=size, source="统计局", by=OFFICER, at=AT)

    rows = SizeClass.objects.order_by("year", "version").values_list("year", "version", "size")
    assert list(rows) == [(2018, 1, "micro"), (2019, 1, "small"), (2019, 2, "medium")]
    sizes = [registry.enterprise_card(enterprise.pk, on=date(year, 6, 1)).size for year in (2017, 2018, 2019, 2020)]
    assert sizes == ["unclassified", "micro", "medium", "medium"]


def test_an_unknown_class_or_year_changes_nothing() -> None:
    enterprise = make_enterprise(size="")

    for year, size in ((2019, "huge"), (2021, "small")):
        with pytest.raises(Invalid):
            registry.set_size_class(enterprise.pk, year=year, size=size, source="统计局", by=OFFICER, at=AT)

    assert not SizeClass.objects.exists()
