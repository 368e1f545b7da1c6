"""The security administrator's screens: accounts, appointments, endings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from fugong.core import clock, exchange
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs
from fugong.core.wording import N_
from fugong.people import queries
from fugong.people.actions import accounts as closing
from fugong.people.actions import appointments
from fugong.people.actions.accounts import open_account as open_it
from fugong.people.public import take_unsent
from fugong.people.web.form_page import form_page, page_or_form, sent
from fugong.people.web.forms import (
    AppointForm,
    ConfirmForm,
    EndPostingForm,
    OpenAccountForm,
    SetPasswordForm,
    carried_out,
)
from fugong.people.web.listing import AccountFilter, AccountTable, state_of

LIST = exchange.ListExport(
    name="people.accounts",
    title=N_("账号"),
    permission="people.view",
    url_name="people:accounts",
    rows=lambda actor, on: queries.accounts_seen_by(actor, on=on),
    table=AccountTable,
    filters=AccountFilter,
)


@needs("people.view")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List the accounts of one's area with what each holds."""
    rows = LIST.rows(actor_of(request), clock.today())
    listing = Listing(request, rows, table=AccountTable, filters=AccountFilter, export=LIST.name)
    return render(request, "people/accounts.html", {"listing": listing})


@needs("people.view")
@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one account with all its postings."""
    seen = queries.account_seen_by(actor_of(request), pk)
    context = {
        "account": seen,
        "state": state_of(seen),
        "tokens": queries.tokens_of(actor_of(request), pk),
        "now": clock.now(),
        "today": clock.today(),
        "own": seen.pk == actor_of(request).account_id,
        "may_end": seen.pk != actor_of(request).account_id,
    }
    return render(request, "people/account.html", context)


@needs("people.appoint")
@sensitive_post_parameters()
@page_or_form
def open_account(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    actor = actor_of(request)
    areas = actor.areas_for("people.appoint")
    begun = take_unsent(request) or {"county_code": areas[0][:6] if areas else ""}
    form = OpenAccountForm(sent(request), initial=begun)
    opened = []
    if carried_out(form, lambda: opened.append(_open(form, request))):
        messages.success(request, gettext("账号已开通，请任命岗位，并将初始密码当面告知本人。"))
        return redirect("people:account", pk=opened[0])
    return form_page(
        request, form, heading=gettext("开通账号"), submit=gettext("开通"), back=reverse("people:accounts")
    )


@needs("people.appoint")
@page_or_form
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint an account to a post."""
    actor = actor_of(request)
    seen = queries.account_seen_by(actor, pk)
    form = AppointForm(sent(request), posts=queries.posts_seen_by(actor))
    typed = form.cleaned_data if form.is_valid() else {}
    if carried_out(
        form,
        lambda: appointments.appoint(
            pk,
            post_code=typed["post"],
            since_on=typed["since_on"],
            until_on=typed["until_on"],
            kind=typed["kind"],
            by=actor,
            at=clock.now(),
        ),
    ):
        messages.success(request, gettext("任职已登记。"))
        return redirect("people:account", pk=pk)
    heading = gettext("任命岗位：%(title)s") % {"title": gettext(seen.display_title)}
    return form_page(request, form, heading=heading, submit=gettext("任命"), back=reverse("people:account", args=[pk]))


@needs("people.appoint")
@page_or_form
def end_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """End a posting."""
    posting = queries.posting_seen_by(actor_of(request), pk)
    form = EndPostingForm(sent(request), initial={"until_on": clock.today()})
    if carried_out(
        form,
        lambda: appointments.end_posting(
            pk, until_on=form.cleaned_data["until_on"], by=actor_of(request), at=clock.now()
        ),
    ):
        messages.success(request, gettext("任职已结束。"))
        return redirect("people:account", pk=posting.account_id)
    heading = gettext("结束任职：%(title)s") % {"title": gettext(posting.post.title)}
    back = reverse("people:account", args=[posting.account_id])
    return form_page(request, form, heading=heading, submit=gettext("结束任职"), back=back)


@needs("people.appoint")
@page_or_form
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account."""
    seen = queries.account_seen_by(actor_of(request), pk)
    form = ConfirmForm(sent(request))
    if carried_out(form, lambda: closing.deactivate(pk, by=actor_of(request), at=clock.now())):
        messages.success(request, gettext("账号已停用，其登录已全部退出。"))
        return redirect("people:account", pk=pk)
    heading = gettext("停用账号：%(title)s") % {"title": gettext(seen.display_title)}
    lead = gettext("停用后该账号立即退出登录，任职同时结束，且不能恢复；历史记录保留。")
    back = reverse("people:account", args=[pk])
    return form_page(request, form, heading=heading, lead=lead, submit=gettext("确认停用"), back=back)


@needs("people.appoint")
@sensitive_post_parameters()
@page_or_form
def set_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a new first password."""
    seen = queries.account_seen_by(actor_of(request), pk)
    form = SetPasswordForm(sent(request))
    if carried_out(
        form, lambda: closing.set_password(pk, new=form.cleaned_data["new"], by=actor_of(request), at=clock.now())
    ):
        messages.success(request, gettext("初始密码已重置，请当面告知本人；本人修改后方可办理业务。"))
        return redirect("people:account", pk=pk)
    heading = gettext("重置密码：%(title)s") % {"title": gettext(seen.display_title)}
    back = reverse("people:account", args=[pk])
    return form_page(request, form, heading=heading, submit=gettext("重置"), back=back)


def _open(form: OpenAccountForm, request: HttpRequest) -> int:
    typed = form.cleaned_data
    return open_it(
        typed["login"],
        display_title=typed["display_title"],
        county_code=typed["county_code"],
        password=typed["new"],
        by=actor_of(request),
        at=clock.now(),
    ).id
