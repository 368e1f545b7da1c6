"""What people type when they set up organisations and posts."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from fugong.core.texts import PlainText
from fugong.people.models import Organisation
from fugong.people.rules.roles import appointable


def _code_field(label: Any) -> forms.SlugField:
    return forms.SlugField(
        label=label,
        max_length=60,
        help_text=gettext_lazy("小写字母、数字、连字符，设立后不能更改，例如 520322-jingmao。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"invalid": gettext_lazy("代码只能用小写字母、数字和连字符。")},
    )


def _division_field(label: Any, **options: Any) -> forms.RegexField:
    return forms.RegexField(
        r"^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$",
        label=label,
        error_messages={"invalid": gettext_lazy("区划代码须为 2、4、6、9 或 12 位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        **options,
    )


class CorrectOfficeForm(forms.Form):
    """What may change about an organisation: its names and its series."""

    name = PlainText(label=gettext_lazy("单位名称"), max_length=120, help_text=gettext_lazy("按印章上的全称填写。"))
    short_name = PlainText(label=gettext_lazy("简称"), max_length=40, required=False)
    series = PlainText(
        label=gettext_lazy("发文机关代字"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("作出复产决定的单位填写，例如“桐经贸复”；其他单位不填。"),
    )


class OfficeForm(CorrectOfficeForm):
    """Everything about a new organisation."""

    field_order = ("name", "short_name", "code", "kind", "county_code", "division_code", "series")

    code = _code_field(gettext_lazy("单位代码"))
    kind = forms.ChoiceField(label=gettext_lazy("单位类别"), choices=Organisation.Kind.choices)
    county_code = forms.RegexField(
        r"^[0-9]{6}$",
        label=gettext_lazy("县级区划代码"),
        error_messages={"invalid": gettext_lazy("县级区划代码须为 6 位数字。")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    division_code = _division_field(
        gettext_lazy("所在区划代码"), help_text=gettext_lazy("县级单位填 6 位，乡镇（街道）填 9 位。")
    )


class PostForm(forms.Form):
    """Everything about a new post."""

    title = PlainText(
        label=gettext_lazy("岗位名称"),
        max_length=60,
        help_text=gettext_lazy("填写岗位，例如“复产审批岗”；不要填写个人姓名。"),
    )
    code = _code_field(gettext_lazy("岗位代码"))
    role = forms.ChoiceField(
        label=gettext_lazy("角色"), help_text=gettext_lazy("角色决定能办什么，责任区决定能办哪里。")
    )
    area = _division_field(
        gettext_lazy("责任区"),
        required=False,
        help_text=gettext_lazy("区划代码：填县代码负责全县，填乡镇代码只负责该乡镇；企业经办人不填。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # narrows the type
        field.choices = [("", gettext("请选择")), *((role.code, gettext(role.label)) for role in appointable())]
