"""Puts questions together from declared names; every name comes from a table's declaration, none from outside.

The questions are in the words of DuckDB that Spark shares or that are carried over to it.
"""

from collections.abc import Iterable, Sequence

from fugong.core.lake.facts import GONE, Column, Fact

__all__ = ["current_of", "empty", "minus", "names_of", "select", "union"]


def names_of(columns: Iterable[Column], *, of: str = "") -> str:
    """Give the columns' names as a list, each of a table if one is named."""
    return ", ".join(f"{of}.{column.name}" if of else column.name for column in columns)


def select(what: str, source: str, *, where: str = "", order: str = "") -> str:
    """Ask for columns of a table or of another question in brackets."""
    words = ["SELECT", what, "FROM", source]
    words += ["WHERE", where] if where else []
    words += ["ORDER BY", order] if order else []
    return " ".join(words)


def union(questions: Iterable[str]) -> str:
    """Ask several questions and take all their rows."""
    return " UNION ALL ".join(questions)


def minus(question: str, other: str, *, every: bool = False) -> str:
    """Take the rows of one question that the other does not give, each row as often as it is missing if ``every``."""
    return f" EXCEPT {'ALL ' if every else ''}".join((question, other))


def empty(columns: Sequence[Column]) -> str:
    """Ask for no rows of these columns."""
    typed = ", ".join(f"CAST(NULL AS {column.type}) AS {column.name}" for column in columns)
    return select(typed, "(SELECT 1) AS nothing", where="FALSE")


def current_of(fact: Fact, source: str) -> str:
    """Ask for the newest version of each key: of a stream by its version, of a state by position."""
    kept = [column for column in fact.stored if column != GONE]
    if not fact.is_stream:
        ranked = f"row_number() OVER (PARTITION BY {', '.join(fact.key)} ORDER BY position DESC) AS place"
        inner = select(f"*, {ranked}", source)
        return select(names_of(kept, of="r"), f"({inner}) AS r", where="r.place = 1 AND NOT r.gone")
    # Corrections are few: the rows of a first version are looked up in the small table of those that have a later one.
    whole = [column for column in fact.key if column not in fact.parts]
    later = select(
        f"{', '.join(whole)}, max({fact.version}) AS newest", source,
        where=f"{fact.version} > 1 GROUP BY {', '.join(whole)}",
    )  # fmt: skip
    on = " AND ".join(f"l.{column} = r.{column}" for column in whole)
    joined = f"{source} AS r LEFT JOIN ({later}) AS l ON {on}"
    return select(names_of(kept, of="r"), joined, where=f"r.{fact.version} = coalesce(l.newest, 1)")
