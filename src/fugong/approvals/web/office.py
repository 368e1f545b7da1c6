"""The offices' pages: the inbox, one case, opinions and decisions."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fugong.approvals.actions import enforcement, review
from fugong.approvals.queries import inbox as inboxes
from fugong.approvals.queries.appeals import waiting_appeals
from fugong.approvals.queries.applications import seen
from fugong.approvals.queries.case import Case, acts_since
from fugong.approvals.queries.case import case as case_of
from fugong.approvals.queries.case import history as history_of
from fugong.approvals.queries.precedents import Comparison, comparison
from fugong.approvals.rules.consistency import DecidedOtherwise
from fugong.approvals.rules.questions import QUESTION_LABELS
from fugong.approvals.web.forms import (
    ActForm,
    GrantForm,
    OpinionForm,
    RefuseForm,
    ReinstateForm,
    ReturnForm,
    RevokeForm,
    SuspendForm,
)
from fugong.core import clock, pages
from fugong.core.files.web import response
from fugong.core.permission import actor_of, needs, signed_in_only
from fugong.core.refusals import Invalid, NotThere, Stale
from fugong.core.refusals.edge import into_form

PAGE_SIZE = 30


@needs("approvals.view")
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for this office: who, since when, due when, and the next step."""
    actor, now = actor_of(request), clock.now()
    tab = request.GET.get("tab", "todo")
    tab = tab if tab in inboxes.TABS else "todo"
    page = Paginator(inboxes.inbox(actor, tab=tab, now=now), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = inboxes.inbox_rows(page.object_list, now=now)
    context: dict[str, Any] = {"tab": tab, "tabs": inboxes.TABS, "page": page, "rows": rows}
    decides = actor.may("approvals.decide")
    context |= {"may_bulk": decides and tab == "todo", "may_decide": decides}
    context |= {"appeals": waiting_appeals(actor, now=now)}
    return pages.render(request, "approvals/inbox", context)


@needs("approvals.view")
@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application with everything a decision needs."""
    return _show_case(request, pk)


@needs("approvals.view")
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who did what to the application, from what to what."""
    actor, now = actor_of(request), clock.now()
    context = {"case": case_of(actor, pk, now=now), "history": history_of(actor, pk, now=now)}
    return pages.render(request, "approvals/history", context)


@needs("approvals.opine")
@require_POST
def opine(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the own office's opinion."""

    def act(given: dict[str, Any]) -> str:
        review.opine(pk, verdict=given["verdict"], text=given["text"], by=actor_of(request), at=clock.now())
        return _("意见已提交。")

    return _act(request, pk, form=OpinionForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Permit the restart."""

    def act(given: dict[str, Any]) -> str:
        number = review.grant(
            pk, given["version"], effective_on=given["effective_on"], conditions=given["conditions"].splitlines(),
            consistency_note=given["consistency_note"], by=actor_of(request), at=clock.now(),
        )  # fmt: skip
        return _("已同意复产，文号 %(number)s。") % {"number": number}

    return _act(request, pk, form=GrantForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def return_for_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the application back with everything that is to be put right."""

    def act(given: dict[str, Any]) -> str:
        items = {key: QUESTION_LABELS[key] for key in given["items"]}
        review.return_for_correction(
            pk, given["version"], items=items, note=given["note"], by=actor_of(request), at=clock.now()
        )
        return _("已退回补正，计时暂停。")

    papers = frozenset(seen(actor_of(request), pk, on=clock.today()).papers)
    return _act(request, pk, form=ReturnForm(request.POST, papers=papers), act=act)


@needs("approvals.decide")
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse the application with its reasons."""

    def act(given: dict[str, Any]) -> str:
        number = review.refuse(
            pk, given["version"], reasons=given["reasons"], note=given["note"],
            consistency_note=given["consistency_note"], by=actor_of(request), at=clock.now(),
        )  # fmt: skip
        return _("已作出不予同意的决定，文号 %(number)s。") % {"number": number}

    return _act(request, pk, form=RefuseForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """Suspend a permission in force."""

    def act(given: dict[str, Any]) -> str:
        enforcement.suspend(
            pk, given["version"], reason=given["reasons"], note=given["note"], by=actor_of(request), at=clock.now()
        )
        return _("已暂停该企业的复产许可。")

    return _act(request, pk, form=SuspendForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a suspended permission back."""

    def act(given: dict[str, Any]) -> str:
        enforcement.reinstate(pk, given["version"], note=given["note"], by=actor_of(request), at=clock.now())
        return _("已恢复该企业的复产许可，企业需重新确认复产。")

    return _act(request, pk, form=ReinstateForm(request.POST), act=act)


@needs("approvals.decide")
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Revoke a permission for good."""

    def act(given: dict[str, Any]) -> str:
        number = enforcement.revoke(
            pk, given["version"], reason=given["reasons"], note=given["note"], by=actor_of(request), at=clock.now()
        )
        return _("已撤销该企业的复产许可，文号 %(number)s。") % {"number": number}

    return _act(request, pk, form=RevokeForm(request.POST), act=act)


@signed_in_only
@require_safe
def file(request: HttpRequest, pk: int, file_id: int) -> FileResponse:
    """Hand out a file of the application to those who may see the application."""
    found = case_of(actor_of(request), pk, now=clock.now())
    paper = next((paper for paper in found.files if paper.pk == file_id), None)
    if paper is None:
        raise NotThere
    return response(paper.attachment)


def _act(request: HttpRequest, pk: int, *, form: ActForm, act: Callable[[dict[str, Any]], str]) -> HttpResponse:
    """Do one act from one form; a form with problems comes back filled in, a done act leads to the next case."""
    if form.is_valid():
        try:
            said = act(form.cleaned_data)
        except Stale:
            return _show_case(request, pk, form=form, stale=True, status=409)
        except (Invalid, DecidedOtherwise) as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, said)
            return redirect(_next_page(request, pk))
    return _show_case(request, pk, form=form, status=422)


def _next_page(request: HttpRequest, pk: int) -> str:
    following = inboxes.inbox(actor_of(request), tab="todo", now=clock.now()).exclude(pk=pk).first()
    return reverse("approvals:case", args=[following.pk]) if following else reverse("approvals:inbox")


def _show_case(
    request: HttpRequest, pk: int, *, form: ActForm | None = None, stale: bool = False, status: int = 200
) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    found = case_of(actor, pk, now=now)
    decides = actor.may("approvals.decide", found.application.division_code)
    context: dict[str, Any] = {"case": found, "failed": form, "stale": stale, "may_issue": decides}
    if form is not None and stale:
        context["since"] = acts_since(actor, pk, place=form.cleaned_data.get("seen") or 0, now=now)
        form.carry_on(version=found.application.version, seen=found.last_act)
    if found.may_decide:
        context["comparison"] = comparison(found.application, by=actor, at=now)
    context["forms"] = _forms_for(found, form, stale=stale, ask_why=context.get("comparison"))
    context["still_open"] = form is not None and form.name in context["forms"]
    return pages.render(request, "approvals/case", context, status=status)


def _forms_for(found: Case, sent: ActForm | None, *, stale: bool, ask_why: Comparison | None) -> dict[str, ActForm]:
    """Give a form for each act that this person may do now, the one that came back as it was typed."""
    forms = {name: form for name, form in _empty_forms(found).items() if name in found.moves}
    # A form that came too late comes back only if its act is still open; else its words are shown.
    if sent is not None and (sent.name in found.moves or not stale):
        forms[sent.name] = sent
    for name, form in forms.items():
        form.ask_why(wanted=ask_why is not None and name in ask_why.otherwise)
    return forms


def _empty_forms(found: Case) -> dict[str, ActForm]:
    version: dict[str, object] = {"version": found.application.version, "seen": found.last_act}
    tomorrow = clock.today() + timedelta(1)
    planned = str(found.application.answers.get("planned_restart_on") or "")
    own = found.own_opinion
    return {
        "opine": OpinionForm(initial={"verdict": own.verdict or "agree", "text": own.text} if own else None),
        "grant": GrantForm(initial={**version, "effective_on": max(planned, tomorrow.isoformat())}),
        "return": ReturnForm(initial=version, papers=frozenset(found.application.papers)),
        "refuse": RefuseForm(initial=version),
        "suspend": SuspendForm(initial=version),
        "reinstate": ReinstateForm(initial=version),
        "revoke": RevokeForm(initial=version),
    }
