"""Rows of the reference tables as files state them, and what the length of a division code says."""

from dataclasses import dataclass

from fugong.registry.rules.kinds import LEVEL_OF_LENGTH, Level

__all__ = ["DivisionRow", "IndustryRow"]

_PARENT_LENGTH = {2: 0, 4: 2, 6: 4, 9: 6}


@dataclass(frozen=True)
class DivisionRow:
    """A division as a file states it; its level and its parent follow from the length of the code."""

    code: str
    name: str

    @property
    def level(self) -> Level | None:
        """Give the level; none when the code has none of the four lengths or is no number."""
        return LEVEL_OF_LENGTH.get(len(self.code)) if self.code.isascii() and self.code.isdigit() else None

    @property
    def parent_code(self) -> str:
        """Give the code of the division above; nothing above a province."""
        return self.code[: _PARENT_LENGTH.get(len(self.code), 0)]


@dataclass(frozen=True)
class IndustryRow:
    """A class of the industry classification as a file states it."""

    edition: str
    code: str
    level: int
    parent: str
    section: str
    name: str
