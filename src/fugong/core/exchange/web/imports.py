"""The pages of importing: hand a file in, see what was found in it, confirm, give up, take back."""

from collections.abc import Callable
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.core import clock, pages
from fugong.core.exchange import queries
from fugong.core.exchange.actions import importing
from fugong.core.exchange.declared import import_named
from fugong.core.exchange.spooling import MEDIA_TYPES
from fugong.core.exchange.web.forms import ConfirmForm, UploadForm
from fugong.core.exchange.web.listing import BatchTable
from fugong.core.exchange.workbooks import workbook
from fugong.core.files.web import response
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, signed_in_only
from fugong.core.refusals import NotPermitted, NotThere, Refused
from fugong.core.refusals.edge import into_form

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@signed_in_only
@page_or_form
def kind(request: HttpRequest, kind: str) -> HttpResponse:
    """Take a file in, and list the batches that came before."""
    actor, declared = actor_of(request), import_named(kind)
    declared.county_of(actor)
    batches = queries.batches_of(declared, actor).select_related("source")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        try:
            pk = importing.receive(kind, upload=form.cleaned_data["file"], by=actor, at=clock.now())
        except (NotPermitted, NotThere):
            raise
        except Refused as refusal:
            into_form(refusal, form)
        else:
            return redirect("exchange:batch", pk=pk)
    listing = Listing(request, batches, table=BatchTable)
    context = {"declared": declared, "form": form, "listing": listing}
    return pages.render(request, "core/exchange/imports", context, status=422 if form.errors else 200)


@signed_in_only
@require_safe
def template_file(request: HttpRequest, kind: str) -> FileResponse:
    """Hand out the workbook to fill in."""
    declared = import_named(kind)
    declared.county_of(actor_of(request))
    title = gettext(declared.title)
    name = gettext("%(title)s_导入模板.xlsx") % {"title": title}
    content = BytesIO(workbook(title, declared.columns(actor_of(request))))
    return FileResponse(content, as_attachment=True, filename=name, content_type=MEDIA_TYPES["xlsx"])


@signed_in_only
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one batch; while a job works on it, the page asks again by itself."""
    return _show(request, pk)


@signed_in_only
@require_safe
def source_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file as it was handed in."""
    return response(queries.batch_seen_by(actor_of(request), pk).source)


@signed_in_only
@require_safe
def problem_file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the workbook of the rows to put right."""
    found = queries.batch_seen_by(actor_of(request), pk).problem_file
    if found is None:
        raise NotThere
    return response(found)


@signed_in_only
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the checked rows taken over."""
    form = ConfirmForm(request.POST, batch=queries.batch_seen_by(actor_of(request), pk))
    if form.is_valid():
        mode = form.cleaned_data["mode"]
        said = _refusal(lambda: importing.confirm(pk, mode=mode, by=actor_of(request), at=clock.now()))
        if said is None:
            return redirect("exchange:batch", pk=pk)
        into_form(said, form)
    return _show(request, pk, form=form, status=422)


@signed_in_only
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the batch up."""
    importing.cancel(pk, by=actor_of(request), at=clock.now())
    messages.success(request, gettext("该批次已放弃，没有导入任何内容。"))
    return redirect("exchange:batch", pk=pk)


@signed_in_only
@page_or_form
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be taken back and what cannot be; then take it back."""
    found = queries.batch_page(actor_of(request), pk, now=clock.now())
    if request.method == "POST":
        importing.undo(pk, by=actor_of(request), at=clock.now())
        messages.success(request, gettext("已撤销该批次中没有后续登记的行。"))
        return redirect("exchange:batch", pk=pk)
    if found.declared.take_back is None:
        raise importing.NeverTakenBack
    if not found.may_undo:
        raise importing.TooLateToUndo
    standing = queries.obstacles(found.batch)
    free = found.batch.rows_imported - found.batch.rows_taken_back - len(standing)
    return pages.render(request, "core/exchange/undo", {"page": found, "standing": standing, "free": free})


def _refusal(act: Callable[[], None]) -> Refused | None:
    try:
        act()
    except (NotPermitted, NotThere):
        raise
    except Refused as refusal:
        return refusal
    return None


def _show(request: HttpRequest, pk: int, *, form: ConfirmForm | None = None, status: int = 200) -> HttpResponse:
    found = queries.batch_page(actor_of(request), pk, now=clock.now())
    context = {"page": found, "batch": found.batch, "form": form or ConfirmForm(batch=found.batch)}
    return pages.render(request, "core/exchange/batch", context, status=status)
