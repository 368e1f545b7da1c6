"""Which page of the book to open: county and day, both in the address."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PageForm(forms.Form):
    """Asks for a day, perhaps for an industry to try, and for a county where the reader's posts cover several."""

    on = forms.DateField(label=_("查询日期"), widget=forms.DateInput(attrs={"type": "date"}))
    industry = forms.RegexField(
        r"^[0-9]{4}$",
        label=_("按行业代码试查"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "3011", "inputmode": "numeric"}),
        error_messages={"invalid": _("行业代码应为 4 位数字。")},
    )
    county = forms.ChoiceField(label=_("县（市、区）"), required=False)

    def __init__(self, *, asked: dict[str, str], counties: list[str]) -> None:
        super().__init__(asked)
        county = self.fields["county"]
        if isinstance(county, forms.ChoiceField):
            county.choices = [(code, code) for code in counties]
        if len(counties) < 2:  # noqa: PLR2004  # one county leaves nothing to choose
            del self.fields["county"]
