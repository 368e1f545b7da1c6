"""Subscriptions: their owner takes them out and ends them, who looks after the system may pause and resume them."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from fugong.core import clock, pages
from fugong.core.permission import actor_of, signed_in_only
from fugong.core.refusals import NotPermitted, NotThere, Refused
from fugong.core.refusals.edge import into_form
from fugong.core.webhooks import audience, subscribing
from fugong.core.webhooks.models import WebhookSubscription
from fugong.core.wording import N_

ACTS: dict[str, tuple[Callable[..., object], str, str]] = {
    "pause": (subscribing.pause, N_("暂停推送"), N_("暂停期间发生的事件保留，恢复后依次推送。")),
    "resume": (subscribing.resume, N_("恢复推送"), N_("立即推送暂停期间保留的事件。")),
    "rotate": (subscribing.rotate, N_("更换密钥"), N_("新密钥只显示一次；24 小时内新旧密钥同时签名，以便接收方更换。")),
    "end": (subscribing.end, N_("退订"), N_("退订后不再推送，尚未送达的事件取消，且不能恢复。")),
}


class SubscribeForm(forms.Form):
    """Where to send what; the rules judge it."""

    address = forms.CharField(
        label=gettext_lazy("推送地址"),
        required=False,
        help_text=gettext_lazy("https 网址，主机须在系统管理员允许的范围内。"),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("事件"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, gettext(words)) for name, words in audience.events().items()],
    )


@signed_in_only
@require_safe
def subscriptions(request: HttpRequest) -> HttpResponse:
    """Show the own subscriptions, how each does, and what waits."""
    rows = WebhookSubscription.objects.running().filter(account_id=actor_of(request).account_id or 0)
    return pages.render(request, "core/webhooks/subscriptions", {"rows": rows, "words": audience.events()})


@signed_in_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("subscribed")
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take out a subscription; its secret is on this one answer and nowhere else."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            subscribed = subscribing.subscribe(
                given["address"], events=given["events"], by=actor_of(request), at=clock.now()
            )
        except NotPermitted:
            raise
        except Refused as refusal:
            into_form(refusal, form)
        else:
            return _shown_once(request, subscribed)
    context = {"form": form, "heading": gettext("订阅事件推送"), "submit": gettext("订阅")}
    return pages.render(request, "core/webhooks/form", context, status=422 if form.errors else 200)


@signed_in_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask once more, then pause, resume, end or give a new secret."""
    row = WebhookSubscription.objects.running().visible_to(actor_of(request)).filter(pk=pk).first()
    if row is None or act not in ACTS:
        raise NotThere
    perform, heading, lead = ACTS[act]
    if request.method == "POST":
        done = perform(pk, by=actor_of(request), at=clock.now())
        if isinstance(done, subscribing.Subscribed):
            return _shown_once(request, done)
        messages.success(request, gettext("已办理。"))
        own = row.account_id == actor_of(request).account_id
        return redirect("webhooks:subscriptions" if own else "webhooks:deliveries")
    words = {"heading": gettext(heading), "lead": gettext(lead), "submit": gettext("确认")}
    return pages.render(request, "core/webhooks/form", {"form": forms.Form(), **words})


def _shown_once(request: HttpRequest, subscribed: subscribing.Subscribed) -> HttpResponse:
    response = pages.render(request, "core/webhooks/secret", {"secret": subscribed.secret})
    response.shown_once = True  # type: ignore[attr-defined]  # read by the idempotency middleware
    return response
