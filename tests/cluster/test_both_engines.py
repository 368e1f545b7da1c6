"""One set of questions, two engines: every indicator of the replayed county, to the last digit."""

import datetime as dt

import pytest
from pytest_django import Settings

from fugong.core import lake
from fugong.core.calendar import BEIJING
from fugong.indicators import public as indicators
from fugong.indicators.models import CellFile
from fugong.indicators.queries.cells import CELLS
from fugong.indicators.queries.values import values_of
from fugong.replay import public as replay

DAYS = (dt.date(2020, 2, 20), dt.date(2020, 3, 15), dt.date(2020, 4, 30))
MONTHS = (dt.date(2020, 2, 1), dt.date(2020, 4, 1))
NOW = dt.datetime(2020, 5, 13, 20, tzinfo=BEIJING)
Told = dict[tuple[str, dt.date, str, str], tuple[object, ...]]


# pyspark leaves sockets to the collector; that is no fault of ours.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.cluster
@pytest.mark.django_db
def test_every_indicator_is_the_same_on_both_engines_to_the_last_digit(cluster: str, settings: Settings) -> None:
    scenario = replay.load("tongzi-2020")
    replay.perform(scenario)
    as_of = lake.AsOf(lake.refresh(scenario.county_code, at=NOW).position)
    with lake.reading(scenario.county_code, as_of=as_of) as opened:
        here = told(opened)
    with lake.connected(cluster) as engine, lake.reading_on(engine, scenario.county_code, as_of=as_of) as opened_there:
        there = told(opened_there)

    assert len(here) > 1000
    assert here == there

    indicators.roll(scenario.county_code, at=NOW, anew=True)
    counted_here = cells_of(scenario.county_code)
    settings.FUGONG_LAKE_ENGINE = cluster
    rolled = indicators.roll(scenario.county_code, at=NOW, anew=True)

    assert rolled.days > 60
    assert len(counted_here) > 10_000
    assert cells_of(scenario.county_code) == counted_here


def cells_of(county_code: str) -> set[tuple[object, ...]]:
    """Read what was counted beforehand, as pages read it."""
    paths = [lake.folder() / file.path for file in CellFile.objects.filter(county_code=county_code)]
    with lake.opened() as engine:
        engine.files("counted", CELLS, paths)
        found = engine.rows(lake.select(lake.names_of(CELLS), "counted"))
    assert len(found) == len(set(found))
    return set(found)


def told(opened: lake.Lake[lake.Engine]) -> Told:
    found: Told = {}
    for one in indicators.all_definitions():
        days = MONTHS if one.period == "month" else DAYS
        for value in values_of(opened, one, days=days, by=list(indicators.GROUP_WORDS), now=NOW):
            parts = tuple((part.value.numerator, part.value.denominator) for part in value.parts)
            found[one.key, value.on, value.by, value.group] = (
                value.numerator, value.denominator, value.counted, value.missing, value.excluded, value.rate, parts,
            )  # fmt: skip
    return found
