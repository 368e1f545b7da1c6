"""The calendar of publications that ships with the platform."""

import tomllib
from functools import cache
from pathlib import Path

from fugong.core.refusals import NotThere
from fugong.indicators.queries.definitions import definition
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.publication import Plan

__all__ = ["all_plans", "figure_named", "plan"]

_FOLDER = Path(__file__).resolve().parents[1] / "publications"


@cache
def all_plans() -> tuple[Plan, ...]:
    """Give every publication of the calendar, in order of code."""
    return tuple(_read(path) for path in sorted(_FOLDER.glob("*.toml")))


def plan(code: str) -> Plan:
    """Give one publication of the calendar. Raises NotThere."""
    found = next((one for one in all_plans() if one.code == code), None)
    if found is None:
        raise NotThere
    return found


def figure_named(key: str) -> Definition:
    """Give the definition that a key such as ``resumption_gross.v2`` names. Raises NotThere."""
    code, _, version = key.rpartition(".v")
    return definition(code, int(version))


def _read(path: Path) -> Plan:
    told = tomllib.loads(path.read_text("utf-8"))
    return Plan(
        code=path.stem, name=told["name"], period=told["period"],
        due_days=told["due"]["days"], due_time=told["due"]["at"],
        final_after_days=told["final_after_days"], figures=tuple(told["figures"]), by=tuple(told["by"]),
        revision=told["revision"], basis=told["basis"],
    )  # fmt: skip
