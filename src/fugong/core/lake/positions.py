"""The county's order of acts that add facts: the next position, taken straight before the commit.

Like a document number: the counter's row lock is held until the commit, so positions become visible in their own
order. Whoever reads everything up to a position reads a state that nothing slips into later.
"""

from fugong.core import numbering
from fugong.core.numbering.models import NumberSeries

__all__ = ["current_position", "take_position"]

_SERIES, _NO_YEAR = "lake", 0


def take_position(county_code: str) -> int:
    """Take the next position; last in the transaction, before the audit row."""
    return numbering.take(_SERIES, county=county_code, year=_NO_YEAR)


def current_position(county_code: str) -> int:
    """Give the last position whose act is committed; 0 before the first."""
    row = NumberSeries.objects.filter(county_code=county_code, series=_SERIES, year=_NO_YEAR).first()
    return row.last if row else 0
