"""Which facts about an enterprise does the register hold, so that no form may ask for them under another name?

Every fact has one key, one name and one kind; ``labels.OTHER_NAMES`` are the names by which forms of spring 2020 asked
for the same thing: a question so called is the same question.
"""

from dataclasses import dataclass
from typing import Final

from fugong.core.wording import N_
from fugong.registry.rules.labels import OTHER_NAMES, plain_label

__all__ = ["KINDS", "REGISTER_FACTS", "Fact"]

KINDS: Final = frozenset({"text", "long_text", "phone", "whole_number", "amount", "day", "yes", "code"})


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the register and the column in which it lives.

    ``may_be_checked``: a form may show it filled in, for the enterprise to correct for the purpose of that form.
    Everything else is shown and never asked.
    """

    key: str
    label: str
    kind: str
    lives_in: str
    may_be_checked: bool = False

    @property
    def labels(self) -> frozenset[str]:
        """Give all its names in the plain form in which names are compared."""
        return frozenset(plain_label(label) for label in (self.label, *OTHER_NAMES.get(self.key, ())))


REGISTER_FACTS: Final = (
    Fact("uscc", N_("统一社会信用代码"), "code", "Enterprise.uscc"),
    Fact("name", N_("企业名称"), "text", "Enterprise.name"),
    Fact("short_name", N_("简称"), "text", "Enterprise.short_name"),
    Fact("division", N_("所在乡镇"), "code", "Enterprise.division_code"),
    Fact("industry", N_("行业"), "code", "Enterprise.industry_code"),
    Fact("registration_type", N_("登记注册类型"), "code", "Enterprise.registration_type"),
    Fact("address", N_("地址"), "text", "Enterprise.address"),
    Fact("contact_phone", N_("联系电话"), "phone", "Enterprise.contact_phone", may_be_checked=True),
    Fact("staff", N_("从业人员"), "whole_number", "AnnualFigures.staff", may_be_checked=True),
    Fact("revenue_wan", N_("营业收入（万元）"), "amount", "AnnualFigures.revenue_wan"),
    Fact("assets_wan", N_("资产总额（万元）"), "amount", "AnnualFigures.assets_wan"),
    Fact("holder", N_("控股情况"), "code", "ControllingHolder.holder"),
    Fact("size", N_("企业规模"), "code", "SizeClass.size"),
    Fact("membership", N_("在库名录"), "code", "Membership.kind"),
)
