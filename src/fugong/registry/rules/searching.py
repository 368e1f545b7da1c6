"""What does somebody look for who types this: part of a name, the beginning of a code, or either?"""

from dataclasses import dataclass

from fugong.registry.rules import uscc
from fugong.registry.rules.naming import folded

__all__ = ["Sought", "sought"]

_LONGEST = 60
_LEGAL_FORMS = ("股份有限责任公司", "股份有限公司", "农民专业合作社", "个体工商户", "经营部", "分公司")


@dataclass(frozen=True)
class Sought:
    """The folded fragment of a name and, where the text can be one, the beginning of a code."""

    fragment: str
    code_beginning: str = ""

    def __bool__(self) -> bool:
        return bool(self.fragment)

    @property
    def is_legal_form(self) -> bool:
        """Tell whether the fragment is a piece of a legal form, which most names carry wherever they stand in order."""
        return any(self.fragment in form for form in _LEGAL_FORMS)


def sought(text: str) -> Sought:
    """Read the search text; "9152" may begin a code and may stand in a name, "桐梓" can only be part of a name."""
    fragment = folded(text[:_LONGEST])
    code = uscc.normalised(text[:_LONGEST])
    may_be_code = 0 < len(code) <= uscc.LENGTH and set(code) <= set(uscc.ALPHABET) and any(map(str.isdigit, code))
    return Sought(fragment, code if may_be_code else "")
