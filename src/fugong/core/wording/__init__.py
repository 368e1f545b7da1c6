"""Marks interface text in pure code, so that it is found for translation and translated at the edge."""

__all__ = ["N_"]


def N_(text: str) -> str:  # noqa: N802  # the name that every gettext tool knows
    """Return the text itself: the mark is for the tool that collects messages."""
    return text
