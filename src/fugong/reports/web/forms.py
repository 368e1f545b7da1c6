"""The forms of the county: what is asked of whom, until when, on which basis; every version stays."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from fugong.core import audit, clock, pages
from fugong.core.permission import actor_of, needs
from fugong.core.refusals import NotThere
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.queries.forms import addressed
from fugong.reports.rules.items import ITEMS

# Reminders are acts on a form and come daily: what is older stands in the trail.
HISTORY_SHOWN = 20


def may_arrange(request: HttpRequest) -> bool:
    """Tell whether the way to arranging is offered."""
    return actor_of(request).may("reports.arrange")


@needs("reports.view")
@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """List the forms in every version."""
    rows = ReportForm.objects.visible_to(actor_of(request)).order_by("period_kind", "code", "-version")
    return pages.render(request, "reports/forms", {"forms": rows, "may_arrange": may_arrange(request)})


@needs("reports.view")
@require_safe
def form(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version: its items, whom it addresses, when it is due."""
    row = ReportForm.objects.visible_to(actor_of(request)).filter(pk=pk).first()
    if row is None:
        raise NotThere
    terms = row.terms
    held = addressed(terms, registry.population(row.county_code, on=clock.today()))
    asked = [(ITEMS[one.item], one) for one in terms.items]
    lists = [registry.MEMBERSHIPS[kind] for kind in terms.addressees.memberships]
    context = {
        "form": row, "terms": terms, "asked": asked, "addressed": len(held), "lists": lists,
        "may_arrange": may_arrange(request), "history": audit.history(row, most=HISTORY_SHOWN),
    }  # fmt: skip
    return pages.render(request, "reports/form", context)
