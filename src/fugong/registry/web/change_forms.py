"""What the pages ask that close, merge and hand over, and that change many enterprises at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from fugong.core.texts import PlainText
from fugong.registry.queries.bulk import Change
from fugong.registry.rules.kinds import CLOSURES, MEMBERSHIPS, Closure
from fugong.registry.web.forms import basis_field, choices, day_field

CHANGES = {Change.ADMIT: gettext_lazy("入库"), Change.STRIKE_OFF: gettext_lazy("退库")}


def paper_field(help_text: Any = "") -> PlainText:
    """Make a field for the paper an act must rest on."""
    return PlainText(label=gettext_lazy("依据"), max_length=200, help_text=help_text)


def login_field(label: Any) -> PlainText:
    """Make a field for the login of an operator."""
    return PlainText(
        label=label,
        max_length=60,
        help_text=gettext_lazy("账号由安全管理员开立并任命为企业经办人，此处只登记授权"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class AppointForm(forms.Form):
    """Who may act for the enterprise from which day."""

    login = login_field(gettext_lazy("经办人登录名"))
    since_on = day_field(gettext_lazy("授权起始日"))
    basis = basis_field()


class EndForm(forms.Form):
    """From which day the account may no longer act."""

    until_on = day_field(gettext_lazy("终止日"), gettext_lazy("自该日起不能再办理；填今天，则立即失效"))
    basis = basis_field()


class HandOverForm(forms.Form):
    """Who takes over, from which day."""

    login = login_field(gettext_lazy("接任经办人登录名"))
    handed_over_on = day_field(
        gettext_lazy("交接日"), gettext_lazy("原经办人自该日起不能再办理，接任人自该日起可以办理")
    )
    basis = basis_field()


class CloseForm(forms.Form):
    """Why and since when the enterprise is no longer there."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    closure = forms.ChoiceField(
        label=gettext_lazy("情形"),
        choices=lambda: choices({code: word for code, word in CLOSURES.items() if code != Closure.MERGED}),
    )
    closed_on = day_field(gettext_lazy("注销或停业日期"))
    basis = PlainText(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("例如：准予注销登记通知书文号")
    )


class ReopenForm(forms.Form):
    """On what paper the enterprise is there after all."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    basis = paper_field()


class MergeForm(forms.Form):
    """On what paper two registrations are one."""

    basis = paper_field(gettext_lazy("例如：营业执照变更核准通知书，或与企业核实的记录"))


class BecauseForm(forms.Form):
    """Why a pair is two enterprises, or a merge is undone."""

    because = PlainText(label=gettext_lazy("理由"), max_length=200)


class BulkForm(forms.Form):
    """Which enterprises enter or leave which list, from which day, on what paper."""

    change = forms.ChoiceField(
        label=gettext_lazy("变更"), choices=lambda: [(code, str(word)) for code, word in CHANGES.items()]
    )
    kind = forms.ChoiceField(label=gettext_lazy("名录"), choices=lambda: choices(MEMBERSHIPS))
    effective_on = day_field(gettext_lazy("生效日期"), gettext_lazy("入库为在库首日；退库为不再在库的首日"))
    basis = PlainText(
        label=gettext_lazy("依据"), max_length=200, help_text=gettext_lazy("例如：统计部门月度入库退库通知文号")
    )
    codes = PlainText(
        label=gettext_lazy("统一社会信用代码"),
        help_text=gettext_lazy("每行一家，可从电子表格整列粘贴；一次最多 1000 家"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "class": "code", "spellcheck": "false"}),
    )


def change_words(change: str, kind: str) -> str:
    """Say the change in words, as in 入库 · 规模以上工业."""
    return f"{CHANGES[Change(change)]} · {gettext(MEMBERSHIPS[kind])}"
