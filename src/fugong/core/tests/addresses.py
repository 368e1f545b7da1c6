"""Addresses that act and refuse, for tests of the edge."""

import os
import time

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import include, path

from fugong.core import audit, idempotency, numbering
from fugong.core.permission import actor_of, needs, open_to_public, signed_in_only
from fugong.core.personal.edge import carries_personal_data
from fugong.core.refusals import Invalid, NotThere, Problem, Refused, Stale
from fugong.core.tests.factories import MORNING, OFFICER, TONGZI, counter
from fugong.core.wording import N_


class TooLate(Refused):
    """A refusal with facts."""

    code = "test.too_late"
    message = N_("申请期限%(day)s已过。")


@idempotency.once
def inner() -> None:
    """Take a number for an action that calls this one."""
    numbering.take("内", county=TONGZI, year=2020)


@idempotency.once
def issue(word: str, *, pause: float = 0) -> int:
    """Take a number, unless the word is refused."""
    if word == "refused":
        raise TooLate(day="2020-02-15")
    inner()
    time.sleep(pause)
    number = numbering.take("桐经贸复", county=TONGZI, year=2020)
    audit.record(county=TONGZI, action="test.issued", subject=counter(), by=OFFICER, at=MORNING)
    return number


def act(request: HttpRequest) -> HttpResponse:
    number = issue(request.POST.get("word", ""), pause=float(request.POST.get("pause", "0")))
    return HttpResponseRedirect(f"/done/{number}/")


@carries_personal_data
def act_in_private(request: HttpRequest) -> HttpResponse:
    return act(request)


@carries_personal_data
def show_in_private(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{issue('')} {request.POST['phone']}")


def act_by_machine(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"number": issue("", pause=float(request.GET.get("pause", "0")))}, status=201)


def die_after_commit(request: HttpRequest) -> HttpResponse:
    """Commit, then die before anything is answered, as a killed process would."""
    issue("")
    raise SystemExit(os.EX_SOFTWARE)


def fail_after_commit(request: HttpRequest) -> HttpResponse:
    issue("")
    raise ZeroDivisionError


def refuse(request: HttpRequest, kind: str) -> HttpResponse:
    if kind == "invalid":
        raise Invalid(
            [Problem("staff", N_("请填写人数，不得超过%(most)s人。"), {"most": 5}), Problem("", N_("缺少附件。"))]
        )
    if kind == "field":
        raise TooLate(field="until_on", day="2020-02-15")
    raise {"gone": NotThere(), "stale": Stale(version=3), "late": TooLate(day="2020-02-15")}[kind]


@open_to_public
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("public")


@signed_in_only
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse(actor_of(request).title)


@needs("test.decide")
def decide(request: HttpRequest) -> HttpResponse:
    return HttpResponse("decided")


urlpatterns = [
    path("", public, name="home"),
    path("act/", act),
    path("act/other/", act),
    path("api/act/", act_by_machine),
    path("die/", die_after_commit),
    path("fail/", fail_after_commit),
    path("refuse/<str:kind>/", refuse),
    path("api/refuse/<str:kind>/", refuse),
    path("mine/", mine),
    path("decide/", decide),
    path("sign-in/", public, name="sign_in"),
    path("language/", public, name="language"),
    path("display/", public, name="display"),
    path("audit/", include("fugong.core.audit.web.urls")),
    path("erasures/", include("fugong.core.personal.web.urls")),
    path("private/", act_in_private),
    path("private/show/", show_in_private),
]
