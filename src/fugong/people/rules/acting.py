"""Holding a post in somebody else's place 代理: with its rights, until a day, and never in the holder's own matter."""

from collections.abc import Iterable
from typing import Final

from fugong.core.wording import N_

__all__ = ["ACTING", "KINDS", "LONGEST_TITLE", "REGULAR", "signature"]

REGULAR: Final = "regular"
ACTING: Final = "acting"
KINDS: Final = {REGULAR: N_("正式任职"), ACTING: N_("代理")}
# The columns in which records keep who acted.
LONGEST_TITLE: Final = 120


def signature(own: str, *, acting: Iterable[str], also_regular: bool) -> str:
    """Give the title under which somebody acts: a post held in another's place is marked （代）.

    Titles are records, not interface: they are written in Chinese whoever reads them.
    """
    marked = [N_("%(title)s（代）") % {"title": title} for title in acting]
    if not marked:
        return own
    return "、".join([own, *marked] if also_regular else marked)[:LONGEST_TITLE]
