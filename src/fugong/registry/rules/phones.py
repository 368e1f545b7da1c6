"""How much of a contact number does a reader see? (minimum necessary, 个人信息保护法 §6)"""

import re
from datetime import date

from fugong.core.personal import PersonalField, Purpose, Retention
from fugong.core.personal import masked_phone as masked
from fugong.core.wording import N_

__all__ = ["CONTACT", "is_phone", "masked"]

_PHONE = re.compile(r"\+?[0-9][0-9 \-()（）]{4,22}[0-9]")
_LONGEST = 24  # the width of the column


def is_phone(text: str) -> bool:
    """Tell whether the text can be a Chinese or international telephone number."""
    return len(text) <= _LONGEST and _PHONE.fullmatch(text) is not None


# The telephone of a post; it may be somebody's own, so it has a purpose and goes when the enterprise is struck off.
CONTACT = Purpose(
    code="enterprise_contact",
    words=N_("与企业联系岗位联络"),
    basis=N_("企业自行登记的联系方式"),
    fields=(PersonalField("contact_phone", N_("联系电话"), N_("办理复产事项时与企业联系"), longest=24, masked=True),),
    retentions=(Retention(date(2020, 1, 1), 0, N_("企业注销时清除")),),
)
