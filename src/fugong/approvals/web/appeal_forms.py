"""What an internal review asks for: the enterprise's grounds, and the office's answer."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.appeals import LONGEST_GROUNDS, OUTCOME_WORDS, Against, Outcome
from fugong.approvals.web.forms import ActForm, Typed
from fugong.core.texts import PlainText
from fugong.core.wording import N_

CHANGE_MEANS = {
    Against.REFUSAL: N_("改变原决定：撤销不予同意的决定，重新审核"),
    Against.SUSPENSION: N_("改变原决定：恢复许可"),
    Against.CONDITIONS: N_("改变原决定：变更附加条件"),
}


class AppealForm(ActForm):
    """The enterprise's objection."""

    name = "appeal"
    version = forms.IntegerField(widget=forms.HiddenInput)
    grounds = PlainText(
        label=_("事实和理由"), required=False, max_length=LONGEST_GROUNDS, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明不服的内容、事实和理由。不填个人姓名。"),
    )  # fmt: skip
    upload = forms.FileField(
        label=_("附件"), required=False, allow_empty_file=True,
        help_text=_("选填。PDF、JPG、PNG、DOCX 或 XLSX，不超过 20 MB；多份材料请合并。"),
    )  # fmt: skip

    def __init__(self, data: Typed | None = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.files = files or MultiValueDict()


class AnswerForm(ActForm):
    """The office's answer to an objection."""

    name = "answer"
    outcome = forms.ChoiceField(
        label=_("复核结论"), choices=list(OUTCOME_WORDS.items()), widget=forms.RadioSelect, required=False
    )
    note = PlainText(label=_("复核意见"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    conditions = PlainText(
        label=_("变更后的附加条件"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一条；全部取消则留空。只在改变原决定时适用。"),
    )  # fmt: skip

    def fit(self, against: str) -> None:
        """Offer what this objection may bring; conditions are asked only where they are objected to."""
        changed = CHANGE_MEANS[Against(against)]
        self.offer("outcome", {"upheld": OUTCOME_WORDS[Outcome.UPHELD], "changed": changed})
        if against != Against.CONDITIONS:
            self.fields.pop("conditions", None)
        self.fields["outcome"].required = self.fields["note"].required = True
