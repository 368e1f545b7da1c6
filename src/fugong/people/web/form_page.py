"""One form on a page of its own, as the security administrator's acts are done."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what was sent with the form, if it was sent."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, form: forms.Form, **words: str) -> HttpResponse:
    """Show one form on a page of its own; with faults it answers 422."""
    return render(request, "people/form.html", {"form": form, **words}, status=422 if form.errors else 200)
