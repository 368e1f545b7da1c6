"""In which series a kind of document counts: decisions in the organ's own, each kind of notice in one beside it."""

from typing import Final

__all__ = ["SERIES_WORDS", "series_for"]

# The last word of a series says what is numbered; 复 is that of decisions upon a request.
DECISION: Final = "复"
SERIES_WORDS: Final = {"accepted": "受", "returned": "补", "suspended": "停", "revoked": "撤"}


def series_for(kind: str, organ_series: str) -> str:
    """Give the series of a kind: an organ that decides in 桐经贸复 accepts in 桐经贸受."""
    own = SERIES_WORDS.get(kind)
    return organ_series.removesuffix(DECISION) + own if own else organ_series
