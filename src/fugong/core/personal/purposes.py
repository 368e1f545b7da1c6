"""The register of purposes; each context brings its own at start, and what is not in it may not be collected."""

from fugong.core.personal.rules import Purpose

_PURPOSES: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    """Enter a purpose; once, at start-up."""
    _PURPOSES[purpose.code] = purpose


def purpose(code: str) -> Purpose:
    """Give a purpose by its code. Raises KeyError: a purpose nobody entered is an error of ours."""
    return _PURPOSES[code]


def purposes() -> tuple[Purpose, ...]:
    """Give all purposes for which data about persons may be held."""
    return tuple(_PURPOSES.values())
