"""DuckDB in this process: reads the lake's files, answers in SQL; the engine unless another is configured."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from fugong.core.lake import sql
from fugong.core.lake.facts import Column

__all__ = ["DuckEngine", "kept_in_memory", "opened"]

MEMORY = "4GB"
# As PostgreSQL writes it; nothing is guessed.
_CSV = "header=false, auto_detect=false, delim=',', quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false"


@cache
def _instance(process: int) -> duckdb.DuckDBPyConnection:
    """One instance a process; each use gets a connection of its own, with temporary names nobody else sees."""
    del process
    # It reads and writes the lake's own folder and never loads anything from outside. A file there never changes, so
    # what its end says of it is read once.
    instance = duckdb.connect(":memory:", config={"memory_limit": MEMORY, "autoinstall_known_extensions": "false"})
    instance.execute("SET GLOBAL parquet_metadata_cache = true")
    return instance


class DuckEngine:
    """One connection: tables from files and rows, views from SQL, answers as rows."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def files(self, name: str, columns: Sequence[Column], paths: Sequence[Path]) -> None:
        """Name a table that lies in Parquet files; without files it is empty."""
        listed = ", ".join(f"'{_quoted(path)}'" for path in paths)
        found = sql.select(sql.names_of(columns), f"read_parquet([{listed}])")
        self.view(name, found if paths else sql.empty(columns))

    def can_read(self, columns: Sequence[Column], paths: Sequence[Path]) -> bool:
        """Tell whether Parquet files are what they should be, with these columns."""
        try:
            self.files("tried", columns, paths)
            self.rows(sql.select("count(*)", "tried"))
        except duckdb.Error:
            return False
        return True

    def table(self, name: str, columns: Sequence[Column], path: Path) -> None:
        """Name a table that lies in a CSV file written by the database."""
        types = ", ".join(f"'{column.name}': '{column.type}'" for column in columns)
        self.keep(name, sql.select("*", f"read_csv('{_quoted(path)}', {_CSV}, columns={{{types}}})"))

    def view(self, name: str, question: str) -> None:
        """Name the answer to a question, asked anew each time it is used."""
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {question}")

    def keep(self, name: str, question: str) -> None:
        """Name the answer to a question and keep it, for as long as this engine is open."""
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {question}")

    def add(self, name: str, question: str) -> None:
        """Add the answer to a question to what is kept under a name."""
        self.connection.execute(f"INSERT INTO {name} {question}")

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Answer a question."""
        return self.connection.execute(question).fetchall()

    def write(self, question: str, path: Path) -> int:
        """Write the answer to a question as a Parquet file; give the number of its rows."""
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written under another name first: a file that is there is whole.
        begun = path.with_suffix(".begun")
        copy = f"COPY ({question}) TO '{_quoted(begun)}' (FORMAT parquet, COMPRESSION zstd)"
        row = self.connection.execute(copy).fetchone()
        begun.rename(path)
        return int(row[0]) if row else 0


def kept_in_memory(name: str, version: str, *, columns: Sequence[Column], files: Callable[[], Sequence[Path]]) -> str:
    """Keep the rows of Parquet files in this process under name and version; give the table's name.

    The version before goes when a newer one comes: whoever reads it in this moment reads it to the end.
    """
    table = f"kept_{name}_{version}"
    with _keeping:
        known = _kept.get(name)
        if known != table:
            with opened() as engine:
                engine.files("read_now", columns, files())
                engine.connection.execute(f"CREATE OR REPLACE TABLE {table} AS {sql.select('*', 'read_now')}")
                if known:
                    engine.connection.execute(f"DROP TABLE IF EXISTS {known}")
            _kept[name] = table
    return table


_kept: dict[str, str] = {}
_keeping = Lock()


@contextmanager
def opened() -> Iterator[DuckEngine]:
    """Open the engine for one piece of work."""
    connection = _instance(os.getpid()).cursor()
    try:
        yield DuckEngine(connection)
    finally:
        connection.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
