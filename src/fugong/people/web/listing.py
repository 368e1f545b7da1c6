"""The security administrator's lists of accounts and organisations: their columns and filters."""

from typing import ClassVar

import django_filters
import django_tables2
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from fugong.core import clock
from fugong.people import queries
from fugong.people.models import Account, Organisation
from fugong.people.models.account import AccountQuerySet
from fugong.people.models.organisation import OrganisationQuerySet
from fugong.people.rules.roles import appointable


class AccountTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One account a row, with what it holds now."""

    always_shown = ("login",)

    login = django_tables2.Column(verbose_name=gettext_lazy("登录名"))
    display_title = django_tables2.Column(verbose_name=gettext_lazy("显示职务"))
    held = django_tables2.Column(verbose_name=gettext_lazy("现任岗位"), orderable=False, empty_values=())
    county_code = django_tables2.Column(verbose_name=gettext_lazy("县级区划代码"))
    created_at = django_tables2.DateColumn(verbose_name=gettext_lazy("开户日期"), format="Y-m-d")
    is_active = django_tables2.Column(verbose_name=gettext_lazy("状态"))

    class Meta:
        order_by = ("-is_active", "login")

    def render_login(self, record: Account) -> SafeString:
        """Lead to the account."""
        return format_html('<a href="{}">{}</a>', reverse("people:account", args=[record.pk]), record.login)

    def value_login(self, value: str) -> str:
        """Give the login for a file."""
        return value

    def value_held(self, record: Account) -> str:
        """Name the posts held for a file."""
        held = record.held  # type: ignore[attr-defined]  # prefetched by the query
        return "；".join(f"{posting.post.organisation.short_name} · {posting.post.title}" for posting in held)

    def value_is_active(self, record: Account) -> str:
        """Say for a file whether it may sign in."""
        return state_of(record)[1]

    def render_held(self, record: Account) -> SafeString:
        """Name the posts held, each with its organisation."""
        held = [
            (posting.post.organisation.short_name, posting.post.title)
            for posting in record.held  # type: ignore[attr-defined]  # prefetched by the query
        ]
        return format_html_join(mark_safe("<br>"), "{} · {}", held) or conditional_escape(gettext("未任职"))

    def render_is_active(self, record: Account) -> SafeString:
        """Say whether it may sign in."""
        state, word = state_of(record)
        return format_html('<span class="state-tag state-{}">{}</span>', state, word)


class AccountFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Words, role, and open or closed."""

    words = django_filters.CharFilter(
        method="with_words", label=gettext_lazy("登录名、职务、岗位或单位"), max_length=60
    )
    role = django_filters.ChoiceFilter(
        method="in_role",
        label=gettext_lazy("角色"),
        choices=lambda: [(role.code, gettext(role.label)) for role in appointable()],
        empty_label=gettext_lazy("全部"),
    )
    state = django_filters.ChoiceFilter(
        field_name="is_active",
        label=gettext_lazy("状态"),
        choices=[("True", gettext_lazy("启用")), ("False", gettext_lazy("已停用"))],
        empty_label=gettext_lazy("全部"),
    )

    class Meta:
        model = Account
        fields: ClassVar[list[str]] = []

    def with_words(self, rows: AccountQuerySet, _name: str, words: str) -> AccountQuerySet:
        """Narrow by words."""
        return queries.accounts_with_words(rows, words, on=clock.today())

    def in_role(self, rows: AccountQuerySet, _name: str, role: str) -> AccountQuerySet:
        """Narrow by a role held today."""
        return queries.accounts_in_role(rows, role, on=clock.today())


class OfficeTable(django_tables2.Table):  # type: ignore[misc]  # as above
    """One organisation a row, with the number of its posts."""

    always_shown = ("name",)

    name = django_tables2.Column(verbose_name=gettext_lazy("单位名称"))
    short_name = django_tables2.Column(verbose_name=gettext_lazy("简称"))
    kind = django_tables2.Column(verbose_name=gettext_lazy("单位类别"))
    division_code = django_tables2.Column(verbose_name=gettext_lazy("所在区划代码"))
    series = django_tables2.Column(verbose_name=gettext_lazy("发文机关代字"))
    posts_count = django_tables2.Column(verbose_name=gettext_lazy("岗位数"))

    class Meta:
        order_by = ("division_code", "name")

    def render_name(self, record: Organisation) -> SafeString:
        """Lead to the organisation."""
        return format_html('<a href="{}">{}</a>', reverse("people:office", args=[record.code]), record.name)

    def value_name(self, value: str) -> str:
        """Give the name for a file."""
        return value

    def render_kind(self, record: Organisation) -> str:
        """Name the kind."""
        return str(record.get_kind_display())


class OfficeFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Words and kind."""

    words = django_filters.CharFilter(method="with_words", label=gettext_lazy("单位名称或代码"), max_length=60)
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("单位类别"), choices=Organisation.Kind.choices, empty_label=gettext_lazy("全部")
    )

    class Meta:
        model = Organisation
        fields: ClassVar[list[str]] = []

    def with_words(self, rows: OrganisationQuerySet, _name: str, words: str) -> OrganisationQuerySet:
        """Narrow by words."""
        return queries.organisations_with_words(rows, words)


def state_of(account: Account) -> tuple[str, str]:
    """Give the state of an account as a style word and in words."""
    if not account.is_active:
        return "closed", gettext("已停用")
    if account.password_is_initial:
        return "waiting", gettext("待改初始密码")
    return "granted", gettext("启用")
