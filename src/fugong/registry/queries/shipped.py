"""The reference tables that come with the product, read from ``reference/`` (sources and licences are named there)."""

import csv
from importlib.resources import files

from fugong.registry.rules.reference_rows import DivisionRow, IndustryRow

__all__ = ["shipped_divisions", "shipped_industries"]

_FOLDER = files("fugong.registry") / "reference"


def shipped_divisions() -> tuple[DivisionRow, ...]:
    """Give the division tree."""
    return tuple(DivisionRow(row["code"], row["name"]) for row in _rows("divisions.csv"))


def shipped_industries() -> tuple[IndustryRow, ...]:
    """Give the industry classification, 1,971 rows."""
    return tuple(
        IndustryRow(row["edition"], row["code"], int(row["level"]), row["parent"], row["section"], row["name"])
        for row in _rows("industries.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((_FOLDER / name).read_text(encoding="utf-8").splitlines()))
