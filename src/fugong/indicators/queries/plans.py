"""The calendar of publications that ships with the platform."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from fugong.core.refusals import NotThere
from fugong.indicators.queries.definitions import definition
from fugong.indicators.rules.definition import Definition
from fugong.indicators.rules.publication import Plan

__all__ = ["all_plans", "figure_named", "plan"]

_FOLDER = Path(__file__).resolve().parents[1] / "publications"


@cache
def _all_versions() -> tuple[Plan, ...]:
    found = []
    for path in sorted(_FOLDER.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        found += [_read(path.stem, int(version.removeprefix("v")), terms) for version, terms in told.items()]
    return tuple(sorted(found, key=lambda one: (one.code, one.version)))


def all_plans() -> tuple[Plan, ...]:
    """Give the newest version of every publication of the calendar, in order of code."""
    return tuple({one.code: one for one in _all_versions()}.values())


def plan(code: str, version: int | None = None) -> Plan:
    """Give a version of one publication of the calendar, the newest if none is named. Raises NotThere."""
    versions = [one for one in _all_versions() if one.code == code and version in (None, one.version)]
    if not versions:
        raise NotThere
    return versions[-1]


def figure_named(key: str) -> Definition:
    """Give the definition that a key such as ``resumption_gross.v2`` names. Raises NotThere."""
    code, _, version = key.rpartition(".v")
    return definition(code, int(version))


def _read(code: str, version: int, told: dict[str, Any]) -> Plan:
    return Plan(
        code=code, version=version, name=told["name"], period=told["period"],
        due_days=told["due"]["days"], due_time=told["due"]["at"], final_after_days=told["final_after_days"],
        figures=tuple(tuple(same) for same in told["figures"]), by=tuple(told["by"]),
        revision=told["revision"], basis=told["basis"],
    )  # fmt: skip
