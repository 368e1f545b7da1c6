"""How much of a contact number does a reader see? (minimum necessary, 个人信息保护法 §6)"""

import re

__all__ = ["is_phone", "masked"]

_PHONE = re.compile(r"\+?[0-9][0-9 \-()（）]{4,22}[0-9]")
_SHOWN = 4
_LONGEST = 24  # the width of the column


def is_phone(text: str) -> bool:
    """Tell whether the text can be a Chinese or international telephone number."""
    return len(text) <= _LONGEST and _PHONE.fullmatch(text) is not None


def masked(phone: str) -> str:
    """Give the number with its middle hidden, as 138****1234."""
    if len(phone) <= _SHOWN * 2:
        return "*" * len(phone)
    return f"{phone[: _SHOWN - 1]}****{phone[-_SHOWN:]}"
