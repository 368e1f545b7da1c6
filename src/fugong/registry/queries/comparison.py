"""Two registrations side by side, for whoever decides whether they are one enterprise."""

from dataclasses import dataclass
from datetime import date

from fugong.core.wording import N_
from fugong.registry.models import Enterprise, Representative
from fugong.registry.rules.kinds import HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES

from .cards import EnterpriseCard, cards_of

__all__ = ["Compared", "compared"]


@dataclass(frozen=True)
class Compared:
    """One fact of both; label and coded values are msgids."""

    label: str
    left: object
    right: object

    @property
    def differs(self) -> bool:
        """Tell whether the two say different things."""
        return self.left != self.right


def compared(left: Enterprise, right: Enterprise, *, on: date) -> tuple[Compared, ...]:
    """Give the facts of both registrations, row by row."""
    one, other = cards_of([left, right], on=on)
    spoken = [Representative.objects.in_force(on).filter(enterprise=row).count() for row in (left, right)]
    pairs = zip(_facts(one), _facts(other), strict=True)
    return (
        *(Compared(label, value, there) for (label, value), (_, there) in pairs),
        Compared(N_("经办人（人）"), *spoken),
        Compared(N_("登记日期"), left.created_at.date(), right.created_at.date()),
    )


def _facts(card: EnterpriseCard) -> tuple[tuple[str, object], ...]:
    return (
        (N_("统一社会信用代码"), card.uscc),
        (N_("企业名称"), card.name),
        (N_("所在乡镇"), card.township_name),
        (N_("地址"), card.address),
        (N_("联系电话"), card.contact_phone),
        (N_("行业"), card.industry_name),
        (N_("登记注册类型"), REGISTRATION_TYPES.get(card.registration_type, "")),
        (N_("控股情况"), HOLDERS.get(card.holder, "")),
        (N_("企业规模"), SIZES.get(card.size, "")),
        (N_("在库名录"), tuple(MEMBERSHIPS[kind] for kind in card.memberships)),
        (N_("从业人员（人）"), card.staff),
    )
