"""The part of the county bench that runs inside the product: fills the lake, counts, reads."""

import datetime as dt
import json
import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from string import Template
from typing import Any

from django.db import transaction

from fugong.core import lake
from fugong.core.calendar import BEIJING
from fugong.core.lake.models import LakeFile, LakeState
from fugong.indicators import public as indicators
from fugong.indicators.actions import rolling

COUNTY = "520322"
N, D = int(os.environ["BENCH_ENTERPRISES"]), int(os.environ["BENCH_DAYS"])
FIRST = dt.date(2020, 1, 1)
LAST = FIRST + dt.timedelta(D - 1)
NOW = dt.datetime.combine(LAST + dt.timedelta(2), dt.time(9), BEIJING)
TOLD = {
    "N": str(N), "D": str(D), "FIRST": FIRST.isoformat(), "ENTERPRISE": "(SELECT i + 1 AS id FROM range($N) AS r (i))",
    "STAMP": "CAST(1 AS BIGINT) AS position, TIMESTAMP '2020-01-01' AS recorded_at",
}  # fmt: skip


def facts() -> dict[str, str]:
    """Give the question of every table."""
    text = Path(os.environ["BENCH_FACTS"]).read_text("utf-8").replace("$ENTERPRISE", TOLD["ENTERPRISE"])
    parts = re.findall(r"-- name: (\w+)\n(.*?)(?=-- name|\Z)", text, flags=re.DOTALL)
    return {name: Template(question).substitute(TOLD) for name, question in parts}


def fill() -> int:
    """Write the facts as the lake writes them, by month where a table has months."""
    rows = 0
    with lake.opened() as engine, transaction.atomic():
        for fact in lake.declared():
            engine.view("given", facts()[fact.name])
            months = [("", "TRUE")]
            if fact.month:
                month = f"strftime({fact.month}, '%Y-%m')"
                found = engine.rows(lake.select(f"DISTINCT {month}", "given", order="1"))
                months = [(name, f"{month} = '{name}'") for (name,) in found]
            for name, where in months:
                path = f"{fact.name}/county={COUNTY}/{name or 'all'}.parquet"
                kept = lake.select(lake.names_of(fact.stored), "given", where=where, order=", ".join(fact.order))
                written = engine.write(kept, lake.folder() / path)
                rows += written
                LakeFile.objects.create(
                    county_code=COUNTY, fact=fact.name, month=name, path=path, first_position=0, last_position=1,
                    rows=written, sha256="", written_at=NOW,
                )  # fmt: skip
        LakeState.objects.create(county_code=COUNTY, position=1, refreshed_at=NOW)
    return rows


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give how long some work took, and what it gave."""
    began = time.perf_counter()
    given = work()
    return time.perf_counter() - began, given


def as_it_lies(county: str, *, at: dt.datetime) -> lake.Refreshed:
    """Stand in for the refresh: the database holds none of these enterprises, the lake is counted as it lies."""
    del at
    return lake.Refreshed(county, 1, {})


lake.refresh = as_it_lies
filled = fill()
rebuild_s, rolled = timed(lambda: indicators.roll(COUNTY, at=NOW, anew=True))
with lake.reading(COUNTY, as_of=lake.AsOf(1)) as opened:
    every = lake.select("item, count(*), sum(value)", "report_values GROUP BY item")
    limit_s, _ = timed(lambda: opened.engine.rows(every))
    # One day, as a roll counts it when a report of that day came.
    day_s = [timed(partial(rolling._count, opened, [LAST - dt.timedelta(n)]))[0] for n in range(5)]  # noqa: SLF001
asked: dict[str, Any] = {"county_code": COUNTY, "on": LAST}
since: dict[str, Any] = {"county_code": COUNTY, "from_on": FIRST, "until_on": LAST}
views: dict[str, Callable[[], object]] = {
    "figure": partial(indicators.latest, "resumption_gross", **asked),
    "seven_figures": lambda: [indicators.latest(d.code, **asked) for d in indicators.newest_definitions()[:7]],
    "curve_of_a_year": partial(indicators.curve, "resumption_gross", **since),
    "curve_by_township": partial(indicators.curve, "return_all", by="township", **since),
    "curve_by_industry": partial(indicators.curve, "capacity", by="industry", **since),
    "index_of_a_year": partial(indicators.curve, "electricity_index", **since),
    "by_size": partial(indicators.latest, "electricity_ratio", by="size", **asked),
    "heat_table": partial(indicators.latest, "resumption_gross", by="place_and_industry", **asked),
    "rows_behind": partial(
        indicators.rows_of, "return_all", as_of=lake.AsOf(1), wanted=indicators.Wanted(size=50), **asked
    ),
}
times = {}
for title, view in views.items():
    view()
    times[title] = [1000 * timed(view)[0] for _ in range(9)]
told = {
    "rows": filled, "definitions": len(indicators.all_definitions()), "days_counted": rolled.days,
    "rebuild_s": round(rebuild_s, 1), "one_day_s": round(sorted(day_s)[2], 2),
    "reading_the_facts_once_s": round(limit_s, 2), "views_ms": times,
}  # fmt: skip
print(json.dumps(told))
