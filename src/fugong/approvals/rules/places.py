"""Is a place named down to the county and no finer? (网信办 2020-02-04: minimum scope; no addresses)"""

import re

__all__ = ["is_county"]

_COUNTY = re.compile(r"[\u4e00-\u9fff]{2,}[县市区旗]")
# Names that end like a county's and are the name of a neighbourhood or a site.
_FINER = ("小区", "社区", "校区", "厂区", "园区", "院区")


def is_county(name: str) -> bool:
    """Tell whether the text can be the name of a county, city, district or banner: no digits, nothing finer."""
    return _COUNTY.fullmatch(name) is not None and not name.endswith(_FINER)
