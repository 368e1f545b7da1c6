"""Reading the register: the list, the page of an enterprise, its history."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import clock, pages
from fugong.core.listing import Listing
from fugong.core.permission import actor_of, signed_in_only
from fugong.registry.queries import page as enterprise_pages
from fugong.registry.queries import register
from fugong.registry.web.exchange import LIST
from fugong.registry.web.listing import EnterpriseFilter, EnterpriseTable


@signed_in_only
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """List the enterprises of one's area, or those one speaks for."""
    actor = actor_of(request)
    rows = register.register_rows(actor, on=clock.today())
    # Who speaks for a few enterprises has nothing to filter.
    filters = EnterpriseFilter if actor.may("registry.view") else None
    export = LIST.name if actor.may(LIST.permission) else ""
    listing = Listing(request, rows, table=EnterpriseTable, filters=filters, export=export)
    may_register = actor.may("registry.edit")
    return pages.render(request, "registry/enterprises", {"listing": listing, "may_register": may_register})


@signed_in_only
@require_safe
def enterprise(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show one enterprise, with the panels of other contexts beside it."""
    shown = enterprise_pages.enterprise_page(actor_of(request), uscc, on=clock.today())
    return pages.render(request, "registry/enterprise", {"page": shown})


@signed_in_only
@require_safe
def history(request: HttpRequest, uscc: str) -> HttpResponse:
    """Show who changed what about the enterprise, and when."""
    row, acts = enterprise_pages.history_of(actor_of(request), uscc, on=clock.today())
    return pages.render(request, "registry/history", {"enterprise": row, "history": acts})
