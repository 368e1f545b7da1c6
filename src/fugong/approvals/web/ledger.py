"""The ledger: every application handed in, filtered, ordered and cut to columns as the address says."""

from datetime import date, datetime
from typing import Any

import django_filters
import django_tables2
from django.db.models import Q, QuerySet
from django.forms import CheckboxInput, DateInput
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from fugong.approvals.models import Application
from fugong.approvals.rules.lifecycle import STATE_WORDS, State
from fugong.core import clock, exchange, pages
from fugong.core.clock import words as clock_words
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs
from fugong.core.texts import clean
from fugong.core.wording import N_
from fugong.policy import public as policy


class LedgerTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One application a row."""

    always_shown = ("enterprise_name",)
    hidden_at_first = ("uscc", "due_at", "effective_on", "decided_by")

    enterprise_name = django_tables2.Column(verbose_name=gettext_lazy("企业"))
    uscc = django_tables2.Column(verbose_name=gettext_lazy("统一社会信用代码"))
    mode = django_tables2.Column(verbose_name=gettext_lazy("办理方式"))
    state = django_tables2.Column(verbose_name=gettext_lazy("状态"))
    submitted_at = django_tables2.Column(verbose_name=gettext_lazy("提交时间"))
    due_at = django_tables2.Column(verbose_name=gettext_lazy("应答复时间"))
    decided_at = django_tables2.Column(verbose_name=gettext_lazy("决定时间"))
    decided_by = django_tables2.Column(verbose_name=gettext_lazy("决定岗位"))
    effective_on = django_tables2.Column(verbose_name=gettext_lazy("许可起始日期"))
    document_number = django_tables2.Column(verbose_name=gettext_lazy("文号"))

    class Meta:
        order_by = ("-submitted_at",)

    def render_enterprise_name(self, record: Application) -> SafeString:
        """Lead to the case."""
        return format_html('<a href="{}">{}</a>', reverse("approvals:case", args=[record.pk]), record.enterprise_name)

    def value_enterprise_name(self, value: str) -> str:
        """Give the name for a file."""
        return value

    def value_state(self, value: str) -> str:
        """Give the state for a file, in words."""
        return gettext(STATE_WORDS[State(value)])

    def render_mode(self, value: str) -> str:
        """Write the mode in words."""
        return gettext(policy.MODES.get(value, value))

    def render_state(self, record: Application) -> SafeString:
        """Write the state in words."""
        word = gettext(STATE_WORDS[State(record.state)])
        tag = format_html('<span class="state-tag state-{}">{}</span>', record.state, word)
        if not record.decided_by_clock:
            return tag
        return format_html('{} <span class="state-tag">{}</span>', tag, gettext("系统时钟办结"))

    def render_submitted_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_due_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_decided_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_effective_on(self, value: date) -> str:
        """Write the day in the reader's language."""
        return clock_words.day(value)


def _day_input() -> DateInput:
    return DateInput(attrs={"type": "date"})


class LedgerFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Name or code, mode, state, day of submission or decision, overdue."""

    words = django_filters.CharFilter(label=gettext_lazy("企业名称或代码"), method="filter_words")
    mode = django_filters.ChoiceFilter(label=gettext_lazy("办理方式"), empty_label=gettext_lazy("全部"))
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), empty_label=gettext_lazy("全部"))
    submitted_on = django_filters.DateFilter(
        label=gettext_lazy("提交日期"), field_name="submitted_at", lookup_expr="date", widget=_day_input()
    )
    decided_on = django_filters.DateFilter(
        label=gettext_lazy("决定日期"), field_name="decided_at", lookup_expr="date", widget=_day_input()
    )
    overdue = django_filters.BooleanFilter(
        label=gettext_lazy("只看超期"), method="filter_overdue", widget=CheckboxInput()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["mode"].extra["choices"] = [(code, gettext(word)) for code, word in policy.MODES.items()]
        self.filters["state"].extra["choices"] = [
            (state.value, gettext(word)) for state, word in STATE_WORDS.items() if state is not State.DRAFT
        ]

    def filter_words(self, rows: QuerySet[Application], _name: str, value: str) -> QuerySet[Application]:
        """Find by a fragment of the name or the beginning of the code."""
        words = clean(value)
        return rows.filter(Q(enterprise_name__contains=words) | Q(uscc__startswith=words.upper()))

    def filter_overdue(self, rows: QuerySet[Application], _name: str, value: bool) -> QuerySet[Application]:  # noqa: FBT001  # django-filter's signature
        """Keep those whose answer should have been given by now."""
        return rows.filter(state=State.IN_REVIEW, due_at__lt=clock.now()) if value else rows


LIST = exchange.ListExport(
    name="approvals.ledger",
    title=N_("申请台账"),
    permission="approvals.view",
    url_name="approvals:ledger",
    rows=lambda actor, on: Application.objects.visible_to(actor, on=on).handed_in(),
    table=LedgerTable,
    filters=LedgerFilter,
)


@needs("approvals.view")
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the applications in the person's area."""
    actor = actor_of(request)
    rows = LIST.rows(actor, clock.today())
    listing = Listing(request, rows, table=LedgerTable, filters=LedgerFilter, export=LIST.name)
    context = {"listing": listing, "may_decide": actor.may("approvals.decide")}
    return pages.render(request, "approvals/ledger", context)
