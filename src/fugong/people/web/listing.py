"""The security administrator's list of accounts: its columns and its filters."""

from typing import ClassVar

import django_filters
import django_tables2
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from fugong.core import clock
from fugong.people import queries
from fugong.people.models import Account
from fugong.people.models.account import AccountQuerySet
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


def state_of(account: Account) -> tuple[str, str]:
    """Give the state of an account as a style word and in words."""
    if not account.is_active:
        return "closed", gettext("已停用")
    if account.password_is_initial:
        return "waiting", gettext("待改初始密码")
    return "granted", gettext("启用")
