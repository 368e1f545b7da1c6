"""By what can a value be broken down? Each grouping says how an enterprise's row of the day names its group."""

from typing import Final

from fugong.core.wording import N_

__all__ = ["GROUPINGS", "GROUP_WORDS", "STORED", "stored_for"]

# In SQL, of an enterprise's row p in the population of the day; none of them is ever empty.
GROUPINGS: Final = {
    "ownership": "p.holder",
    "size": "p.size",
    "industry": "p.industry",
    "township": "p.township",
    "place_and_industry": "concat(p.township, '/', p.industry)",
}
GROUP_WORDS: Final = {
    "": N_("合计"),
    "ownership": N_("按控股情况"),
    "size": N_("按企业规模"),
    "township": N_("按乡镇（街道）"),
    "industry": N_("按行业大类"),
    "place_and_industry": N_("按乡镇和行业"),
}
# Those counted beforehand for every day; the rest is counted when it is asked for.
STORED: Final = ("", "ownership", "size", "industry", "township")
# The heat table shows one indicator by both places and industries.
_STORED_TOO: Final = {"resumption_gross": ("place_and_industry",)}


def stored_for(code: str) -> tuple[str, ...]:
    """Give the groupings by which an indicator is counted beforehand."""
    return (*STORED, *_STORED_TOO.get(code, ()))
