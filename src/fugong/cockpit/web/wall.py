"""The wall screen: the same figures, large, refreshed by itself, honest about its age."""

import hashlib
from datetime import timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fugong.cockpit.queries import leader
from fugong.core import clock, pages
from fugong.core.permission import actor_of, needs

KEPT_SECONDS = 5
STALE_AFTER = timedelta(minutes=15)


@needs("cockpit.view")
@require_safe
def wall(request: HttpRequest) -> HttpResponse:
    """Show the wall; a poll whose figures are still the same is answered without a body."""
    county = leader.county_for(actor_of(request), request.GET.get("county", ""))
    # A hundred screens ask for the same thing: each process counts it once in so many seconds.
    found: leader.Cockpit | None = cache.get(f"wall:{county}")
    if found is None:
        found = leader.cockpit(county, on=clock.today(), now=clock.now())
        cache.set(f"wall:{county}", found, KEPT_SECONDS)
    is_stale = found.stamp is None or clock.now() - found.stamp.computed_at > STALE_AFTER
    key = f"{county} {found.on} {found.stamp} {is_stale} {sorted(found.today.items())} {request.LANGUAGE_CODE}"
    etag = f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}"'
    if pages.wants_fragment(request) and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    name = "cockpit/_wall.html" if pages.wants_fragment(request) else "cockpit/wall.html"
    response = render(request, name, {"cockpit": found, "is_stale": is_stale})
    response["ETag"] = etag
    return response
