"""How far is something: a level for its shade, and the part of a year that is over."""

from datetime import date
from decimal import Decimal

__all__ = ["level_of", "year_gone"]

_DARKEST = 4


def level_of(numerator: Decimal | int, denominator: Decimal | int) -> int:
    """Give a level from 0 to 4, the last for the whole alone; nothing of nothing is 0."""
    return int(_DARKEST * numerator / denominator) if denominator else 0


def year_gone(on: date) -> int:
    """Give how much of the year is over at the end of a day, in per cent."""
    begins, following = date(on.year, 1, 1), date(on.year + 1, 1, 1)
    return round(100 * ((on - begins).days + 1) / (following - begins).days)
