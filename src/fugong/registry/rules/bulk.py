"""Which enterprises does somebody mean who pastes a column of codes? Each line keeps its place and its own verdict."""

import re
from dataclasses import dataclass

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry.rules import uscc

__all__ = ["MOST_LINES", "Line", "lines_in"]

MOST_LINES = 1000
_LONGEST_TEXT = MOST_LINES * 60

# A spreadsheet's columns come with tabs: the code is the first piece that has its length.
_APART = re.compile(r"[\s,，;；、]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One pasted line: its number, the code in it, what is wrong with it."""

    number: int
    code: str
    problem: Problem | None = None


def lines_in(text: str) -> tuple[Line, ...]:
    """Read the pasted text; empty lines are passed over, a code named twice counts once and says so."""
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for number, typed in enumerate(text[:_LONGEST_TEXT].splitlines(), start=1):
        if not typed.strip():
            continue
        code = _code_in(typed)
        examined = uscc.examine(code, field="codes")
        problem = examined.problems[0] if examined.problems else None
        if problem is None and examined.code in seen:
            problem = Problem("codes", N_("与第 %(line)s 行重复。"), {"line": str(seen[examined.code])})
        seen.setdefault(examined.code, number)
        lines.append(Line(number, examined.code[: uscc.LENGTH * 2], problem))
    return tuple(lines)


def _code_in(typed: str) -> str:
    pieces = [piece for piece in _APART.split(typed.strip()) if piece]
    return next((piece for piece in pieces if len(uscc.normalised(piece)) == uscc.LENGTH), typed)
