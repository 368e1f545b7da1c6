"""The enterprise's own pages: my desk, apply, progress, withdraw, confirm the restart."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.approvals.actions import drafting, restart, submission
from fugong.approvals.queries.case import Case, case, history
from fugong.approvals.queries.desk import desk, desks
from fugong.approvals.web.forms import RestartForm, WithdrawForm
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid, Stale
from fugong.core.refusals.edge import into_form


@needs("approvals.apply")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show each enterprise the person speaks for, where it stands and what comes next."""
    return pages.render(request, "approvals/mine", {"desks": desks(actor_of(request), now=clock.now())})


@needs("approvals.apply")
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """Say which way the policy prescribes and why; begin the application on the person's word."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        application_id = drafting.start(enterprise_id, by=actor, at=now)
        return redirect("approvals:tasks", application_id)
    return pages.render(request, "approvals/apply", {"desk": desk(actor, enterprise_id, now=now)})


@needs("approvals.apply")
@require_safe
def submitted(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm what was handed in and say what happens next; only the database's own record is shown."""
    return pages.render(request, "approvals/submitted", {"case": case(actor_of(request), pk, now=clock.now())})


@needs("approvals.apply")
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the enterprise how far its application has got, at which office, and until when."""
    actor, now = actor_of(request), clock.now()
    found = case(actor, pk, now=now)
    context = {"case": found, "history": history(actor, pk, now=now), "withdraw": _withdraw_form(found)}
    return pages.render(request, "approvals/progress", context)


@needs("approvals.apply")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the application back."""
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Stale
    submission.withdraw(pk, form.cleaned_data["version"], by=actor_of(request), at=clock.now())
    messages.success(request, _("申请已撤回。如需复产，可重新提交申请。"))
    return redirect("approvals:mine")


@needs("restart.confirm")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_restart(request: HttpRequest, enterprise_id: int) -> HttpResponse:
    """Take the enterprise's word that it works again."""
    actor, now = actor_of(request), clock.now()
    found = desk(actor, enterprise_id, now=now)
    form = RestartForm(request.POST or None, initial={"restarted_on": now.date()})
    if request.method == "POST" and form.is_valid():
        try:
            restart.confirm(enterprise_id, restarted_on=form.cleaned_data["restarted_on"], by=actor, at=now)
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, _("已确认复产。感谢配合，祝生产顺利。"))
            return redirect("approvals:mine")
    status = 422 if form.errors else 200
    return pages.render(request, "approvals/restart", {"desk": found, "form": form}, status=status)


def _withdraw_form(found: Case) -> WithdrawForm:
    return WithdrawForm(initial={"version": found.application.version})
