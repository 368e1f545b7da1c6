"""Tokens for machines, on the pages of their owner and of the security administrator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from fugong.core import clock
from fugong.core.permission import actor_of, signed_in_only
from fugong.people import queries
from fugong.people.actions import tokens
from fugong.people.web.forms import ConfirmForm, TokenForm, carried_out

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@signed_in_only
@never_cache
@page_or_form
@sensitive_variables("issued")
def issue(request: HttpRequest) -> HttpResponse:
    """Issue a token for the own account; its secret is on this one answer and nowhere else."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    issued: list[tokens.Issued] = []
    if carried_out(form, lambda: issued.append(_issue(form, request))):
        response = render(request, "people/token_issued.html", {"secret": issued[0].secret})
        response.shown_once = True  # type: ignore[attr-defined]  # read by the idempotency middleware
        return response
    words = {"heading": gettext("新建接口令牌"), "submit": gettext("新建"), "back": reverse("people:change_password")}
    return render(request, "people/form.html", {"form": form, **words}, status=422 if form.errors else 200)


@signed_in_only
@page_or_form
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a token: the own one, or as security administrator another account's."""
    actor = actor_of(request)
    token = queries.token_seen_by(actor, pk)
    own = token.account_id == actor.account_id
    back = reverse("people:change_password") if own else reverse("people:account", args=[token.account_id])
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if carried_out(form, lambda: tokens.revoke(pk, by=actor, at=clock.now())):
        messages.success(request, gettext("接口令牌已停用，使用它的请求立即被拒绝。"))
        return redirect(back)
    heading = gettext("停用接口令牌：%(purpose)s") % {"purpose": token.purpose}
    lead = gettext("停用后立即生效，且不能恢复。使用该令牌的系统须更换新令牌。")
    words = {"heading": heading, "lead": lead, "submit": gettext("确认停用"), "back": back}
    return render(request, "people/form.html", {"form": form, **words}, status=422 if form.errors else 200)


def _issue(form: TokenForm, request: HttpRequest) -> tokens.Issued:
    typed = form.cleaned_data
    return tokens.issue(
        actor_of(request).account_id or 0,
        purpose=typed["purpose"],
        scopes=typed["scopes"],
        days=typed["days"],
        by=actor_of(request),
        at=clock.now(),
    )
