"""Every question can be put to Spark: it carries over, and says nothing that only one engine knows."""

from pathlib import Path

import pytest
from sqlglot import exp, parse_one

from fugong.core import lake
from fugong.indicators.queries import definitions

QUESTIONS = sorted(
    [*Path(definitions.__file__).parents[1].glob("sql/*.sql"),
     *Path(definitions.__file__).parents[1].glob("definitions/*.sql")]
)  # fmt: skip


def test_there_are_questions() -> None:
    assert len(QUESTIONS) > 20


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.name)
def test_a_question_carries_over_to_spark(path: Path) -> None:
    over = lake.carried_over(path.read_text("utf-8"))
    assert parse_one(over, read="spark").find(exp.Select)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.name)
def test_a_question_divides_only_where_the_answer_is_whole(path: Path) -> None:
    """Engines round quotients differently; the one division that remains takes the rest off first."""
    divisions = list(parse_one(path.read_text("utf-8"), read="duckdb").find_all(exp.Div))
    assert len(divisions) == (1 if path.name == "loads.sql" else 0)
