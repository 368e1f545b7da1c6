"""Keeping the dated facts: holder, lists, a year's figures; each page is one form and one act."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs, require
from fugong.registry.actions import membership, ownership, sizing
from fugong.registry.models import Enterprise
from fugong.registry.queries.page import enterprise_seen_by
from fugong.registry.web.forms import AdmitForm, HolderForm, StrikeOffForm, YearForm, carried_out, initial_day, sent

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@needs("registry.edit")
@page_or_form
def set_holder(request: HttpRequest, uscc: str) -> HttpResponse:
    """Note who controls the enterprise from a day on."""
    row = kept_by(request, uscc)
    form = HolderForm(sent(request))

    def act() -> None:
        ownership.set_holder(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    return one_form(request, row, form=form, act=act, heading=gettext("登记控股情况"), done=gettext("控股情况已登记。"))


@needs("registry.edit")
@page_or_form
def admit(request: HttpRequest, uscc: str) -> HttpResponse:
    """Put the enterprise on a list."""
    row = kept_by(request, uscc)
    form = AdmitForm(sent(request))

    def act() -> None:
        membership.admit(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    return one_form(request, row, form=form, act=act, heading=gettext("登记入库"), done=gettext("入库已登记。"))


@needs("registry.edit")
@page_or_form
def strike_off(request: HttpRequest, uscc: str) -> HttpResponse:
    """Take the enterprise off a list."""
    row = kept_by(request, uscc)
    form = StrikeOffForm(sent(request), initial=initial_day("until_on", clock.today()))

    def act() -> None:
        membership.strike_off(row.pk, **form.cleaned_data, by=actor_of(request), at=clock.now())

    return one_form(request, row, form=form, act=act, heading=gettext("登记退库"), done=gettext("退库已登记。"))


@needs("registry.edit")
@page_or_form
def settle_year(request: HttpRequest, uscc: str) -> HttpResponse:
    """Record a year's figures; the size class follows from them."""
    row = kept_by(request, uscc)
    form = YearForm(sent(request), initial={"year": clock.today().year - 1})

    def act() -> None:
        typed = form.cleaned_data
        sizing.settle_year(
            row.pk,
            year=typed["year"],
            figures=form.figures,
            source=typed["source"],
            by=actor_of(request),
            at=clock.now(),
        )

    heading, done = gettext("登记年度数据"), gettext("年度数据已登记，企业规模已按统计划型办法确定。")
    return one_form(request, row, form=form, act=act, heading=heading, done=done)


def kept_by(request: HttpRequest, uscc: str) -> Enterprise:
    """Give the enterprise to whoever keeps it. Raises NotThere, NotPermitted."""
    row = enterprise_seen_by(actor_of(request), uscc, on=clock.today())
    require(actor_of(request), "registry.edit", division_code=row.division_code)
    return row


def one_form(
    request: HttpRequest,
    row: Enterprise,
    *,
    form: forms.Form,
    act: Callable[[], None],
    heading: str,
    done: str,
    note: str = "",
    leads_to: str = "registry:enterprise",
) -> HttpResponse:
    """Show a page with one form about an enterprise; carry it out when it is sent and lead on."""
    if carried_out(form, act):
        messages.success(request, done)
        return redirect(leads_to, uscc=row.uscc)
    back = reverse(leads_to, args=[row.uscc])
    context = {"form": form, "enterprise": row, "heading": heading, "note": note, "back": back}
    return pages.render(request, "registry/dated_fact", context, status=422 if form.errors else 200)
