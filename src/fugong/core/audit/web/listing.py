"""The list of acts: its columns and its filters."""

from datetime import date, datetime, timedelta
from typing import Any

import django_filters
import django_tables2
from django.db.models import QuerySet
from django.forms import DateInput
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fugong.core.audit import words
from fugong.core.audit.history import changes_of
from fugong.core.audit.models import AuditEntry
from fugong.core.clock import BEIJING
from fugong.core.clock import words as clock_words


class TrailTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One act a row."""

    always_shown = ("at", "action")
    hidden_at_first = ("recorded_at", "hash")

    at = django_tables2.Column(verbose_name=gettext_lazy("时间"), order_by=("at", "sequence"))
    county_code = django_tables2.Column(verbose_name=gettext_lazy("县级区划代码"))
    sequence = django_tables2.Column(verbose_name=gettext_lazy("序号"), order_by=("county_code", "sequence"))
    actor_title = django_tables2.Column(verbose_name=gettext_lazy("办理岗位"), orderable=False)
    action = django_tables2.Column(verbose_name=gettext_lazy("操作"), orderable=False)
    subject_type = django_tables2.Column(verbose_name=gettext_lazy("对象"), orderable=False)
    changes = django_tables2.Column(verbose_name=gettext_lazy("内容"), orderable=False, empty_values=())
    recorded_at = django_tables2.Column(verbose_name=gettext_lazy("登记时间"), orderable=False)
    hash = django_tables2.Column(verbose_name=gettext_lazy("校验值"), orderable=False)

    class Meta:
        order_by = ("-at",)

    def render_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_recorded_at(self, value: datetime) -> str:
        """Write the server's moment."""
        return clock_words.moment(value)

    def render_action(self, value: str) -> SafeString:
        """Name the act in words; the dotted name stays findable."""
        return format_html('<span data-action="{}">{}</span>', value, gettext(words.of_action(value)))

    def render_subject_type(self, record: AuditEntry) -> str:
        """Name the thing by its kind and number."""
        return f"{gettext(words.of_thing(record.subject_type))} {record.subject_id}"

    def render_changes(self, record: AuditEntry) -> SafeString:
        """Show what was changed, and the reason given."""
        changes = render_to_string("core/_changes.html", {"changes": changes_of(record)})
        return format_html("<div><p>{}</p>{}</div>" if record.note else "<div>{}{}</div>", record.note, changes)


def _named_acts() -> list[tuple[str, str]]:
    return sorted((code, gettext(said)) for code, said in words.actions().items())


class TrailFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """County, act, post and day."""

    county = django_filters.CharFilter(
        field_name="county_code", lookup_expr="startswith", label=gettext_lazy("县级区划代码"), max_length=6
    )
    action = django_filters.ChoiceFilter(
        label=gettext_lazy("操作"), choices=_named_acts, empty_label=gettext_lazy("全部")
    )
    actor = django_filters.CharFilter(
        field_name="actor_title", lookup_expr="icontains", label=gettext_lazy("办理岗位"), max_length=60
    )
    day = django_filters.DateFilter(
        method="on_day", label=gettext_lazy("日期"), widget=DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = AuditEntry
        fields = ("county", "action", "actor", "day")

    def on_day(self, rows: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """Keep the acts of one Beijing day."""
        begins = datetime.combine(day, datetime.min.time(), BEIJING)
        return rows.filter(at__gte=begins, at__lt=begins + timedelta(days=1))
