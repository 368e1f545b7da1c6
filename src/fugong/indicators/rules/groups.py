"""By what can a value be broken down? Each grouping says how an enterprise's row of the day names its group."""

from typing import Final

from fugong.core.wording import N_

__all__ = ["GROUPINGS", "GROUP_WORDS", "STORED"]

# In SQL, of the row p of the population.
GROUPINGS: Final = {
    "": "''",
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
    "industry": N_("按行业大类"),
    "township": N_("按乡镇（街道）"),
    "place_and_industry": N_("按乡镇和行业"),
}
# Those counted beforehand for every day; the rest is counted when it is asked for.
STORED: Final = ("", "ownership", "size", "industry", "township")
