"""What the pages of approvals ask for; questions come from the rules, and the rules judge the answers."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fugong.approvals.rules.questions import QUESTIONS, Question, of_section
from fugong.approvals.rules.reasons import REFUSAL, REVOCATION, SUSPENSION, VERDICTS
from fugong.core.files.store import Upload
from fugong.core.texts import PlainText
from fugong.policy import public as policy

Typed = Mapping[str, Any]
LARGEST_BYTES = 20 * 1024 * 1024


class SectionForm(forms.Form):
    """One section of the application; every text is taken as typed, cleaned of what cannot be seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        section: str,
        data: Typed | None = None,
        *,
        papers: frozenset[str],
        answers: Mapping[str, object],
        version: int,
        sources: Mapping[str, str] | None = None,
    ) -> None:
        self.questions = of_section(section, papers=papers)
        initial = {**answers, "version": version}
        super().__init__(data, initial=initial, auto_id="id_%s")
        for question in self.questions:
            self.fields[question.key] = _field(question, source=(sources or {}).get(question.key, ""))

    @property
    def typed(self) -> dict[str, str]:
        """Give what was typed, for the rules to read."""
        values = {question.key: self.cleaned_data.get(question.key) for question in self.questions}
        return {key: "on" if value is True else str(value or "") for key, value in values.items()}

    def carry_on(self, *, version: int) -> None:
        """Keep what was typed and let it be saved over what is there now; the page shows what that is."""
        self.data = {**dict(self.data.items()), "version": str(version)}

    def mark_required(self) -> "SectionForm":
        """Let the page tell required from optional questions; Django itself judges none of them."""
        for question in self.questions:
            self.fields[question.key].required = question.required
        return self


def _in_words(field: forms.BoundField, value: object) -> str:
    if isinstance(field.field, forms.ChoiceField):
        chosen = value if isinstance(value, list) else [value]
        choices: Any = field.field.choices
        return "、".join(str(word) for code, word in choices if code in chosen)
    return str(value)


def _field(question: Question, *, source: str = "") -> forms.Field:
    label, hint = gettext(question.label), gettext(question.hint) if question.hint else ""
    hint = f"{hint} {source}".strip()
    if question.kind == "yes":
        return forms.BooleanField(label=label, help_text=hint, required=False)
    widgets: dict[str, forms.Widget] = {
        "long_text": forms.Textarea(attrs={"rows": 4}),
        "day": forms.DateInput(attrs={"type": "date"}),
        "whole_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        "phone": forms.TextInput(attrs={"inputmode": "tel"}),
    }
    return PlainText(
        label=label, help_text=hint, required=False, widget=widgets.get(question.kind, forms.TextInput()), strip=False
    )


class ActForm(forms.Form):
    """The form of one act on a page that carries several; its fields' ids begin with the act's name."""

    name: ClassVar[str]

    def __init__(self, data: Typed | None = None, files: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, files, initial=initial, auto_id=f"id_{self.name}_%s")

    def carry_on(self, **current: object) -> None:
        """Keep what was typed and let it act on what is there now; the page shows what has changed."""
        carried: Any = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        for name in current.keys() & self.fields.keys():
            carried[name] = str(current[name])
        self.data = carried

    def ask_why(self, *, wanted: bool) -> None:
        """Ask why like applications were decided otherwise, where they were; elsewhere the question is not there."""
        if not wanted:
            self.fields.pop("consistency_note", None)
        elif "consistency_note" in self.fields:
            self.fields["consistency_note"].required = True

    @property
    def typed_words(self) -> list[tuple[str, str]]:
        """Give what was typed, in words, where the act itself is no longer open."""
        shown = [(field, field.value()) for field in self.visible_fields()]
        return [(str(field.label), _in_words(field, value)) for field, value in shown if value]

    def offer(self, field: str, words: Mapping[str, str]) -> None:
        """Offer these codes to choose from, in the reader's language."""
        choice = self.fields[field]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(code, gettext(word)) for code, word in words.items()]


class VersionForm(ActForm):
    """An act on the version that the person saw; ``seen`` is the last act shown, to tell later what came since."""

    name = "version"
    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PaperForm(forms.Form):
    """A file for one paper of the checklist."""

    paper = forms.ChoiceField(label=_("材料"))
    upload = forms.FileField(
        label=_("文件"), help_text=_("PDF、JPG、PNG、DOCX 或 XLSX，不超过 20 MB。"), allow_empty_file=True
    )

    def __init__(self, papers: Iterable[str], data: Typed | None = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id="id_file_%s")
        choice = self.fields["paper"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(paper, gettext(policy.ITEMS.get(paper, paper))) for paper in papers]


class SubmitForm(VersionForm):
    """The declaration before handing in."""

    name = "submit"
    committed = forms.BooleanField(
        required=False,
        label=_("本企业承诺：以上内容真实，落实疫情防控主体责任，接受监督检查；如有不实，依法承担责任。"),
    )


class WithdrawForm(VersionForm):
    """Take the application back."""

    name = "withdraw"


class OpinionForm(ActForm):
    """A desk's opinion."""

    name = "opine"
    verdict = forms.ChoiceField(
        label=_("意见"), choices=list(VERDICTS.items()), widget=forms.RadioSelect, initial="agree", required=False
    )
    text = PlainText(
        label=_("说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("附条件或不同意时必填。")
    )

    def __init__(self, data: Typed | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("verdict", VERDICTS)


def why_otherwise() -> PlainText:
    """Ask why this decision differs from those on like applications."""
    return PlainText(
        label=_("与同类申请决定不同的理由"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("同类申请曾作出不同决定。核对后仍按此办理的，须写明理由，并记入办理记录。"),
    )  # fmt: skip


class GrantForm(VersionForm):
    """Permit the restart."""

    name = "grant"
    effective_on = forms.DateField(
        label=_("许可起始日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    conditions = PlainText(
        label=_("附加条件"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("选填，每行一条。"),
    )
    consistency_note = why_otherwise()


class ReturnForm(VersionForm):
    """Give back for correction: which items, and what to do about each."""

    name = "return"
    items = forms.MultipleChoiceField(label=_("需要补正的内容"), widget=forms.CheckboxSelectMultiple, required=False)
    note = PlainText(
        label=_("补正要求"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一次写清全部要求，企业补正后不再追加。"),
    )

    def __init__(
        self, data: Typed | None = None, *, papers: frozenset[str], initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.offer("items", {q.key: q.label for q in QUESTIONS if not q.paper or q.paper in papers})


class RefuseForm(VersionForm):
    """Refuse with reasons."""

    name = "refuse"
    reasons = forms.MultipleChoiceField(
        label=_("理由"), choices=list(REFUSAL.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = PlainText(label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    consistency_note = why_otherwise()

    def __init__(self, data: Typed | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("reasons", REFUSAL)


class SuspendForm(VersionForm):
    """Suspend a permission in force."""

    name = "suspend"
    reasons = forms.ChoiceField(
        label=_("理由"), choices=list(SUSPENSION.items()), widget=forms.RadioSelect, required=False
    )
    note = PlainText(label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Typed | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("reasons", SUSPENSION)


class RevokeForm(VersionForm):
    """Revoke a permission for good."""

    name = "revoke"
    reasons = forms.ChoiceField(
        label=_("理由"), choices=list(REVOCATION.items()), widget=forms.RadioSelect, required=False
    )
    note = PlainText(label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Typed | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.offer("reasons", REVOCATION)


class ServiceForm(ActForm):
    """Note the day on which a document was handed over."""

    name = "service"
    served_on = forms.DateField(label=_("送达日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class VoidForm(ActForm):
    """Make a notice void."""

    name = "void"
    reason = PlainText(label=_("作废原因"), required=False, max_length=300)


class CompareForm(ActForm):
    """A file that a visitor wants compared with what was issued."""

    name = "compare"
    upload = forms.FileField(label=_("待核验的 PDF 文件"), help_text=_("不超过 20 MB。文件只用于核验，不保存。"))

    def clean_upload(self) -> Upload:
        """Refuse what is larger than any document of ours before it is read."""
        upload: Upload = self.cleaned_data["upload"]
        if (upload.size or 0) > LARGEST_BYTES:
            raise ValidationError(_("文件超过 20 MB，不可能是本平台发出的文书。"))
        return upload


class ReinstateForm(VersionForm):
    """Give a suspended permission back."""

    name = "reinstate"
    note = PlainText(label=_("说明"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class RestartForm(ActForm):
    """The enterprise's own word."""

    name = "restart"
    restarted_on = forms.DateField(
        label=_("实际复产日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
