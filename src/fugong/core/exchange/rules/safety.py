"""What may stand in a cell that we hand out: text stays text, in whatever program the file is opened."""

import re
from datetime import date, datetime
from decimal import Decimal

from fugong.core.texts.cleaning import clean

__all__ = ["LONGEST_TEXT", "Cell", "disarmed", "plain", "rearmed"]

Cell = str | int | float | Decimal | date | datetime | None

# What Excel keeps in one cell.
LONGEST_TEXT = 32_767
_STARTS = "=+\\-@\t\r\n\x00＝＋－＠"
# A spreadsheet takes a text for a formula at a cell's beginning; where it splits lines at quotes or semicolons instead
# of commas, a piece of the text becomes a cell's beginning, too.
_DANGEROUS = re.compile(rf"(^[\s\"';]*|[\";]\s*)(?=[{_STARTS}])")
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
_ARMED = re.compile(rf"'(?=[{_STARTS}])")


def plain(value: Cell) -> str:
    """Give a value as the text of which the rows' hash is made: days and moments as ISO, numbers as digits."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        text = clean(value)
        return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
    return str(value)


def disarmed(text: str) -> str:
    """Give a text for a CSV cell: what could be taken for a formula gets an apostrophe; a number stays a number."""
    return text if _NUMBER.match(text) else _DANGEROUS.sub(r"\1'", text)


def rearmed(cell: str) -> str:
    """Take the apostrophe away again that ``disarmed`` put before a text."""
    return _ARMED.sub("", cell, count=1) if cell.startswith("'") else cell
