"""The offices' side: opinions, return for correction, decisions, and what follows them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Path

from fugong.approvals.actions import enforcement, review
from fugong.approvals.api import shapes
from fugong.approvals.api.reading import told
from fugong.approvals.api.routing import WRITE, router
from fugong.approvals.api.shapes import Application, CaseTold
from fugong.core import api, clock
from fugong.core.permission import actor_of
from fugong.core.wording import N_


@router.post("/applications/{pk}/opinion", auth=WRITE, response=CaseTold, summary=N_("填写会审意见"))
def opine(request: HttpRequest, response: HttpResponse, *, pk: Path[Application], opinion: shapes.OpinionGiven) -> Any:
    """Give the own office's opinion, or another one before the decision; no version, for it is the office's own."""
    review.opine(pk, verdict=opinion.verdict, text=opinion.text, by=actor_of(request), at=clock.now())
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/grant", auth=WRITE, response=CaseTold,
    summary=N_("同意复产"), openapi_extra=api.SEES_VERSION
)  # fmt: skip
def grant(request: HttpRequest, response: HttpResponse, *, pk: Path[Application], granted: shapes.Granted) -> Any:
    """Permit the restart from a day on, with or without conditions; the answer has the document number."""
    review.grant(
        pk, api.seen_version(request), effective_on=granted.effective_on, conditions=granted.conditions,
        by=actor_of(request), at=clock.now(),
    )  # fmt: skip
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/refuse", auth=WRITE, response=CaseTold,
    summary=N_("不予同意"), openapi_extra=api.SEES_VERSION
)  # fmt: skip
def refuse(request: HttpRequest, response: HttpResponse, *, pk: Path[Application], refused: shapes.Refused) -> Any:
    """Refuse the application with its reasons; the answer has the document number."""
    review.refuse(
        pk, api.seen_version(request), reasons=refused.reasons, note=refused.note, by=actor_of(request), at=clock.now()
    )
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/return", auth=WRITE, response=CaseTold,
    summary=N_("退回补正"), openapi_extra=api.SEES_VERSION
)  # fmt: skip
def return_for_correction(
    request: HttpRequest, response: HttpResponse, *, pk: Path[Application], returned: shapes.Returned
) -> Any:
    """Give the application back with everything that is to be put right; the clock stands still meanwhile."""
    items = {item.question: item.ask for item in returned.items}
    review.return_for_correction(
        pk, api.seen_version(request), items=items, note=returned.note, by=actor_of(request), at=clock.now()
    )
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/suspend", auth=WRITE, response=CaseTold,
    summary=N_("暂停复产许可"), openapi_extra=api.SEES_VERSION
)  # fmt: skip
def suspend(request: HttpRequest, response: HttpResponse, *, pk: Path[Application], suspended: shapes.Suspended) -> Any:
    """Let a permission rest; a restart that runs under it ends today."""
    enforcement.suspend(
        pk, api.seen_version(request), reason=suspended.reason, note=suspended.note, by=actor_of(request),
        at=clock.now(),
    )  # fmt: skip
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/reinstate", auth=WRITE, response=CaseTold,
    summary=N_("恢复复产许可"), openapi_extra=api.SEES_VERSION
)  # fmt: skip
def reinstate(
    request: HttpRequest, response: HttpResponse, *, pk: Path[Application], reinstated: shapes.Reinstated
) -> Any:
    """Give a suspended permission back; the enterprise then confirms its restart anew."""
    enforcement.reinstate(
        pk, api.seen_version(request), note=reinstated.note, by=actor_of(request), at=clock.now()
    )  # fmt: skip
    return told(request, response, pk)
