"""The part of the rollup bench that runs inside the product: fills the lake, rolls up in each way, reads."""

import datetime as dt
import json
import os
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any

from django.db import transaction

from fugong.core import lake
from fugong.core.calendar import BEIJING
from fugong.core.lake.models import LakeFile, LakeState

COUNTY = "520322"
N, D, ROUNDS = (int(os.environ[name]) for name in ("BENCH_ENTERPRISES", "BENCH_DAYS", "BENCH_ROUNDS"))
FIRST = dt.date(2020, 1, 1)
LAST = FIRST + dt.timedelta(D - 1)
NOW = dt.datetime.combine(LAST + dt.timedelta(2), dt.time(9), BEIJING)
AS_OF, POSITION = 2, 3
TOLD = Path(os.environ["BENCH_QUESTIONS"]).read_text("utf-8")
PARTS = dict(re.findall(r"-- name: (\w+)\n(.*?)(?=-- name|\Z)", TOLD, flags=re.DOTALL))
TABLES = {"report_values", "enterprises", "sizes"}
NAMES = {"values": "report_values", "enterprises": "enterprises", "sizes": "sizes"}
COLUMNS = (
    lake.Column("township", "VARCHAR"), lake.Column("industry", "VARCHAR"), lake.Column("size", "VARCHAR"),
    lake.Column("day", "DATE"), lake.Column("total", "DECIMAL(38,4)"), lake.Column("reports", "BIGINT"),
)  # fmt: skip
Answer = list[tuple[Any, ...]]


def question(part: str, **told: object) -> str:
    """Give one of the questions with its places filled in."""
    return Template(PARTS[part]).substitute({"N": N, "AS_OF": AS_OF} | told).strip()


def months() -> list[tuple[dt.date, int]]:
    """Give the first day of every month and how many of its days are filled."""
    firsts = sorted({(FIRST + dt.timedelta(n)).replace(day=1) for n in range(D)})
    ends = [*firsts[1:], LAST + dt.timedelta(1)]
    return [(first, (end - first).days) for first, end in zip(firsts, ends, strict=True)]


def fill() -> int:
    """Write the facts as the lake writes them, values by month."""
    facts = {fact.name: fact for fact in lake.declared()}
    asked = [(name, "", question(name)) for name in ("enterprises", "sizes")]
    asked += [
        ("report_values", f"{first:%Y-%m}", question("report_values", FIRST=first, DAYS=days))
        for first, days in months()
    ]
    rows = 0
    with lake.opened() as engine, transaction.atomic():
        for name, month, given in asked:
            path, fact = f"{name}/county={COUNTY}/{month or 'all'}.parquet", facts[name]
            kept = lake.select(lake.names_of(fact.stored), f"({given}) AS q", order=", ".join(fact.order))
            written = engine.write(kept, lake.folder() / path)
            rows += written
            LakeFile.objects.create(
                county_code=COUNTY, fact=name, month=month, path=path, first_position=0, last_position=POSITION,
                rows=written, sha256="", written_at=NOW,
            )  # fmt: skip
        LakeState.objects.create(county_code=COUNTY, position=POSITION, refreshed_at=NOW)
    return rows


def paths(fact: str) -> list[str]:
    """Give the files of a table."""
    return [str(lake.folder() / path) for path in LakeFile.objects.filter(fact=fact).values_list("path", flat=True)]


def files(fact: str) -> str:
    """Name the files of a table as a hand would write them into SQL."""
    return f"read_parquet([{', '.join(repr(path) for path in paths(fact))}])"


def product() -> Answer:
    """Roll up as the platform does: its own names for what stood as of a position."""
    with lake.reading(COUNTY, as_of=lake.AsOf(AS_OF), only=TABLES) as opened:
        return opened.engine.rows(question("rollup", which="TRUE", **NAMES))


def by_hand() -> Answer:
    """Roll up with SQL written for these very files."""
    current = question("current_by_hand", files=files("report_values"))
    asked = question("rollup", which="TRUE", values=current, enterprises=files("enterprises"), sizes=files("sizes"))
    with lake.opened() as engine:
        return engine.rows(asked)


def by_pandas() -> int:
    """Roll up with pandas."""
    import pandas as pd

    key = ["enterprise_id", "period_on"]
    told = pd.concat(pd.read_parquet(path) for path in paths("report_values"))
    told = told[told.position <= AS_OF].sort_values("version").drop_duplicates(key, keep="last")
    firms, sizes = pd.read_parquet(paths("enterprises")[0]), pd.read_parquet(paths("sizes")[0])
    firms["industry"] = firms.industry_code.str[:2]
    told = told.merge(firms[["enterprise_id", "division_code", "industry"]], on="enterprise_id")
    told = told.merge(sizes[["enterprise_id", "size"]], on="enterprise_id")
    told["value"] = told["value"].astype(float)
    return len(told.groupby(["division_code", "industry", "size", "period_on"])["value"].agg(["sum", "size"]))


def by_polars() -> int:
    """Roll up with polars, lazily."""
    import polars as pl

    key = ["enterprise_id", "period_on"]
    known = pl.scan_parquet(paths("report_values")).filter(pl.col("position") <= AS_OF)
    newest = known.filter(pl.col("version") > 1).group_by(key).agg(pl.col("version").max().alias("newest"))
    told = known.join(newest, on=key, how="left").filter(pl.col("version") == pl.col("newest").fill_null(1))
    industry = pl.col("industry_code").str.slice(0, 2).alias("industry")
    firms = pl.scan_parquet(paths("enterprises")).select("enterprise_id", "division_code", industry)
    sizes = pl.scan_parquet(paths("sizes")).select("enterprise_id", "size")
    joined = told.join(firms, on="enterprise_id").join(sizes, on="enterprise_id")
    groups = joined.group_by(["division_code", "industry", "size", "period_on"])
    return groups.agg(pl.col("value").sum(), pl.len()).collect().height


def seconds(work: Callable[[], Any]) -> float:
    """Give how long some work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def available(*modules: str) -> bool:
    """Tell whether a peer is installed."""
    try:
        for module in modules:
            __import__(module)
    except ImportError:
        return False
    return True


def same(one: Answer, other: Answer) -> None:
    """Stop where two ways do not say the same."""
    if sorted(one) != sorted(other):
        raise SystemExit("two ways of rolling up do not say the same")


written = fill()
cells = product()
same(cells, by_hand())
ways: dict[str, Callable[[], Any]] = {"product": product, "by_hand": by_hand}
if os.environ["BENCH_PEERS"] == "1":
    ways |= {"pandas": by_pandas} if available("pandas", "pyarrow") else {}
    ways |= {"polars": by_polars} if available("polars") else {}
took: dict[str, list[float]] = {name: [] for name in ways}
for _ in range(ROUNDS):
    for name, way in ways.items():
        took[name].append(seconds(way))

# The stored rollup, as cells are stored: files, kept in memory for reading.
stored = [lake.folder() / "rollup" / name for name in ("before.parquet", "newest.parquet")]
with lake.reading(COUNTY, as_of=lake.AsOf(AS_OF), only=TABLES) as opened:
    # In the order in which it is read, as cells are stored.
    asked = question("rollup", which=f"r.period_on < DATE '{LAST}'", **NAMES)
    opened.engine.write(lake.select("*", f"({asked}) AS q", order="township, industry, size, day"), stored[0])

    def one_day() -> None:
        """Count the newest day and write it beside what is stored."""
        opened.engine.write(question("rollup", which=f"r.period_on = DATE '{LAST}'", **NAMES), stored[1])

    day_s = [seconds(one_day) for _ in range(5)]


def read() -> Answer:
    """Read a dashboard's curve from the stored rollup."""
    table = lake.kept_in_memory("rollup", "bench", columns=COLUMNS, files=lambda: stored)
    with lake.opened() as engine:
        return engine.rows(question("curve", rolled=table))


def read_from_rows() -> Answer:
    """Read the same curve from the rows themselves."""
    with lake.reading(COUNTY, as_of=lake.AsOf(AS_OF), only=TABLES) as there:
        rolled = question("rollup", which="e.division_code = '520322107'", **NAMES)
        return there.engine.rows(question("curve", rolled=f"({rolled})"))


same(read(), read_from_rows())
read_ms = [1000 * seconds(read) for _ in range(21)]
rows_ms = [1000 * seconds(read_from_rows) for _ in range(3)]
ratios = [one / other for one, other in zip(took["product"], took["by_hand"], strict=True)]
told = {
    "values": written, "cells": len(cells),
    "seconds": {name: round(statistics.median(times), 3) for name, times in took.items()},
    "ratio_to_hand": round(statistics.median(ratios), 3), "one_day_s": round(statistics.median(day_s), 3),
    "read_ms": round(statistics.median(read_ms), 2), "read_from_rows_ms": round(statistics.median(rows_ms), 1),
}  # fmt: skip
print(json.dumps(told))
