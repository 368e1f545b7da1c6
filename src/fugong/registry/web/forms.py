"""What the pages of the registry ask for; the rules judge it, so that all problems are named at once."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, gettext_lazy

from fugong.core.permission import Actor
from fugong.core.refusals import NotPermitted, NotThere, Refused, Stale
from fugong.core.refusals.edge import into_form
from fugong.core.texts import PlainText
from fugong.registry.actions.registration import OutsideArea
from fugong.registry.models import Enterprise
from fugong.registry.queries import places
from fugong.registry.rules.kinds import HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES
from fugong.registry.rules.registration import EnterpriseFacts
from fugong.registry.rules.size import Figures

_CODE_LENGTH = 4


def carried_out(form: forms.Form, act: Callable[[], object]) -> bool:
    """Act on a readable form; what is wrong with the facts goes to their fields, the rest to whoever called."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        act()
    except Refused as refusal:
        if isinstance(refusal, NotThere | NotPermitted | Stale) and not isinstance(refusal, OutsideArea):
            raise
        into_form(refusal, form)
        return False
    return True


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def choices(words: dict[str, str], *, first: str = "") -> list[tuple[str, str]]:
    """Give a table of codes as choices in the reader's language, led by an empty one."""
    return [("", first or gettext("请选择")), *((code, gettext(word)) for code, word in words.items())]


class FactsForm(forms.Form):
    """The plain facts of an enterprise; Django judges only what it cannot read."""

    needed: ClassVar[tuple[str, ...]] = ("name", "division_code", "industry_code", "registration_type")

    name = PlainText(label=gettext_lazy("企业名称"), help_text=gettext_lazy("与营业执照一致的全称"), required=False)
    short_name = PlainText(label=gettext_lazy("简称"), required=False)
    division_code = forms.ChoiceField(
        label=gettext_lazy("所在乡镇（街道）"),
        help_text=gettext_lazy("按生产经营地填写，不按登记机关所在地"),
        required=False,
        error_messages={"invalid_choice": OutsideArea.message},
    )
    industry_code = PlainText(
        label=gettext_lazy("行业小类"),
        help_text=gettext_lazy("输入四位代码，或输入名称后从列表中选择，例如 3011 水泥制造"),
        required=False,
        widget=forms.TextInput(attrs={"list": "industries", "autocomplete": "off"}),
    )
    registration_type = forms.ChoiceField(label=gettext_lazy("登记注册类型"), required=False)
    address = PlainText(label=gettext_lazy("生产经营地址"), required=False)
    contact_phone = PlainText(
        label=gettext_lazy("联系电话"),
        help_text=gettext_lazy("单位值班电话，不登记个人姓名"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def __init__(self, data: Any = None, *, actor: Actor, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.industries = places.industry_classes()
        code = str(self.initial.get("industry_code", ""))
        self.initial["industry_code"] = dict(self.industries).get(code, code)
        townships = places.townships_inside(actor.areas_for("registry.edit"))
        self._offer("division_code", [("", gettext("请选择")), *townships])
        self._offer("registration_type", choices(REGISTRATION_TYPES))

    @property
    def facts(self) -> EnterpriseFacts:
        """Give what was stated."""
        return EnterpriseFacts(**{name: self.cleaned_data[name] for name in EnterpriseFacts.__dataclass_fields__})

    def clean_industry_code(self) -> str:
        """Read the code from "3011", "3011 水泥制造" or "水泥制造"."""
        typed: str = self.cleaned_data["industry_code"]
        by_name = {label.partition(" ")[2]: code for code, label in self.industries}
        return by_name.get(typed, typed[:_CODE_LENGTH])

    def for_page(self) -> "FactsForm":
        """Let the page tell needed from optional fields, once the rules have judged."""
        for name in self.needed:
            self.fields[name].required = True
        return self

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = offered


class RegisterForm(FactsForm):
    """The plain facts with the code under which the enterprise is entered."""

    needed = ("uscc", *FactsForm.needed)
    field_order = ("uscc",)

    uscc = PlainText(
        label=gettext_lazy("统一社会信用代码"),
        help_text=gettext_lazy("营业执照上的 18 位代码，空格、全角和小写会自动整理"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "code"}),
    )


class EditForm(FactsForm):
    """The plain facts with the version they were read under."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @staticmethod
    def of(enterprise: Enterprise) -> dict[str, object]:
        """Give what the form shows at first."""
        names = (*EnterpriseFacts.__dataclass_fields__, "version")
        return {name: getattr(enterprise, name) for name in names}


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """Make a field for a day."""
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(attrs={"type": "date"}))


def basis_field() -> PlainText:
    """Make a field for the paper a fact rests on."""
    return PlainText(label=gettext_lazy("依据"), required=False, max_length=200)


class HolderForm(forms.Form):
    """Who controls the enterprise from which day."""

    holder = forms.ChoiceField(label=gettext_lazy("控股情况"), choices=lambda: choices(HOLDERS))
    since_on = day_field(gettext_lazy("起始日"), gettext_lazy("此前的控股情况到前一日为止"))
    basis = basis_field()


class AdmitForm(forms.Form):
    """On which list the enterprise stands from which day."""

    kind = forms.ChoiceField(label=gettext_lazy("名录"), choices=lambda: choices(MEMBERSHIPS))
    since_on = day_field(gettext_lazy("入库日期"))
    basis = basis_field()


class StrikeOffForm(forms.Form):
    """From which day the enterprise no longer stands on a list."""

    kind = forms.ChoiceField(label=gettext_lazy("名录"), choices=lambda: choices(MEMBERSHIPS))
    until_on = day_field(gettext_lazy("退库日期"), gettext_lazy("自该日起不再在库"))
    basis = basis_field()


class YearForm(forms.Form):
    """A year's figures, from which the size class follows."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=1949, max_value=9999)
    staff = forms.IntegerField(label=gettext_lazy("期末从业人员（人）"), required=False)
    revenue_wan = forms.DecimalField(
        label=gettext_lazy("营业收入（万元）"), required=False, max_digits=14, decimal_places=2
    )
    assets_wan = forms.DecimalField(
        label=gettext_lazy("资产总额（万元）"), required=False, max_digits=14, decimal_places=2
    )
    source = PlainText(label=gettext_lazy("数据来源"), max_length=200, help_text=gettext_lazy("例如：2019年统计年报"))

    @property
    def figures(self) -> Figures:
        """Give what was stated."""
        typed = self.cleaned_data
        return Figures(staff=typed["staff"], revenue_wan=typed["revenue_wan"], assets_wan=typed["assets_wan"])


def initial_day(name: str, day: date) -> dict[str, object]:
    """Give a form's first day as the browser's date field wants it."""
    return {name: day.isoformat()}
