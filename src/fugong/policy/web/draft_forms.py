"""What the pages ask of whoever drafts a rule; the rules judge it, so that all faults are named at once."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fugong.core.texts import PlainText
from fugong.people import public as people
from fugong.policy.queries.drafts import bases_of
from fugong.policy.rules.book import BasisCard
from fugong.policy.rules.bounds import SPECIAL_LAW_CLAUSES
from fugong.policy.rules.checklist import ITEMS
from fugong.policy.rules.terms import CategoryTerms, DeskTerms, ExemptionTerms, Period, ProcedureTerms, Terms, TierTerms
from fugong.policy.rules.words import CARRY_OVER, CATEGORIES, DESKS, MODES, NO_TIER, SPECIAL_REGIMES, STANDS, TIERS

__all__ = ["FORMS", "BasisForm", "DraftForm", "SettleForm"]

Choices = Iterable[tuple[str, str]]


class DraftForm(forms.Form):
    """What every draft says: its own words, its days, its document."""

    offered: ClassVar[Mapping[str, Mapping[str, str]]] = {}

    effective_from = forms.DateField(
        label=_("生效日期"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("不能早于今天。")
    )
    effective_to = forms.DateField(
        label=_("失效日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填的，执行到有新规定接替为止。"),
    )
    basis = forms.ChoiceField(label=_("依据"))

    def __init__(self, county_code: str, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        self.county_code = county_code
        super().__init__(data, initial=dict(initial or {}))
        documents = [(card.code, f"{card.title}{card.document_number}") for card in bases_of(county_code)]
        for field, words in self.offered.items():
            self.offer(field, ((code, gettext(word)) for code, word in words.items()))
        for field in ("basis", "deemed_basis"):
            self.offer(field, [("", "—"), *documents])
        self.offer("division_code", [(county_code, gettext("全县")), *_townships(county_code)])
        self.offer("lead", [("", "—"), *_organisations(county_code, numbering=True)])
        self.offer("organisation_code", [("", "—"), *_organisations(county_code, numbering=False)])

    def offer(self, field: str, choices: Choices) -> None:
        """Offer these choices where the form has such a field."""
        asked = self.fields.get(field)
        if isinstance(asked, forms.ChoiceField):
            asked.choices = list(choices)

    @property
    def terms(self) -> Terms:
        """Give what was asked for."""
        raise NotImplementedError

    @property
    def period(self) -> Period:
        """Give the days."""
        return Period(self.cleaned_data["effective_from"], self.cleaned_data["effective_to"])


class TierForm(DraftForm):
    """The county's tier of risk."""

    offered: ClassVar = {"tier": {tier: word for tier, word in TIERS.items() if tier != NO_TIER}}
    tier = forms.ChoiceField(label=_("风险等级"))
    field_order = ("tier",)

    @property
    def terms(self) -> Terms:
        """Give the tier."""
        return TierTerms(self.cleaned_data["tier"])


class CategoryForm(DraftForm):
    """Which category an industry belongs to."""

    offered: ClassVar = {"category": CATEGORIES}
    division_code = forms.ChoiceField(label=_("适用地区"))
    industry_prefix = PlainText(
        label=_("行业代码"), required=False, help_text=_("1 至 4 位数字，例如 06 或 3011；不填的，适用于所有行业。")
    )
    category = forms.ChoiceField(label=_("企业类别"))
    field_order = ("division_code", "industry_prefix", "category")

    @property
    def terms(self) -> Terms:
        """Give the categorisation."""
        given = self.cleaned_data
        return CategoryTerms(given["division_code"], given["industry_prefix"], given["category"])


class ProcedureForm(DraftForm):
    """How a category is handled at a tier."""

    offered: ClassVar = {
        "tier": TIERS, "category": CATEGORIES, "mode": MODES, "checklist": ITEMS, "carry_over": CARRY_OVER,
    }  # fmt: skip
    division_code = forms.ChoiceField(label=_("适用地区"))
    tier = forms.ChoiceField(label=_("风险等级"))
    category = forms.ChoiceField(label=_("企业类别"))
    mode = forms.ChoiceField(label=_("办理方式"), widget=forms.RadioSelect)
    checklist = forms.MultipleChoiceField(
        label=_("所需材料"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("只能从清单中选择；任何情况下都不得收取保证金。"),
    )  # fmt: skip
    reply_working_days = forms.IntegerField(
        label=_("答复期限（工作日）"), initial=0, help_text=_("0 表示当个工作日答复。")
    )
    lead = forms.ChoiceField(
        label=_("牵头部门"), required=False, help_text=_("一口受理并作出答复。不选的，为本县编发批文的主管局。")
    )
    deemed_basis = forms.ChoiceField(
        label=_("逾期视为同意的依据"), required=False,
        help_text=_("选定依据的，到期未答复即由系统时钟视为同意；不选的，逾期只催办。"),
    )  # fmt: skip
    carry_over = forms.ChoiceField(label=_("此前的许可"), widget=forms.RadioSelect, initial=STANDS)
    field_order = (
        "division_code", "tier", "category", "mode", "checklist", "reply_working_days", "lead", "deemed_basis",
        "carry_over",
    )  # fmt: skip

    @property
    def terms(self) -> Terms:
        """Give the procedure."""
        given = self.cleaned_data
        return ProcedureTerms(
            given["division_code"], given["tier"], given["category"], given["mode"], tuple(given["checklist"]),
            given["reply_working_days"], given["lead"], given["deemed_basis"], given["carry_over"],
        )  # fmt: skip


class DeskForm(DraftForm):
    """Which organisation gives an opinion."""

    offered: ClassVar = {"desk": DESKS}
    desk = forms.ChoiceField(label=_("会审环节"))
    industry_prefix = PlainText(
        label=_("行业代码"), required=False, help_text=_("1 至 4 位数字，例如 06 或 3011；不填的，适用于所有行业。")
    )
    organisation_code = forms.ChoiceField(
        label=_("单位"), required=False, help_text=_("属地乡镇（街道）按企业所在地确定，不必选择。")
    )
    field_order = ("desk", "industry_prefix", "organisation_code")

    def __init__(self, county_code: str, data: Any = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(county_code, data, initial=initial)
        del self.fields["basis"]

    @property
    def terms(self) -> Terms:
        """Give the desk."""
        given = self.cleaned_data
        return DeskTerms(given["desk"], given["industry_prefix"], given["organisation_code"])


class ExemptionForm(DraftForm):
    """Where special law stands in the place of a clause."""

    offered: ClassVar = {"category": SPECIAL_REGIMES, "clause": SPECIAL_LAW_CLAUSES}
    category = forms.ChoiceField(label=_("企业类别"))
    clause = forms.ChoiceField(label=_("不适用的上级要求"), widget=forms.RadioSelect)
    field_order = ("category", "clause")

    @property
    def terms(self) -> Terms:
        """Give the exemption."""
        return ExemptionTerms(self.cleaned_data["category"], self.cleaned_data["clause"])


FORMS: dict[str, type[DraftForm]] = {
    "tier": TierForm,
    "category": CategoryForm,
    "procedure": ProcedureForm,
    "desk": DeskForm,
    "exemption": ExemptionForm,
}


class SettleForm(forms.Form):
    """Puts in force or throws away the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class BasisForm(forms.Form):
    """A document that rules may rest on."""

    code = forms.SlugField(
        label=_("依据代码"), max_length=60, help_text=_("小写字母、数字和连字符，例如 xian-2020-06；登记后不能更改。")
    )
    title = PlainText(label=_("文件标题"), max_length=200)
    document_number = PlainText(label=_("文号"), max_length=60, required=False)
    organ = PlainText(label=_("发文机关"), max_length=100)
    issued_on = forms.DateField(label=_("发文日期"), widget=forms.DateInput(attrs={"type": "date"}))

    @property
    def document(self) -> BasisCard:
        """Give the document; whoever enters one through the page enters a real one."""
        given = self.cleaned_data
        return BasisCard(
            given["code"], given["title"], given["document_number"], given["organ"], given["issued_on"],
            synthetic=False,
        )  # fmt: skip


def _townships(county_code: str) -> Iterable[tuple[str, str]]:
    bodies = people.organisations(county_code=county_code, kind="township")
    return [(body.division_code, body.short_name) for body in bodies]


def _organisations(county_code: str, *, numbering: bool) -> list[tuple[str, str]]:
    """Give the county's bodies; for a lead only those that number their decisions."""
    bodies = people.organisations(county_code=county_code)
    seated = [body for body in bodies if body.kind in ("bureau", "department", "command")]
    return [(body.code, body.name) for body in seated if body.series or not numbering]
