"""A form as data: what it asks, of whom, in which period, until when; and what would make it a bad form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.reports.rules.items import ITEMS
from fugong.reports.rules.periods import PERIOD_KINDS, Due

__all__ = ["Addressees", "Asked", "FormTerms", "Place", "asked_twice", "problems_with"]


@dataclass(frozen=True, slots=True)
class Place:
    """What decides whether a form is addressed to an enterprise: its lists of the statistics bureau, its industry."""

    memberships: frozenset[str]
    industry_code: str


@dataclass(frozen=True, slots=True)
class Addressees:
    """Who must report: members of any of the lists, or of industries by prefix; ``others`` are all on no list."""

    memberships: tuple[str, ...] = ()
    industry_prefixes: tuple[str, ...] = ()
    others: bool = False

    def include(self, place: Place) -> bool:
        """Tell whether an enterprise so placed must report."""
        if place.memberships & set(self.memberships):
            return True
        if self.industry_prefixes and place.industry_code.startswith(self.industry_prefixes):
            return True
        return self.others and not place.memberships


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a form: must it be answered, and between which values is the answer ordinary?"""

    item: str
    required: bool = False
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class FormTerms:
    """A form of a county from a day on; a later version takes over from its own first day."""

    code: str
    title: str
    period_kind: str
    items: tuple[Asked, ...]
    addressees: Addressees
    due: Due
    effective_from: date
    effective_to: date | None = None
    basis: str = ""
    title_en: str = field(default="", kw_only=True)

    @property
    def item_codes(self) -> tuple[str, ...]:
        """Give the codes of what is asked, in the form's order."""
        return tuple(asked.item for asked in self.items)


def problems_with(form: FormTerms) -> list[Problem]:
    """Name everything that is wrong with a form as such."""
    return [problem for problem in _problems(form) if problem is not None]


def _problems(form: FormTerms) -> Iterator[Problem | None]:
    yield None if form.title.strip() else Problem("title", N_("请填写报表名称。"))
    yield None if form.basis.strip() else Problem("basis", N_("请填写布置该报表的依据。"))
    if form.period_kind not in PERIOD_KINDS:
        yield Problem("period_kind", N_("请选择日报、月报或年报。"))
    if not form.items:
        yield Problem("items", N_("报表至少应有一个指标。"))
    if not (form.addressees.memberships or form.addressees.industry_prefixes or form.addressees.others):
        yield Problem("addressees", N_("请指定由哪些企业填报。"))
    if form.effective_to is not None and form.effective_to < form.effective_from:
        yield Problem("effective_to", N_("停止日期不能早于启用日期。"))
    seen: set[str] = set()
    for asked in form.items:
        if asked.item not in ITEMS:
            yield Problem("items", N_("没有指标“%(item)s”。"), {"item": asked.item})
        elif asked.item in seen:
            yield Problem("items", N_("指标“%(item)s”在同一张报表中出现了两次。"), {"item": asked.item})
        seen.add(asked.item)


def asked_twice(form: FormTerms, others: Mapping[str, FormTerms], places: Iterable[Place]) -> list[Problem]:
    """Name the items that another form of the same kind of period asks of the same enterprise.

    ``others`` are the county's forms in force under their titles; ``places`` those of its enterprises.
    """
    held = list(places)
    found = []
    for title, other in others.items():
        shared = sorted(set(form.item_codes) & set(other.item_codes))
        both = other.period_kind == form.period_kind and shared
        if both and any(form.addressees.include(one) and other.addressees.include(one) for one in held):
            facts: dict[str, object] = {"item": ITEMS[shared[0]].label, "form": title}
            found.append(Problem("items", N_("“%(item)s”已由《%(form)s》向同一企业采集，不得重复要求填报。"), facts))
    return found
