"""Reads a period out of an address."""

from datetime import date

from fugong.core.refusals import NotThere


def period_from(text: str) -> date:
    """Give the day that names a period. Raises NotThere for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotThere from None
