"""The list of enterprises: its columns and its filters."""

from typing import ClassVar

import django_filters
import django_tables2
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fugong.core import clock
from fugong.core.permission import actor_of
from fugong.registry.models import Enterprise
from fugong.registry.models.enterprise import EnterpriseQuerySet
from fugong.registry.queries import places, register, search
from fugong.registry.rules import phones
from fugong.registry.rules.kinds import CLOSURES, HOLDERS, MEMBERSHIPS, REGISTRATION_TYPES, SIZES, Closure

ALL = gettext_lazy("全部")


class EnterpriseTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One enterprise a row, its dated facts as of today."""

    always_shown = ("name",)
    hidden_at_first = ("registration_type", "contact_phone", "created_at")

    name = django_tables2.Column(verbose_name=gettext_lazy("企业名称"), order_by=("sorting",))
    uscc = django_tables2.Column(verbose_name=gettext_lazy("统一社会信用代码"))
    township = django_tables2.Column(verbose_name=gettext_lazy("所在乡镇"), order_by=("division_code",))
    industry = django_tables2.Column(verbose_name=gettext_lazy("行业"), order_by=("industry_code",))
    holder_now = django_tables2.Column(verbose_name=gettext_lazy("控股情况"), orderable=False, default="—")
    size_now = django_tables2.Column(verbose_name=gettext_lazy("企业规模"), orderable=False, default="—")
    lists_now = django_tables2.Column(verbose_name=gettext_lazy("在库名录"), orderable=False, default="—")
    registration_type = django_tables2.Column(verbose_name=gettext_lazy("登记注册类型"))
    contact_phone = django_tables2.Column(verbose_name=gettext_lazy("联系电话"), orderable=False, default="—")
    created_at = django_tables2.DateColumn(verbose_name=gettext_lazy("登记日期"), format="Y-m-d")

    class Meta:
        order_by = ("name",)

    def render_name(self, record: Enterprise) -> SafeString:
        """Lead to the enterprise; say when it no longer exists."""
        link = format_html('<a href="{}">{}</a>', reverse("registry:enterprise", args=[record.uscc]), record.name)
        if record.closed_on is None:
            return link
        closure = CLOSURES[record.closure or Closure.DEREGISTERED]
        return format_html('{} <span class="state-tag state-closed">{}</span>', link, gettext(closure))

    def value_name(self, record: Enterprise) -> str:
        """Give the name for a file."""
        closure = CLOSURES[record.closure or Closure.DEREGISTERED]
        return record.name if record.closed_on is None else f"{record.name}（{gettext(closure)}）"

    def value_uscc(self, value: str) -> str:
        """Give the code for a file."""
        return value

    def value_lists_now(self, value: list[str]) -> str:
        """Name the lists for a file."""
        return "、".join(gettext(MEMBERSHIPS[kind]) for kind in value)

    def render_contact_phone(self, value: str) -> str:
        """Mask the number: in lists and files nobody needs it whole."""
        return phones.masked(value)

    def render_uscc(self, value: str) -> SafeString:
        """Set the code in even characters, for comparing."""
        return format_html('<span class="code">{}</span>', value)

    def render_holder_now(self, value: str) -> str:
        """Name the holder."""
        return gettext(HOLDERS[value])

    def render_size_now(self, value: str) -> str:
        """Name the class."""
        return gettext(SIZES[value])

    def render_lists_now(self, value: list[str]) -> SafeString | str:
        """Name the lists."""
        tag = '<span class="state-tag">{}</span>'
        return format_html_join(" ", tag, ((gettext(MEMBERSHIPS[kind]),) for kind in value)) or "—"

    def render_registration_type(self, value: str) -> str:
        """Name the type; the column's value is its code."""
        return gettext(REGISTRATION_TYPES.get(value, value))


def _townships(request: HttpRequest | None) -> list[tuple[str, str]]:
    return places.townships_inside(actor_of(request).areas_for("registry.view")) if request else []


def _worded(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(code, gettext(word)) for code, word in words.items()]


class EnterpriseFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Name or code, township, section of industry, holder, size, list."""

    words = django_filters.CharFilter(method="with_words", label=gettext_lazy("名称、拼音首字母或代码"), max_length=60)
    township = django_filters.ChoiceFilter(
        field_name="division_code", label=gettext_lazy("所在乡镇"), empty_label=ALL, choices=[]
    )
    section = django_filters.ChoiceFilter(
        method="in_section", label=gettext_lazy("行业门类"), empty_label=ALL, choices=places.industry_sections
    )
    holder = django_filters.ChoiceFilter(
        method="held_by", label=gettext_lazy("控股情况"), empty_label=ALL, choices=lambda: _worded(HOLDERS)
    )
    scale = django_filters.ChoiceFilter(
        method="of_size", label=gettext_lazy("企业规模"), empty_label=ALL, choices=lambda: _worded(SIZES)
    )
    list = django_filters.ChoiceFilter(
        method="on_list", label=gettext_lazy("在库名录"), empty_label=ALL, choices=lambda: _worded(MEMBERSHIPS)
    )

    class Meta:
        model = Enterprise
        fields: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # One's own townships only: the list of choices must not show more than the list of rows.
        self.filters["township"].extra["choices"] = _townships(self.request)

    def with_words(self, rows: EnterpriseQuerySet, _name: str, words: str) -> EnterpriseQuerySet:
        """Narrow by a fragment of the name or the beginning of the code."""
        return search.matching(rows, words)

    def in_section(self, rows: EnterpriseQuerySet, _name: str, section: str) -> EnterpriseQuerySet:
        """Narrow by section of industry."""
        return register.in_section(rows, section)

    def held_by(self, rows: EnterpriseQuerySet, _name: str, holder: str) -> EnterpriseQuerySet:
        """Narrow by today's holder."""
        return register.held_by(rows, holder, on=clock.today())

    def of_size(self, rows: EnterpriseQuerySet, _name: str, size: str) -> EnterpriseQuerySet:
        """Narrow by the newest class."""
        return register.of_size(rows, size, on=clock.today())

    def on_list(self, rows: EnterpriseQuerySet, _name: str, kind: str) -> EnterpriseQuerySet:
        """Narrow by today's lists."""
        return register.listed(rows, kind, on=clock.today())
