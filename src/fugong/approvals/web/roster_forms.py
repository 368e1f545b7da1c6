"""What the pages of the roster ask for; each field says what it is used for and until when it is kept."""

from datetime import date
from typing import ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.roster import FIELDS, ISOLATION
from fugong.approvals.web.forms import ActForm, Typed
from fugong.core.clock import words as clock_words
from fugong.core.personal import REASONS
from fugong.core.texts import PlainText

_LONGEST_PASTE = 200_000


class PasteForm(forms.Form):
    """Lines copied from a spreadsheet, one person each."""

    pasted = PlainText(
        label=_("人员（每行一人）"),
        help_text=_("从表格中选中六列复制后粘贴；可带表头。不要包含姓名、身份证号。"),
        max_length=_LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )


class PersonForm(forms.Form):
    """One entry in full, as the enterprise puts it right; the rules judge the fields."""

    def __init__(self, data: Typed | None = None, *, initial: Typed | None = None, until: date) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for field in FIELDS:
            used = gettext("用于：%(use)s。最迟保存至 %(until)s。")
            facts = {"use": gettext(field.use), "until": clock_words.day(until)}
            self.fields[field.key] = _field(field.key, label=gettext(field.label), help_text=used % facts)

    @property
    def typed(self) -> dict[str, str]:
        """Give what was typed, for the rules to read."""
        return {field.key: str(self.cleaned_data.get(field.key) or "") for field in FIELDS}

    def mark_required(self) -> "PersonForm":
        """Let the page tell required from optional fields; Django itself judges none of them."""
        for field in FIELDS:
            self.fields[field.key].required = field.required
        return self


class ReasonForm(ActForm):
    """Why somebody wants to see a field in full; both parts are recorded."""

    name: ClassVar = "reason"
    reason = forms.ChoiceField(label=_("查看原因"), widget=forms.RadioSelect)
    note = PlainText(
        label=_("具体事由"),
        max_length=100,
        help_text=_("将与您的岗位、时间一并留痕。不要写姓名、电话、证件号码和健康情况。"),
    )

    def __init__(self, data: Typed | None = None) -> None:
        super().__init__(data)
        self.offer("reason", REASONS)


def _field(key: str, *, label: str, help_text: str) -> forms.Field:
    if key == "isolation":
        words = [(code, gettext(word)) for code, word in ISOLATION.items()]
        return forms.ChoiceField(label=label, help_text=help_text, choices=words, required=False)
    widgets: dict[str, forms.Widget] = {
        "arrived_on": forms.DateInput(attrs={"type": "date"}),
        "phone": forms.TextInput(attrs={"inputmode": "tel"}),
    }
    widget = widgets.get(key, forms.TextInput())
    widget.attrs["autocomplete"] = "off"  # what was said about one person must not be offered for the next
    return PlainText(label=label, help_text=help_text, required=False, widget=widget)
