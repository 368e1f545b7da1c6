"""Preparing rules: draft, look at what it would change, put in force by a second person, or throw away."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.core import audit, clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused, Stale
from fugong.core.refusals.edge import into_form, sentence
from fugong.policy.actions import announcement, drafting
from fugong.policy.models import Draft
from fugong.policy.queries import drafts as queries
from fugong.policy.rules.drafts import KINDS
from fugong.policy.web import drafts_reading as reading
from fugong.policy.web.draft_forms import FORMS, BasisForm, DraftForm, SettleForm

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@needs("policy.edit")
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    """Show what is being prepared and what became of it."""
    county = _county(request)
    rows = queries.drafts_of(actor_of(request), county)[:100]
    context = {"county": county, "counties": queries.prepared_counties(actor_of(request)), "kinds": KINDS}
    return pages.render(request, "policy/drafts", context | {"drafts": reading.lines(county, rows)})


@needs("policy.edit")
@page_or_form
def new_draft(request: HttpRequest, kind: str) -> HttpResponse:
    """Draft a rule; a draft like an earlier one begins with its words."""
    if kind not in FORMS:
        raise NotThere
    county = _county(request)
    form = FORMS[kind](county, request.POST or None, initial=_like(request, kind))
    if request.method == "POST" and form.is_valid():
        try:
            draft_id = _drafted(request, county, form)
        except Invalid as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, _("已起草。请核对影响后，由有签发权限的人员签发。"))
            return redirect("policy:draft", draft_id)
    context = {"form": form, "kind": kind, "kind_word": KINDS[kind], "county": county}
    return pages.render(request, "policy/new_draft", context, status=422 if form.errors else 200)


@needs("policy.edit")
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one draft: what it says, what it replaces, what is wrong with it, what it would change."""
    return _show(request, pk)


@needs("policy.edit")
@require_safe
def draft_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who drafted it and what became of it."""
    row = queries.draft_seen(actor_of(request), pk)
    context = {"draft": reading.line(row), "history": audit.history(row)}
    return pages.render(request, "policy/draft_history", context)


@needs("policy.enact")
@require_POST
def enact(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the draft in force."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise Stale
    try:
        drafting.put_in_force(pk, form.cleaned_data["version"], by=actor_of(request), at=clock.now())
    except (NotThere, NotPermitted):
        raise
    except Refused as refusal:
        return _show(request, pk, refusal=refusal)
    messages.success(request, _("已签发，自生效日期起执行。"))
    return redirect("policy:draft", pk)


@needs("policy.edit")
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the draft away."""
    form = SettleForm(request.POST)
    if not form.is_valid():
        raise Stale
    drafting.discard(pk, form.cleaned_data["version"], by=actor_of(request), at=clock.now())
    messages.success(request, _("已作废。"))
    return redirect("policy:drafts")


@needs("policy.edit")
@page_or_form
def new_basis(request: HttpRequest) -> HttpResponse:
    """Enter a document in the county's book."""
    county, actor = _county(request), actor_of(request)
    form = BasisForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announcement.announce_basis(county, document=form.document, by=actor, at=clock.now())
        except announcement.BasisIsKnown as refusal:
            into_form(refusal, form)
        else:
            messages.success(request, _("依据已登记。"))
            return redirect("policy:drafts")
    context = {"form": form, "county": county}
    return pages.render(request, "policy/new_basis", context, status=422 if form.errors else 200)


def _county(request: HttpRequest) -> str:
    """Give the county in the address, if the person prepares its book, else the first whose book that is."""
    counties = queries.prepared_counties(actor_of(request))
    if not counties:
        raise NotPermitted
    asked = request.GET.get("county", "")
    return asked if asked in counties else counties[0]


def _like(request: HttpRequest, kind: str) -> dict[str, Any]:
    like = request.GET.get("like", "")
    if not like.isascii() or not like.isdecimal() or len(like) > len("999999999"):
        return {}
    row = queries.draft_seen(actor_of(request), int(like))
    return {**row.terms, "basis": row.basis_code} if row.kind == kind else {}


def _drafted(request: HttpRequest, county: str, form: DraftForm) -> int:
    return drafting.draft(
        county, terms=form.terms, period=form.period, basis_code=form.cleaned_data.get("basis", ""),
        by=actor_of(request), at=clock.now(),
    )  # fmt: skip


def _show(request: HttpRequest, pk: int, *, refusal: Refused | None = None) -> HttpResponse:
    row = queries.draft_seen(actor_of(request), pk)
    said = [sentence(problem) for problem in refusal.problems] if isinstance(refusal, Invalid) else []
    if refusal is not None and not said:
        said = [sentence(refusal)]
    context = {"draft": reading.line(row), "said": said, "form": SettleForm(initial={"version": row.version})}
    if row.state == "open":
        context |= _open(request, row)
    return pages.render(request, "policy/draft", context, status=refusal.status if refusal else 200)


def _open(request: HttpRequest, row: Draft) -> dict[str, object]:
    actor, terms = actor_of(request), row.read()
    faults = queries.faults_of(
        row.county_code, terms=terms, period=row.period, basis_code=row.basis_code, today=clock.today()
    )
    replaced = queries.overlapping(queries.same_matter(row.county_code, terms), row.period)
    return {
        "faults": [sentence(problem) for problem in faults],
        "replaced": [reading.succession(rule, row.effective_from) for rule in replaced],
        "is_own": row.drafter_id == actor.account_id,
        "may_enact": actor.may("policy.enact", row.county_code),
    }
