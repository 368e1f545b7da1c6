"""The security administrator's screens: organisations and their posts, set up and put right."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fugong.core import clock, exchange
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, needs
from fugong.core.wording import N_
from fugong.people import queries
from fugong.people.actions import structure
from fugong.people.web.form_page import form_page, page_or_form, sent
from fugong.people.web.forms import carried_out
from fugong.people.web.listing import OfficeFilter, OfficeTable
from fugong.people.web.office_forms import CorrectOfficeForm, OfficeForm, PostForm

LIST = exchange.ListExport(
    name="people.offices",
    title=N_("单位与岗位"),
    permission="people.view",
    url_name="people:offices",
    rows=lambda actor, _on: queries.organisations_seen_by(actor),
    table=OfficeTable,
    filters=OfficeFilter,
)


@needs("people.view")
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """List the organisations of one's area."""
    rows = LIST.rows(actor_of(request), clock.today())
    listing = Listing(request, rows, table=OfficeTable, filters=OfficeFilter, export=LIST.name)
    return render(request, "people/offices.html", {"listing": listing})


@needs("people.view")
@require_safe
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Show one organisation with its posts and who holds them."""
    seen = queries.organisation_seen_by(actor_of(request), code)
    posts = queries.posts_of(seen, on=clock.today())
    return render(request, "people/office.html", {"office": seen, "posts": posts})


@needs("people.appoint")
@page_or_form
def set_up(request: HttpRequest) -> HttpResponse:
    """Set up an organisation."""
    actor = actor_of(request)
    areas = actor.areas_for("people.appoint")
    county = areas[0][:6] if areas else ""
    form = OfficeForm(sent(request), initial={"county_code": county, "division_code": county})
    if carried_out(form, lambda: structure.create_organisation(**form.cleaned_data, by=actor, at=clock.now())):
        messages.success(request, gettext("单位已设立，请为其设置岗位。"))
        return redirect("people:office", code=form.cleaned_data["code"])
    back = reverse("people:offices")
    return form_page(request, form, heading=gettext("设立单位"), submit=gettext("设立"), back=back)


@needs("people.appoint")
@page_or_form
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Put an organisation's names or its document series right."""
    actor = actor_of(request)
    seen = queries.organisation_seen_by(actor, code)
    known = {"name": seen.name, "short_name": seen.short_name, "series": seen.series}
    form = CorrectOfficeForm(sent(request), initial=known)
    if carried_out(form, lambda: structure.correct_organisation(code, **form.cleaned_data, by=actor, at=clock.now())):
        messages.success(request, gettext("单位信息已更正。"))
        return redirect("people:office", code=code)
    heading = gettext("更正单位信息：%(name)s") % {"name": seen.name}
    lead = gettext("已发出的文书不受影响；新的名称和机关代字用于今后的文书。")
    back = reverse("people:office", args=[code])
    return form_page(request, form, heading=heading, lead=lead, submit=gettext("更正"), back=back)


@needs("people.appoint")
@page_or_form
def add_post(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a post of an organisation."""
    actor = actor_of(request)
    seen = queries.organisation_seen_by(actor, code)
    form = PostForm(sent(request), initial={"area": seen.division_code})
    if carried_out(
        form, lambda: structure.create_post(organisation_code=code, **form.cleaned_data, by=actor, at=clock.now())
    ):
        messages.success(request, gettext("岗位已设置，可在“账号”中任命。"))
        return redirect("people:office", code=code)
    heading = gettext("设置岗位：%(name)s") % {"name": seen.name}
    back = reverse("people:office", args=[code])
    return form_page(request, form, heading=heading, submit=gettext("设置"), back=back)
