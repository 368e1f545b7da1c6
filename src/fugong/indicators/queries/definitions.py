"""The definitions that ship with the platform, each with its versions."""

import tomllib
from functools import cache
from pathlib import Path

from fugong.core.refusals import NotThere
from fugong.indicators.rules.definition import Definition, Kind, parsed

__all__ = ["all_definitions", "definition", "newest_definitions", "question"]

_FOLDER = Path(__file__).resolve().parents[1]


@cache
def all_definitions() -> tuple[Definition, ...]:
    """Give every version of every definition, in order of code and version."""
    found = []
    for path in sorted((_FOLDER / "definitions").glob("*.toml")):
        for version, told in tomllib.loads(path.read_text("utf-8")).items():
            number = int(version.removeprefix("v"))
            asked = path.with_name(f"{path.stem}.{version}.sql")
            is_index = told["kind"] == Kind.INDEX
            text = "" if is_index else asked.read_text("utf-8")
            found.append(parsed(path.stem, number, told, question=text))
    return tuple(sorted(found, key=lambda one: (one.code, one.version)))


def newest_definitions() -> tuple[Definition, ...]:
    """Give the newest version of every definition."""
    return tuple({one.code: one for one in all_definitions()}.values())


def definition(code: str, version: int | None = None) -> Definition:
    """Give a version of a definition, the newest one if none is named. Raises NotThere."""
    versions = [one for one in all_definitions() if one.code == code and version in (None, one.version)]
    if not versions:
        raise NotThere
    return versions[-1]


@cache
def question(name: str) -> str:
    """Give one of the questions that definitions share, by its name."""
    return (_FOLDER / "sql" / f"{name}.sql").read_text("utf-8")
