"""Turns refusals into what the asking side understands: a page, a fragment or problem+json."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from fugong.core.clock import words
from fugong.core.refusals import Invalid, Problem, Refused

__all__ = ["RefusalMiddleware", "answer", "into_form", "problem_json", "sentence", "wants_json"]


def sentence(said: Refused | Problem) -> str:
    """Give the refusal's sentence in the reader's language, its places filled."""
    text = gettext(said.message)
    return text % {name: _translated(value) for name, value in said.facts.items()} if said.facts else text


def _translated(value: object) -> object:
    if isinstance(value, datetime):
        return words.moment(value)
    if isinstance(value, date):
        return words.day(value)
    return gettext(value) if isinstance(value, str) and value else value


def into_form(refusal: Refused, form: BaseForm) -> None:
    """Put the refusal where the person sees it: at its field, else above the form."""
    for problem in _problems(refusal) or (Problem("", refusal.message, refusal.facts),):
        form.add_error(problem.field if problem.field in form.fields else None, sentence(problem))


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a machine is asking."""
    return request.path.startswith("/api/") or request.get_preferred_type(["text/html", "application/json"]) == (
        "application/json"
    )


class RefusalMiddleware:
    """Answers every refusal that a view let through, in words and with its own status."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave every other exception to Django."""
        return answer(request, exception) if isinstance(exception, Refused) else None


def answer(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Say the refusal to whoever asked: a machine, a part of a page, or a person."""
    if wants_json(request):
        return _problem_json(request, refusal)
    template = "core/_refused.html" if request.headers.get("HX-Request") else "core/refused.html"
    problems = refusal.problems if isinstance(refusal, Invalid) else ()
    context = {"refusal": refusal, "sentence": sentence(refusal), "problems": [sentence(p) for p in problems]}
    return render(request, template, context, status=refusal.status)


def problem_json(
    request: HttpRequest, *, code: str, title: str, status: int, errors: Iterable[Mapping[str, object]] = ()
) -> JsonResponse:
    """Write a problem as RFC 9457 has it; ``errors`` names each fault, its field as a JSON pointer."""
    body: dict[str, object] = {
        "type": f"urn:fugong:{code}",
        "title": title,
        "status": status,
        "code": code,
        "instance": request.path,
    }
    named = [dict(error) for error in errors]
    if named:
        body["errors"] = named
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )


def _problem_json(request: HttpRequest, refusal: Refused) -> JsonResponse:
    errors = [_named(problem, in_body=getattr(refusal, "in_body", True)) for problem in _problems(refusal)]
    return problem_json(
        request, code=refusal.code, title=sentence(refusal), status=refusal.status, errors=errors
    )  # fmt: skip


def _named(problem: Problem, *, in_body: bool) -> dict[str, str]:
    named = {"field": problem.field, "detail": sentence(problem)}
    return named | {"pointer": f"#/{problem.field}"} if in_body else named


def _problems(refusal: Refused) -> tuple[Problem, ...]:
    if isinstance(refusal, Invalid):
        return refusal.problems
    return (Problem(refusal.field, refusal.message, refusal.facts),) if refusal.field else ()
