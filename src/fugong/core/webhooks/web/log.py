"""The log of the system administrator: what was told to whom, with what result; never what was in it."""

from datetime import datetime
from typing import ClassVar
from urllib.parse import urlsplit

import django_filters
import django_tables2
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from fugong.core import pages
from fugong.core.clock import words as clock_words
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs
from fugong.core.webhooks import audience
from fugong.core.webhooks.models import DeliveryQuerySet, WebhookDelivery
from fugong.core.wording import N_

OUTCOMES = {
    "": N_("尚未发送"),
    "not_permitted": N_("订阅岗位已无权接收"),
    "refused_address": N_("地址不在允许范围内"),
    "unreachable": N_("无法连接"),
    "timeout": N_("超时"),
    "tls": N_("证书无效"),
    "secret_lost": N_("密钥不能解密，请更换密钥"),
}
STATES = {"open": N_("待送达"), "delivered": N_("已送达"), "dropped": N_("已取消")}


class DeliveryTable(django_tables2.Table):  # type: ignore[misc]  # the library ships no types
    """One delivery a row."""

    always_shown = ("announced_at", "event")
    hidden_at_first = ("key",)

    announced_at = django_tables2.Column(verbose_name=gettext_lazy("发生时间"))
    event = django_tables2.Column(verbose_name=gettext_lazy("事件"))
    host = django_tables2.Column(
        verbose_name=gettext_lazy("接收主机"), accessor="subscription__address", orderable=False
    )
    owner = django_tables2.Column(
        verbose_name=gettext_lazy("订阅岗位"), accessor="subscription__account_title", orderable=False
    )
    attempts = django_tables2.Column(verbose_name=gettext_lazy("尝试次数"))
    outcome = django_tables2.Column(verbose_name=gettext_lazy("最近结果"), orderable=False, empty_values=())
    next_try_at = django_tables2.Column(verbose_name=gettext_lazy("下次尝试"))
    delivered_at = django_tables2.Column(verbose_name=gettext_lazy("送达时间"))
    key = django_tables2.Column(verbose_name=gettext_lazy("投递编号"), orderable=False)
    subscription = django_tables2.Column(verbose_name=gettext_lazy("办理"), orderable=False)

    class Meta:
        order_by = ("-announced_at",)

    def render_announced_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_next_try_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_delivered_at(self, value: datetime) -> str:
        """Write the moment in the reader's language."""
        return clock_words.moment(value)

    def render_event(self, value: str) -> SafeString:
        """Name the event in words; its name stays findable."""
        return format_html('<span data-event="{}">{}</span>', value, gettext(audience.events().get(value, value)))

    def render_host(self, value: str) -> str:
        """Name the host alone: the rest of an address may be somebody's secret."""
        return urlsplit(value).netloc

    def render_outcome(self, record: WebhookDelivery) -> str:
        """Write what became of the last try: a word of ours, or the receiver's status."""
        return gettext(OUTCOMES[record.outcome]) if record.outcome in OUTCOMES else record.outcome

    def render_subscription(self, record: WebhookDelivery) -> SafeString:
        """Lead to pausing the subscription, or to resuming it."""
        row = record.subscription
        if row.ended_at is not None:
            return format_html("{}", gettext("已退订"))
        act, word = ("resume", gettext("恢复推送")) if row.paused_at else ("pause", gettext("暂停推送"))
        return format_html('<a href="{}">{}</a>', reverse("webhooks:change", args=[row.pk, act]), word)


class DeliveryFilter(django_filters.FilterSet):  # type: ignore[misc]  # as above
    """Event and what became of it."""

    event = django_filters.ChoiceFilter(
        label=gettext_lazy("事件"),
        choices=lambda: [(name, gettext(words)) for name, words in audience.events().items()],
        empty_label=gettext_lazy("全部"),
    )
    state = django_filters.ChoiceFilter(
        method="in_state",
        label=gettext_lazy("状态"),
        choices=lambda: [(state, gettext(words)) for state, words in STATES.items()],
        empty_label=gettext_lazy("全部"),
    )

    class Meta:
        model = WebhookDelivery
        fields: ClassVar[list[str]] = []

    def in_state(self, rows: DeliveryQuerySet, _name: str, state: str) -> DeliveryQuerySet:
        """Keep those that wait, were taken, or were dropped."""
        if state == "open":
            return rows.open()
        return rows.exclude(delivered_at=None) if state == "delivered" else rows.exclude(dropped_at=None)


@needs("system.view")
@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """List the deliveries of the counties whose system one looks after, latest first."""
    rows = WebhookDelivery.objects.visible_to(actor_of(request)).select_related("subscription").defer("payload")
    listing = Listing(request, rows, table=DeliveryTable, filters=DeliveryFilter)
    return pages.render(request, "core/webhooks/deliveries", {"listing": listing})
