"""A login is written one way only, so that no two accounts look alike."""

import re
import unicodedata
from typing import Final

SHAPE: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def normal_login(text: str) -> str:
    """Write a login the one way it is stored and looked up: no blanks around, half-width, lower case."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_login(text: str) -> bool:
    """Whether this can be a login: 3 to 40 Latin letters, digits, dots, dashes or low lines, led by a letter or digit.

    Plain ASCII on purpose: two logins that look the same are the same.
    """
    return SHAPE.fullmatch(text) is not None
