"""Keeping the register: entering an enterprise, correcting its plain facts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs, require
from fugong.core.refusals import Stale
from fugong.core.refusals.edge import sentence
from fugong.people.public import take_unsent
from fugong.registry.actions import registration
from fugong.registry.models import Enterprise
from fugong.registry.queries.page import changed_since, enterprise_seen_by, overtaken
from fugong.registry.rules import uscc as codes
from fugong.registry.web.forms import EditForm, RegisterForm, carried_out, sent

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@needs("registry.edit")
@page_or_form
def register_enterprise(request: HttpRequest) -> HttpResponse:
    """Enter an enterprise."""
    actor = actor_of(request)
    form = RegisterForm(sent(request), actor=actor, initial=_unsent(request))

    def act() -> int:
        return registration.register_enterprise(form.cleaned_data["uscc"], facts=form.facts, by=actor, at=clock.now())

    if carried_out(form, act):
        code = codes.examine(form.cleaned_data["uscc"])
        messages.success(request, gettext("企业已登记。请继续登记控股情况和年度数据。"))
        for warning in code.warnings:
            messages.warning(request, sentence(warning))
        return redirect("registry:enterprise", uscc=code.code)
    status = 422 if form.errors else 200
    return pages.render(request, "registry/register", {"form": form.for_page()}, status=status)


@needs("registry.edit")
@page_or_form
def edit_enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Correct the plain facts of an enterprise; a form opened before somebody else's change is told what changed."""
    actor = actor_of(request)
    row = enterprise_seen_by(actor, uscc, on=clock.today())
    require(actor, "registry.edit", division_code=row.division_code)
    form = EditForm(sent(request), actor=actor, initial=EditForm.of(row) | (_unsent(request) or {}))
    try:
        if carried_out(form, lambda: _correct(request, row, form)):
            messages.success(request, gettext("企业信息已更正。"))
            return redirect("registry:enterprise", uscc=uscc)
    except Stale:
        return _told_what_changed(request, row, form)
    context = {"form": form.for_page(), "enterprise": row}
    return pages.render(request, "registry/edit", context, status=422 if form.errors else 200)


def _correct(request: HttpRequest, row: Enterprise, form: EditForm) -> None:
    registration.correct_enterprise(
        row.pk, version=form.cleaned_data["version"], facts=form.facts, by=actor_of(request), at=clock.now()
    )


def _told_what_changed(request: HttpRequest, row: Enterprise, form: EditForm) -> HttpResponse:
    """Show what others changed meanwhile, and the form over the present version: own changes kept, the rest renewed."""
    acts = changed_since(row, form.cleaned_data["version"])
    row.refresh_from_db()
    typed = request.POST.copy()
    typed["version"] = str(row.version)
    for name in overtaken(acts, typed=form.cleaned_data):
        typed[name] = getattr(row, name)
    again = EditForm(typed, actor=actor_of(request), initial=EditForm.of(row))
    context = {"form": again.for_page(), "enterprise": row, "changed_meanwhile": acts, "stale": True}
    return pages.render(request, "registry/edit", context, status=409)


def _unsent(request: HttpRequest) -> dict[str, object] | None:
    """Give what was typed when the session had ended."""
    typed = take_unsent(request)
    return dict(typed.items()) if typed else None
