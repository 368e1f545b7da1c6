"""What contexts publish: the grain, columns and source of each table of the lake.

A *stream* only grows: every row carries the position of the act that brought it, and a later version stands beside the
earlier one. A *state* may change in the database; the lake keeps each of its versions, with the position at which the
change was published and whether the row is gone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Column", "Fact", "declare", "declared"]


Rows = Callable[[str], Iterable[Sequence[object]]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column and its type, in the words of DuckDB (also known to Spark): BIGINT, VARCHAR, DATE, DECIMAL(20,4) …"""

    name: str
    type: str


POSITION, RECORDED_AT, GONE = (
    Column("position", "BIGINT"),
    Column("recorded_at", "TIMESTAMP"),
    Column("gone", "BOOLEAN"),
)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One table of the lake.

    ``grain`` says what one row is. ``source`` selects it from the database: of a stream the ``columns`` and then
    position and time of recording, for positions after ``%(after)s`` up to ``%(until)s``; of a state the ``columns`` as
    they stand; both for ``%(county)s``. A state that rules decide is given by a function of the county instead.
    ``key`` tells rows apart; ``version`` names the column that orders a stream's versions, and ``parts`` those of the
    key that one version holds together. ``month`` names the day whose month partitions the files.
    """

    name: str
    grain: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    source: str | Rows
    version: str = ""
    parts: tuple[str, ...] = ()
    month: str = ""

    @property
    def is_stream(self) -> bool:
        """Tell a stream from a state."""
        return bool(self.version)

    @property
    def stored(self) -> tuple[Column, ...]:
        """Give the columns of the files."""
        return (
            (*self.columns, POSITION, RECORDED_AT) if self.is_stream else (*self.columns, POSITION, RECORDED_AT, GONE)
        )

    @property
    def order(self) -> tuple[str, ...]:
        """Give the columns by which a file is sorted: by the day first, so that a day's rows lie together."""
        columns = (self.month, *self.key, self.version)
        return tuple(dict.fromkeys(column for column in columns if column))

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the columns that the fact itself has."""
        return tuple(column.name for column in self.columns)


_declared: dict[str, Fact] = {}


def declare(*facts: Fact) -> None:
    """Publish tables; the same name again replaces the earlier one."""
    _declared.update((fact.name, fact) for fact in facts)


def declared() -> tuple[Fact, ...]:
    """Give every table of the lake, by name."""
    return tuple(_declared[name] for name in sorted(_declared))
