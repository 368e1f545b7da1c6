"""Internal review: the enterprise objects on its own page; the offices list, read and answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.approvals.actions import appealing
from fugong.approvals.queries import appeals as objections
from fugong.approvals.queries.case import case
from fugong.approvals.web.appeal_forms import AnswerForm, AppealForm
from fugong.core import clock, pages
from fugong.core.files import FileIsRefused
from fugong.core.files.web import response
from fugong.core.permission import actor_of, needs, signed_in_only
from fugong.core.refusals import Invalid, NotThere, Stale
from fugong.core.refusals.edge import into_form

PAGE_SIZE = 30


@needs("approvals.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the enterprise's objection to the decision that stands; what was typed stays when something is missing."""
    actor, now = actor_of(request), clock.now()
    found = case(actor, pk, now=now)
    form = AppealForm(request.POST or None, request.FILES or None, initial={"version": found.application.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            appealing.appeal(
                pk, given["version"], grounds=given["grounds"], upload=given["upload"], by=actor, at=now
            )  # fmt: skip
        except (Invalid, FileIsRefused, Stale) as refusal:
            into_form(refusal, form)
            found = case(actor, pk, now=now)
            form.carry_on(version=found.application.version)  # the page shows the decision as it stands now
        else:
            messages.success(request, _("复核申请已提交，结果会显示在办理进度中。"))
            return redirect("approvals:progress", pk)
    context = {"case": found, "ruling": found.appealable, "form": form}
    return pages.render(request, "approvals/appeal", context, status=422 if form.errors else 200)


@needs("approvals.view")
@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """List the objections of the area: those that wait, first due first, and those answered."""
    actor, now, done = actor_of(request), clock.now(), request.GET.get("tab") == "done"
    page = Paginator(objections.appeals(actor, done=done, now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "done": done, "rows": objections.appeal_rows(page.object_list, now=now)}
    return pages.render(request, "approvals/appeals", context)


@needs("approvals.view")
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one objection with the decision it contests."""
    return _show(request, pk)


@needs("approvals.decide")
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            appealing.answer(
                pk, outcome=given["outcome"], note=given["note"], conditions=given["conditions"].splitlines(),
                by=actor_of(request), at=clock.now(),
            )  # fmt: skip
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, _("复核答复已作出。"))
            return redirect("approvals:appeal-page", pk)
    return _show(request, pk, form=form)


@signed_in_only
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the file of an objection to those who may see its application."""
    found = objections.appeal_seen(actor_of(request), pk, at=clock.now())
    if found.attachment is None:
        raise NotThere
    return response(found.attachment)


def _show(request: HttpRequest, pk: int, *, form: AnswerForm | None = None) -> HttpResponse:
    found = objections.appeal_page(actor_of(request), pk, now=clock.now())
    form = form or AnswerForm(initial={"conditions": "\n".join(found.appeal.application.conditions)})
    form.fit(found.appeal.against)
    context = {"found": found, "form": form}
    return pages.render(request, "approvals/appeal_page", context, status=422 if form.errors else 200)
