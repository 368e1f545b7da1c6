"""Deciding many applications alike: choose, say the decision, see what would happen, order it, follow it."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fugong.approvals.actions import batches as orders
from fugong.approvals.models import Application
from fugong.approvals.queries import batches as progress
from fugong.approvals.queries import inbox as inboxes
from fugong.approvals.queries.weighing import dry_run
from fugong.approvals.rules.batches import ITEM_WORDS, MOST_ITEMS, Chosen, read_chosen, write_chosen
from fugong.approvals.rules.consistency import DecidedOtherwise
from fugong.approvals.rules.decisions import Wish
from fugong.approvals.web.bulk_forms import BulkForm
from fugong.approvals.web.ledger import LedgerFilter
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import Invalid
from fugong.core.refusals.edge import into_form

PAGE_SIZE = 30


@needs("approvals.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Take the choice and the decision wished, and show what it would do to each application; nothing is done yet."""
    if request.method == "POST":
        form = BulkForm(request.POST)
        if form.is_valid() and "change" not in request.POST:
            return _show_dry_run(request, form, chosen=form.chosen_now, wish=form.wish)
        return _show_choice(request, form, read_chosen(request.POST.get("chosen", "")))
    chosen = _chosen(request)
    tomorrow = clock.today() + timedelta(1)
    form = BulkForm(initial={"chosen": write_chosen(chosen), "effective_on": tomorrow})
    return _show_choice(request, form, chosen)


@needs("approvals.decide")
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Give the order after the dry run; the worker carries it out."""
    form = BulkForm(request.POST)
    if not form.is_valid():
        return _show_choice(request, form, read_chosen(request.POST.get("chosen", "")))
    chosen, wish = form.chosen_now, form.wish  # read before a refusal takes its field out of the form
    try:
        pk = orders.create(
            chosen, wish=wish, consistency_note=form.cleaned_data["consistency_note"],
            by=actor_of(request), at=clock.now(),
        )  # fmt: skip
    except (Invalid, DecidedOtherwise) as refusal:
        into_form(refusal, form)
        return _show_dry_run(request, form, chosen=chosen, wish=wish)
    messages.success(request, _("批量办理单已创建，正在逐件办理。可离开本页，办理不受影响。"))
    return redirect("approvals:batch", pk)


@needs("approvals.decide")
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List the orders of one's county."""
    page = Paginator(progress.batches(actor_of(request)), PAGE_SIZE).get_page(request.GET.get("page"))
    return pages.render(request, "approvals/batches", {"page": page})


@needs("approvals.decide")
@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an order has got, and what became of each application."""
    found = progress.batch_page(actor_of(request), pk)
    only = request.GET.get("only", "")
    items = found.items.filter(state=only) if only in ITEM_WORDS else found.items
    page = Paginator(items, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"found": found, "page": page, "only": only if only in ITEM_WORDS else "", "states": ITEM_WORDS}
    return pages.render(request, "approvals/batch", context)


@needs("approvals.decide")
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop an order."""
    orders.stop(pk, by=actor_of(request), at=clock.now())
    messages.success(request, _("已停止。尚未办理的申请保持原状，可随时继续。"))
    return redirect("approvals:batch", pk)


@needs("approvals.decide")
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a stopped order up again."""
    orders.resume(pk, by=actor_of(request), at=clock.now())
    messages.success(request, _("已继续办理。"))
    return redirect("approvals:batch", pk)


def _chosen(request: HttpRequest) -> tuple[Chosen, ...]:
    """Give what was ticked, or else all that the inbox or the ledger's filter shows."""
    actor, now = actor_of(request), clock.now()
    ticked = [int(number) for number in request.GET.getlist("chosen") if number.isascii() and number.isdecimal()]
    if "ticked" in request.GET:
        return progress.chosen_from(progress.choosable(actor, ticked, now=now), most=MOST_ITEMS)
    if request.GET.get("tab") in inboxes.TABS:
        return progress.chosen_from(inboxes.inbox(actor, tab=request.GET["tab"], now=now), most=MOST_ITEMS)
    seen = Application.objects.visible_to(actor, on=clock.today()).handed_in().order_by("due_at", "pk")
    return progress.chosen_from(LedgerFilter(request.GET, queryset=seen, request=request).qs, most=MOST_ITEMS)


def _show_choice(request: HttpRequest, form: BulkForm, chosen: tuple[Chosen, ...]) -> HttpResponse:
    context = {
        "form": form.mark_required(),
        "number": len(chosen),
        "most": MOST_ITEMS,
        "too_many": len(chosen) > MOST_ITEMS,
    }
    refused = bool(form.errors) and "change" not in request.POST
    return pages.render(request, "approvals/bulk", context, status=422 if refused else 200)


def _show_dry_run(request: HttpRequest, form: BulkForm, *, chosen: tuple[Chosen, ...], wish: Wish) -> HttpResponse:
    run = dry_run(chosen, wish, by=actor_of(request), at=clock.now())
    form.ask_why(wanted=bool(run.otherwise))
    context = {"form": form, "run": run}
    return pages.render(request, "approvals/bulk_check", context, status=422 if form.errors else 200)
