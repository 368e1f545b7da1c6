"""The burden ledger 填报负担台账: what forms cost enterprises, for the office and for the enterprise itself."""

from datetime import date, datetime
from typing import Any, ClassVar

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.forms import DateInput
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from fugong.core import clock, exchange, pages
from fugong.core.clock import words as clock_words
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs, signed_in_only
from fugong.core.wording import N_
from fugong.registry.models import BurdenEntry
from fugong.registry.queries.burden import by_week
from fugong.registry.rules import house_forms
from fugong.registry.rules.burden import week_of
from fugong.registry.rules.naming import folded
from fugong.registry.web.listing import ALL

_SECONDS_PER_MINUTE = 60


class BurdenTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One form handed in a row."""

    always_shown = ("enterprise",)
    hidden_at_first = ("form", "reference")

    enterprise = django_tables2.Column(verbose_name=gettext_lazy("企业"), order_by=("enterprise__name_key",))
    form = django_tables2.Column(verbose_name=gettext_lazy("表单"))
    reference = django_tables2.Column(verbose_name=gettext_lazy("表单编号"))
    department = django_tables2.Column(verbose_name=gettext_lazy("要求填报的部门"))
    week_from = django_tables2.Column(verbose_name=gettext_lazy("所在周"))
    handed_in_at = django_tables2.Column(verbose_name=gettext_lazy("提交时间"))
    asked = django_tables2.Column(verbose_name=gettext_lazy("应填（项）"))
    kept = django_tables2.Column(verbose_name=gettext_lazy("预填沿用（项）"))
    typed = django_tables2.Column(verbose_name=gettext_lazy("动手填写（项）"))
    seconds = django_tables2.Column(verbose_name=gettext_lazy("用时（分钟）"))

    class Meta:
        order_by = ("-handed_in_at",)

    def render_enterprise(self, record: BurdenEntry) -> SafeString:
        """Lead to the enterprise."""
        address = reverse("registry:enterprise", args=[record.enterprise.uscc])
        return format_html('<a href="{}">{}</a>', address, record.enterprise.name)

    def value_enterprise(self, record: BurdenEntry) -> str:
        """Name the enterprise."""
        return record.enterprise.name

    def render_form(self, value: str) -> str:
        """Give the form's title."""
        return gettext(house_forms.form_title(value))

    def render_department(self, value: str) -> str:
        """Name the department in the reader's language."""
        return gettext(value)

    def render_week_from(self, value: date) -> str:
        """Write the week by its number (ISO 8601) and first day."""
        return week_words(value)

    def render_handed_in_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def value_seconds(self, value: int) -> float:
        """Give the minutes as a number."""
        return round(value / _SECONDS_PER_MINUTE, 1)

    def render_seconds(self, value: int) -> str:
        """Write the time in minutes; a form sent at one stroke has none."""
        return f"{value / _SECONDS_PER_MINUTE:.1f}" if value else "—"


class BurdenFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Enterprise, week, department."""

    words = django_filters.CharFilter(method="with_words", label=gettext_lazy("企业名称或代码"), max_length=60)
    week = django_filters.DateFilter(
        method="in_week", label=gettext_lazy("所在周（任选一天）"), widget=DateInput(attrs={"type": "date"})
    )
    department = django_filters.ChoiceFilter(label=gettext_lazy("要求填报的部门"), empty_label=ALL, choices=[])

    class Meta:
        model = BurdenEntry
        fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = sorted({form.department for form in house_forms.declared()})
        self.filters["department"].extra["choices"] = [(name, gettext(name)) for name in departments]

    def with_words(self, rows: QuerySet[BurdenEntry], _name: str, words: str) -> QuerySet[BurdenEntry]:
        """Narrow by a fragment of the name or the beginning of the code."""
        by_name = rows.filter(enterprise__search_text__contains=folded(words))
        return by_name | rows.filter(enterprise__uscc__startswith=words.strip().upper())

    def in_week(self, rows: QuerySet[BurdenEntry], _name: str, day: date) -> QuerySet[BurdenEntry]:
        """Narrow to the week in which the day lies."""
        return rows.filter(week_from=week_of(day))


LIST = exchange.ListExport(
    name="registry.burden",
    title=N_("填报负担台账"),
    permission="registry.burden",
    url_name="registry:burden",
    rows=lambda actor, _on: BurdenEntry.objects.visible_to(actor).select_related("enterprise"),
    table=BurdenTable,
    filters=BurdenFilter,
)


@needs("registry.burden")
@require_safe
def burden(request: HttpRequest) -> HttpResponse:
    """Show what forms cost the enterprises of one's area."""
    rows: Any = LIST.rows(actor_of(request), clock.today())
    listing = Listing(request, rows, table=BurdenTable, filters=BurdenFilter, export=LIST.name)
    found = listing.filters.qs if listing.filters else rows
    return pages.render(request, "registry/burden", _ledger(listing, found))


@signed_in_only
@require_safe
def own_burden(request: HttpRequest) -> HttpResponse:
    """Show an operator how much time the offices took of the own enterprises."""
    rows = BurdenEntry.objects.borne_by(actor_of(request), on=clock.today()).select_related("enterprise")
    return pages.render(request, "registry/own_burden", _ledger(Listing(request, rows, table=BurdenTable), rows))


def week_words(monday: date) -> str:
    """Write a week as people file it: year, number, first day."""
    iso = monday.isocalendar()
    facts = {"year": iso.year, "week": iso.week, "day": clock_words.day(monday)}
    return gettext("%(year)s年第%(week)s周（%(day)s起）") % facts


def _ledger(listing: Listing, rows: Any) -> dict[str, object]:
    weeks = [{**week, "words": week_words(week["week_from"])} for week in by_week(rows)]
    return {"listing": listing, "totals": rows.totals(), "weeks": weeks}
