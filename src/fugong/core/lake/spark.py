"""Spark, when one machine is too small: the same questions on the same files, carried over by sqlglot.

The questions are written for DuckDB. What carries over unchanged in meaning is checked by comparing every indicator on
both engines; where the two differ (integer division, halves, order of words) a question avoids it.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from fugong.core.lake import sql
from fugong.core.lake.facts import Column

__all__ = ["SparkEngine", "carried_over", "connected"]


@cache
def carried_over(question: str) -> str:
    """Give the question in the words of Spark. Raises sqlglot's ParseError for what neither engine understands."""
    import sqlglot  # slow to load, and needed only where a cluster answers

    return sqlglot.transpile(question, read="duckdb", write="spark")[0]


class SparkEngine:
    """A session on a cluster: tables from files, views from SQL, answers as rows."""

    def __init__(self, session: Any) -> None:
        self.session = session

    def files(self, name: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Name a table that lies in Parquet files; without files it is empty."""
        if not paths:
            self.view(name, sql.empty(columns))
            return
        self.session.read.parquet(*(str(path) for path in paths)).createOrReplaceTempView(f"{name}_read")
        self.view(name, sql.select(sql.names_of(columns), f"{name}_read"))

    def view(self, name: str, question: str) -> None:
        """Name the answer to a question, asked anew each time it is used."""
        self.session.sql(carried_over(question)).createOrReplaceTempView(name)

    def keep(self, name: str, question: str) -> None:
        """Name the answer to a question and keep it on the cluster, for as long as the session is open."""
        self.session.sql(carried_over(question)).cache().createOrReplaceTempView(name)

    def add(self, name: str, question: str) -> None:
        """Add the answer to a question to what is kept under a name."""
        more = self.session.sql(carried_over(question))
        self.session.table(name).union(more).createOrReplaceTempView(name)

    def write(self, question: str, path: Path) -> int:
        """Write the answer to a question as one Parquet file; give the number of its rows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_suffix(".begun")
        # The cluster writes a folder with its notes; what is kept is the one part in it.
        self.session.sql(carried_over(question)).coalesce(1).write.mode("overwrite").parquet(str(begun))
        (part,) = begun.glob("part-*.parquet")
        part.rename(path)
        shutil.rmtree(begun)
        return int(self.session.read.parquet(str(path)).count())

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Answer a question."""
        return [tuple(row) for row in self.session.sql(carried_over(question)).collect()]


@contextmanager
def connected(master: str) -> Iterator[SparkEngine]:
    """Connect to a cluster by its address, ``spark://host:7077``; needs the extra ``fugong[spark]`` and Java 17."""
    from pyspark.sql import SparkSession  # an extra of the package: a county needs neither it nor Java

    builder = SparkSession.builder.appName("fugong").master(master)
    for key, value in {
        "spark.sql.session.timeZone": "UTC",
        "spark.ui.enabled": "false",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.shuffle.partitions": "4",
        # Without it the first rows of a written-out list decide the type of all.
        "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    }.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield SparkEngine(session)
    finally:
        session.stop()
