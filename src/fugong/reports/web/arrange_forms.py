"""The form in which an office says what it asks of whom, and how its words become a form's terms."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from fugong.core.refusals import Problem
from fugong.core.refusals.edge import sentence
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.rules.forms import Addressees, Asked, FormTerms
from fugong.reports.rules.items import ITEMS
from fugong.reports.rules.periods import PERIOD_KINDS, Due

Choices = list[tuple[str, str]]


def worded(words: dict[str, str]) -> Callable[[], Choices]:
    """Give choices in the reader's language."""
    return lambda: [(code, gettext(word)) for code, word in words.items()]


class ArrangeForm(forms.Form):
    """What is asked, of whom, until when, from which day on, on which basis."""

    code = forms.SlugField(
        label=gettext_lazy("报表代码"), max_length=40, help_text=gettext_lazy("同一代码再次布置即为新版"),
    )  # fmt: skip
    title = forms.CharField(label=gettext_lazy("报表名称"), max_length=100)
    title_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=100, required=False)
    period_kind = forms.ChoiceField(label=gettext_lazy("报告期别"), choices=worded(PERIOD_KINDS))
    items = forms.MultipleChoiceField(
        label=gettext_lazy("指标"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=worded({code: item.label for code, item in ITEMS.items()}),
    )  # fmt: skip
    required_items = forms.MultipleChoiceField(
        label=gettext_lazy("其中必填"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=worded({code: item.label for code, item in ITEMS.items()}),
    )  # fmt: skip
    memberships = forms.MultipleChoiceField(
        label=gettext_lazy("由哪些名录的企业填报"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=worded(dict(registry.MEMBERSHIPS)),
    )  # fmt: skip
    industries = forms.CharField(
        label=gettext_lazy("由哪些行业的企业填报"), required=False, max_length=200,
        help_text=gettext_lazy("行业代码的前几位，用空格分开，例如：06 4411"),
    )  # fmt: skip
    others = forms.BooleanField(label=gettext_lazy("名录以外的企业也填报"), required=False)
    due_days = forms.IntegerField(label=gettext_lazy("报告期结束后几天内报送"), min_value=0, max_value=60)
    due_time = forms.TimeField(label=gettext_lazy("当日截止时间"), widget=forms.TimeInput(attrs={"type": "time"}))
    effective_from = forms.DateField(
        label=gettext_lazy("启用日期"), widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    basis = forms.CharField(label=gettext_lazy("依据"), max_length=200)

    def terms(self, before: ReportForm | None) -> FormTerms:
        """Give what was said as the terms of a form; an item's ordinary range stays as the version before has it."""
        told = self.cleaned_data
        ranges = {one.item: one for one in before.terms.items} if before else {}
        asked = tuple(
            Asked(
                item, required=item in told["required_items"], low=ranges[item].low if item in ranges else "",
                high=ranges[item].high if item in ranges else "",
            )
            for item in ITEMS if item in told["items"]
        )  # fmt: skip
        return FormTerms(
            code=told["code"], title=told["title"].strip(), title_en=told["title_en"].strip(),
            period_kind=told["period_kind"], items=asked,
            addressees=Addressees(tuple(told["memberships"]), tuple(told["industries"].split()), told["others"]),
            due=Due(told["due_days"], told["due_time"]), effective_from=told["effective_from"],
            basis=told["basis"].strip(),
        )  # fmt: skip

    def place(self, problem: Problem) -> None:
        """Put a problem to the field it is about."""
        field = {"addressees": "memberships"}.get(problem.field, problem.field)
        self.add_error(field if field in self.fields else None, sentence(problem))


def said_before(form: ReportForm) -> dict[str, Any]:
    """Give a version's terms as the fields begin with, for the next version."""
    terms = form.terms
    return {
        "code": terms.code, "title": terms.title, "title_en": terms.title_en, "period_kind": terms.period_kind,
        "items": list(terms.item_codes), "required_items": [one.item for one in terms.items if one.required],
        "memberships": list(terms.addressees.memberships), "industries": " ".join(terms.addressees.industry_prefixes),
        "others": terms.addressees.others, "due_days": terms.due.days, "due_time": f"{terms.due.at:%H:%M}",
        "basis": terms.basis,
    }  # fmt: skip
