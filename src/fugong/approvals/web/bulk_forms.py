"""What deciding many applications asks for: which ones, the decision, and the words that go with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.batches import MOST_ITEMS, Chosen, read_chosen
from fugong.approvals.rules.decisions import OUTCOME_WORDS, Outcome, Wish
from fugong.approvals.rules.reasons import REFUSAL
from fugong.approvals.web.forms import ActForm, Typed, why_otherwise
from fugong.core.texts import PlainText


class BulkForm(ActForm):
    """Grant from a day on, or refuse with reasons; the rules judge the rest."""

    name = "bulk"
    chosen = forms.CharField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("决定"), choices=list(OUTCOME_WORDS.items()), widget=forms.RadioSelect, initial=Outcome.GRANT
    )
    effective_on = forms.DateField(
        label=_("许可起始日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("同意复产时填写，适用于全部所选申请。"),
    )
    conditions = PlainText(
        label=_("附加条件"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("选填，每行一条，适用于全部所选申请。"),
    )  # fmt: skip
    reasons = forms.MultipleChoiceField(
        label=_("不予同意的理由"),
        choices=list(REFUSAL.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("不予同意时至少选择一项，适用于全部所选申请。"),
    )
    note = PlainText(label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    consistency_note = why_otherwise()

    def __init__(self, data: Typed | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("outcome", {str(code): words for code, words in OUTCOME_WORDS.items()})
        self.offer("reasons", REFUSAL)

    def clean(self) -> dict[str, Any]:
        """Ask for what the decision needs; whether it may be so, the rules say for each application."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("outcome") == Outcome.GRANT and not given.get("effective_on") and not self.errors:
            self.add_error("effective_on", gettext("请填写许可起始日期。"))
        if given.get("outcome") == Outcome.REFUSE and not given.get("reasons"):
            self.add_error("reasons", gettext("请至少选择一项理由。"))
        if not 0 < len(read_chosen(given.get("chosen", ""))) <= MOST_ITEMS:
            self.add_error(None, gettext("请选择 1 至 %(most)s 件申请。") % {"most": MOST_ITEMS})
        return given

    def mark_required(self) -> "BulkForm":
        """Let the page not call optional what one of the two decisions needs; the form has been judged before."""
        for name in ("effective_on", "reasons"):
            self.fields[name].required = True
        return self

    @property
    def chosen_now(self) -> tuple[Chosen, ...]:
        """Give the applications with the versions that were seen."""
        return read_chosen(self.cleaned_data["chosen"])

    @property
    def wish(self) -> Wish:
        """Give the decision as wished."""
        given = self.cleaned_data
        if given["outcome"] == Outcome.REFUSE:
            return Wish(Outcome.REFUSE, reasons=tuple(given["reasons"]), note=given["note"])
        lines = tuple(line.strip() for line in given["conditions"].splitlines() if line.strip())
        return Wish(Outcome.GRANT, effective_on=given["effective_on"], conditions=lines)
