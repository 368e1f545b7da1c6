"""The first address: sends each person to where their work begins, tells visitors what this is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fugong.core.permission import actor_of, open_to_public
from fugong.site.navigation import first_page_for


@open_to_public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Open the person's first page; visitors see what the platform is for."""
    actor = actor_of(request)
    first = first_page_for(actor) if actor.account_id is not None else None
    return redirect(first) if first else render(request, "site/home.html")
