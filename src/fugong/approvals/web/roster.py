"""The roster's pages: the enterprise keeps it, corrects and erases entries; two desks look; others see counts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.approvals.actions import roster as acts
from fugong.approvals.queries.roster import own_person, own_roster, roster_for_office
from fugong.approvals.rules.roster import FIELDS
from fugong.approvals.web.roster_forms import PasteForm, PersonForm, ReasonForm
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.personal.edge import carries_personal_data
from fugong.core.refusals import Invalid, NotThere
from fugong.core.refusals.edge import into_form


@needs("approvals.apply")
@carries_personal_data
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the enterprise its roster, telephones masked; take pasted lines, all or none."""
    actor, now = actor_of(request), clock.now()
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = acts.add(pk, pasted=form.cleaned_data["pasted"], by=actor, at=now)
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            said = ngettext("已加入名单 %(count)s 人。", "已加入名单 %(count)s 人。", added)
            messages.success(request, said % {"count": added})
            return redirect("approvals:roster", pk)
    context = {"roster": own_roster(actor, pk, now=now), "form": form, "fields": FIELDS}
    return pages.render(request, "approvals/roster", context, status=422 if form.errors else 200)


@needs("approvals.apply")
@carries_personal_data
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Show the enterprise one entry in full and take its correction."""
    actor, now = actor_of(request), clock.now()
    found, there = own_roster(actor, pk, now=now), own_person(actor, pk, number, now=now)
    if found.held is None:
        raise NotThere
    form = PersonForm(request.POST or None, initial=there, until=found.held.erase_on)
    if request.method == "POST" and form.is_valid():
        try:
            acts.correct(pk, number=number, typed=form.typed, by=actor, at=now)
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, _("已更正。"))
            return redirect("approvals:roster", pk)
    context = {"roster": found, "number": number, "form": form.mark_required()}
    return pages.render(request, "approvals/roster_person", context, status=422 if form.errors else 200)


@needs("approvals.apply")
@carries_personal_data
@require_POST
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Erase one entry."""
    acts.remove(pk, number=number, by=actor_of(request), at=clock.now())
    messages.success(request, _("已删除该人员的信息，备份中的副本同时失效。"))
    return redirect("approvals:roster", pk)


@needs("approvals.view")
@carries_personal_data
@require_safe
def for_office(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an office the entries if it has to check them, else the counts."""
    found = roster_for_office(actor_of(request), pk, now=clock.now())
    return pages.render(request, "approvals/roster_office", {"roster": found})


@needs("personal.view")
@carries_personal_data
@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Ask why a telephone number is wanted, and show it once."""
    actor, now = actor_of(request), clock.now()
    form, value = ReasonForm(request.POST or None), ""
    found = roster_for_office(actor, pk, now=now)
    line = next((line for line in found.lines if line.number == number and line.phone), None)
    if line is None:
        raise NotThere
    if request.method == "POST" and form.is_valid():
        try:
            value = acts.view_phone(pk, number=number, by=actor, at=now, **form.cleaned_data)
        except Invalid as refusal:
            into_form(refusal, form)
    context = {"roster": found, "line": line, "form": form, "phone": value}
    return pages.render(request, "approvals/roster_phone", context, status=422 if form.errors else 200)
