"""Language and display, chosen by a plain form and kept in cookies."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from fugong.core.permission import open_to_public
from fugong.site.display import ONE_YEAR_SECONDS, chosen


@open_to_public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language and return to the page it was chosen on."""
    wanted = request.POST.get("language", "").lower()
    response = _back(request)
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        _remember(response, settings.LANGUAGE_COOKIE_NAME, wanted)
    return response


@open_to_public
@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Remember theme and text size and return to the page they were chosen on."""
    response = _back(request)
    for cookie, value in chosen(request.POST.dict()).items():
        _remember(response, cookie, value)
    return response


def _back(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else "home")


def _remember(response: HttpResponse, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie, value, max_age=ONE_YEAR_SECONDS, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
