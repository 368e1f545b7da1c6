"""Why may two entries of the register be one enterprise? A set of reasons, each of which can be checked by eye.

Two valid codes never differ in one character alone: the check characters of GB 32100 see to that. So codes are compared
by the body's own nine characters (positions 9 to 17), which stay when a body is registered anew elsewhere, and by what
is left when letters and digits taken for each other are made equal. Names are compared without place and legal form;
where phone or address agree too, by pairs of neighbouring characters, since three in a row say too much about a Chinese
name of four.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from fugong.core.wording import N_

__all__ = [
    "LEGAL_FORMS",
    "REASONS",
    "Reason",
    "Traits",
    "core_name",
    "place_stems",
    "strength",
    "traits_of",
    "worth_a_look",
]


class Reason(StrEnum):
    """One reason for the suspicion."""

    SAME_BODY = "same_body"
    CODE_LOOKALIKE = "code_lookalike"
    SAME_NAME = "same_name"
    NAME_CLOSE = "name_close"
    NAME_ALIKE = "name_alike"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"


REASONS: Final = {
    "same_body": N_("主体标识码（第 9—17 位）相同"),
    "code_lookalike": N_("代码仅形近字符不同"),
    "same_name": N_("去掉地名和组织形式后名称相同"),
    "name_close": N_("名称只多一字或少一字"),
    "name_alike": N_("名称相近"),
    "same_phone": N_("联系电话相同"),
    "same_address": N_("地址相同"),
}
_ENOUGH_ALONE: Final = frozenset({Reason.SAME_BODY, Reason.CODE_LOOKALIKE, Reason.SAME_NAME, Reason.NAME_CLOSE})
_WEIGHT: Final = {
    Reason.SAME_BODY: 64,
    Reason.CODE_LOOKALIKE: 32,
    Reason.SAME_NAME: 16,
    Reason.NAME_CLOSE: 8,
    Reason.NAME_ALIKE: 4,
    Reason.SAME_PHONE: 2,
    Reason.SAME_ADDRESS: 1,
}

# Longest first: what is left of 股份有限公司 must not be 股份.
LEGAL_FORMS: Final = (
    "股份有限责任公司", "股份有限公司", "有限责任公司", "有限公司", "集团公司", "农民专业合作社", "专业合作社",
    "个体工商户", "总公司", "公司", "集团",
)  # fmt: skip
_PUNCTUATION = re.compile(r"[\W_]+")
_NUMERALS = re.compile(r"[^0-9一二三四五六七八九十甲乙丙丁]")
_NOT_DIGITS = re.compile(r"\D")
# Only letters and digits that are taken for each other: 3 and 8, or 1 and 7, would pair whole runs of serial numbers.
_TAKEN_FOR = str.maketrans("DQLBG", "00186")
_SHORTEST_PHONE = 7
_SHORTEST_ADDRESS = 6
_LEGAL_FORM = re.compile("|".join(LEGAL_FORMS))
_LEVEL_WORDS = re.compile(r"(土家族苗族|布依族苗族|苗族侗族|仡佬族苗族)?(自治州|自治县|自治区|特区|省|市|县|区|州)$")
_SHORTEST_STEM = 2
# Shorter names are the same or they are not.
SHORTEST_ALIKE: Final = 3
_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an enterprise is compared; an empty trait is equal to nothing."""

    id: int
    body: str
    folded: str
    core: str
    numerals: str
    phone: str
    address: str


def traits_of(
    enterprise_id: int, *, uscc: str, name: str, phone: str, address: str, division_code: str, places: tuple[str, ...]
) -> Traits:
    """Give what of an enterprise is compared.

    ``numerals`` must be equal for names to be alike: the first mine is not the second. An address of a few characters
    names a village, not a place of business.
    """
    core = core_name(name, places)
    digits = _NOT_DIGITS.sub("", phone)
    place = _plain(address)
    return Traits(
        id=enterprise_id,
        body=uscc[8:17],
        folded=uscc[:16].translate(_TAKEN_FOR),
        core=core,
        numerals=_NUMERALS.sub("", core),
        phone=digits if len(digits) >= _SHORTEST_PHONE else "",
        address=f"{division_code} {place}" if len(place) >= _SHORTEST_ADDRESS else "",
    )


def place_stems(names: Iterable[str]) -> tuple[str, ...]:
    """Give the places that names begin with, with and without their level (桐梓县 and 桐梓), longest first."""
    found = {name for name in names if name}
    found |= {stem for name in found if len(stem := _LEVEL_WORDS.sub("", name)) >= _SHORTEST_STEM}
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


def core_name(name: str, places: tuple[str, ...]) -> str:
    """Give what is left of a name without places in front, legal form, brackets and spaces; never nothing."""
    text = _plain(name)
    without = _LEGAL_FORM.sub("", _in_front(places).sub("", text))
    return without or text


def with_likeness(reasons: Iterable[str], one: Traits, other: Traits) -> frozenset[str]:
    """Add that the names are alike, where nothing stronger is known of them: one character differs, or few pairs do."""
    found = frozenset(reasons)
    if found & {Reason.SAME_NAME, Reason.NAME_CLOSE} or one.numerals != other.numerals:
        return found
    return found | {Reason.NAME_ALIKE.value} if _alike(one.core, other.core) else found


def worth_a_look(reasons: Iterable[str]) -> bool:
    """Tell whether these reasons are enough to bother an officer: a strong one, or two weak ones together."""
    found = frozenset(reasons)
    return bool(found & _ENOUGH_ALONE) or len(found) > 1


def strength(reasons: Iterable[str]) -> int:
    """Give the place in the list: a stronger reason comes before any number of weaker ones."""
    return sum(_WEIGHT[Reason(reason)] for reason in frozenset(reasons))


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _in_front(places: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"^(?:{'|'.join(map(re.escape, places))})+") if places else re.compile("(?!)")


def _alike(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_ALIKE:
        return False
    if len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return True
    pairs, others = ({name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other))
    return 2 * len(pairs & others) / (len(pairs) + len(others)) >= _ALIKE
