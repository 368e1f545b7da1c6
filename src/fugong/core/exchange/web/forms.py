"""What the pages of exchange ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from fugong.core.exchange.models import ImportBatch
from fugong.core.exchange.rules.states import MODES, Mode


class UploadForm(forms.Form):
    """The table to import."""

    file = forms.FileField(
        label=gettext_lazy("要导入的文件"),
        help_text=gettext_lazy("XLSX 或 CSV（UTF-8、GB 18030），不超过 20 MB、50,000 行。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class ConfirmForm(forms.Form):
    """All rows, or the good ones."""

    mode = forms.ChoiceField(label=gettext_lazy("导入方式"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, batch: ImportBatch) -> None:
        super().__init__(data)
        whole = batch.rows_good == batch.rows_total
        modes = MODES if whole else {Mode.GOOD_ROWS.value: MODES[Mode.GOOD_ROWS]}
        field = self.fields["mode"]
        field.initial = Mode.ALL_OR_NOTHING if whole else Mode.GOOD_ROWS
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, gettext(word)) for code, word in modes.items()]
