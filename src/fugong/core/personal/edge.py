"""Pages through which data about persons passes: neither the form nor the answer is kept anywhere on the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters

__all__ = ["carries_personal_data", "is_private"]

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def carries_personal_data(view: View[P]) -> View[P]:
    """Declare such a page: no cache holds it, no error report shows it, no repeated request is answered from a copy.

    What was typed into it is lost when the session has ended meanwhile; that is the price.
    """

    @wraps(view)
    def uncached(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response

    guarded = cast("View[P]", sensitive_post_parameters()(cast("Any", uncached)))
    guarded.carries_personal_data = True  # type: ignore[attr-defined]  # read below, by what would keep copies
    return guarded


def is_private(view: object) -> bool:
    """Tell whether data about persons passes through this view."""
    return bool(getattr(view, "carries_personal_data", False))
