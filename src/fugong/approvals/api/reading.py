"""Reading applications: the list, one in full, and how an enterprise would be handled today."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path

from fugong.approvals.api.routing import READ, router
from fugong.approvals.api.shapes import (
    Application,
    ApplicationsAsked,
    ApplicationTold,
    CaseTold,
    TriageTold,
    Uscc,
)
from fugong.approvals.queries import machine
from fugong.approvals.queries.case import case
from fugong.core import api, clock
from fugong.core.permission import actor_of
from fugong.core.wording import N_


@router.get("/applications", auth=READ, response=api.Page[ApplicationTold], summary=N_("查询复产申请"))
def applications(request: HttpRequest, response: HttpResponse, asked: api.Query[ApplicationsAsked]) -> Any:
    """List the applications handed in within the account's area, and all of the enterprises for which it speaks."""
    narrowed = {name: value for name, value in asked if name not in api.PageAsked.model_fields and value is not None}
    rows = machine.applications_sought(actor_of(request), machine.Sought(**narrowed), now=clock.now())

    def show(page: Sequence[Any]) -> Sequence[Any]:
        return page

    return api.page_of(request, response, rows, asked=asked, show=show)


@router.get(
    "/applications/{pk}", auth=READ, response=CaseTold, summary=N_("读取复产申请"), url_name="application"
)  # fmt: skip
def application(request: HttpRequest, response: HttpResponse, pk: Path[Application]) -> Any:
    """Give one application with opinions, corrections and decision; its version stands in the ETag."""
    return told(request, response, pk)


@router.get("/enterprises/{uscc}/triage", auth=READ, response=TriageTold, summary=N_("查询企业现行办理方式"))
def triage(request: HttpRequest, uscc: Path[Uscc]) -> Any:
    """Say how the enterprise would be handled if it applied today, and why."""
    return TriageTold.of(machine.triage_of(actor_of(request), uscc, now=clock.now()))


def told(request: HttpRequest, response: HttpResponse, application_id: int) -> CaseTold:
    """Give an application in full, as it stands after whatever was done."""
    found = case(actor_of(request), application_id, now=clock.now())
    api.tell_version(response, found.application.version)
    return CaseTold.of(found)
