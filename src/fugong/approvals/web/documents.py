"""The documents of an application: handed out, served, made again, made void."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fugong.approvals.actions import documents
from fugong.approvals.queries.documents import handed_out, word_file_of
from fugong.approvals.web.forms import ActForm, ServiceForm, VoidForm
from fugong.core import clock
from fugong.core.documents.wordfile import MEDIA_TYPE
from fugong.core.files.web import response
from fugong.core.permission import actor_of, needs, signed_in_only
from fugong.core.refusals import Invalid, NotThere
from fugong.core.refusals.edge import into_form


@signed_in_only
@require_safe
def pdf(request: HttpRequest, document_id: int) -> FileResponse:
    """Hand out the signed document; the enterprise signs for it first."""
    issued = handed_out(actor_of(request), document_id, now=clock.now())
    if issued.file is None:
        raise NotThere
    return response(issued.file)


@needs("approvals.apply")
@require_POST
def receive(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Sign for a document on behalf of the enterprise."""
    documents.receive(document_id, by=actor_of(request), at=clock.now())
    messages.success(request, _("已签收，可下载文书。救济期限自签收之日起算。"))
    return redirect("approvals:progress", pk)


@needs("approvals.decide")
@require_safe
def word_file(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Hand the document to the office for its word processor."""
    name, made = word_file_of(actor_of(request), pk, document_id, now=clock.now())
    answer = HttpResponse(made, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs("approvals.decide")
@require_POST
def make_again(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Have a document made again that could not be made."""
    documents.make_again(document_id, by=actor_of(request), at=clock.now())
    messages.success(request, _("已重新提交制作，请稍后刷新查看。"))
    return redirect("approvals:case", pk)


@needs("approvals.decide")
@require_POST
def record_service(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Note that the office handed the document over."""

    def act(given: dict[str, Any]) -> str:
        documents.record_service(document_id, served_on=given["served_on"], by=actor_of(request), at=clock.now())
        return _("送达日期已登记。")

    return _act(request, pk, form=ServiceForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def void(request: HttpRequest, pk: int, document_id: int) -> HttpResponse:
    """Make a notice void."""

    def act(given: dict[str, Any]) -> str:
        documents.void(document_id, reason=given["reason"], by=actor_of(request), at=clock.now())
        return _("文书已作废，文号保留，不再使用。")

    return _act(request, pk, form=VoidForm(request.POST), act=act)


def _act(request: HttpRequest, pk: int, *, form: ActForm, act: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Do one small act and go back to the case; what is wrong is said there."""
    if form.is_valid():
        try:
            messages.success(request, act(form.cleaned_data))
        except Invalid as refusal:
            into_form(refusal, form)
    for wrong in form.errors.values():
        messages.error(request, " ".join(str(one) for one in wrong))
    return redirect("approvals:case", pk)
