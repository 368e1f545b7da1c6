"""The enterprise's side: begin, fill in, hand in, take back, and say that it works again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Path

from fugong.approvals.actions import drafting, restart, submission
from fugong.approvals.api.reading import told
from fugong.approvals.api.routing import WRITE, router
from fugong.approvals.api.shapes import (
    Answers,
    Application,
    Begun,
    CaseTold,
    Filed,
    HandedIn,
    Restarted,
    RestartTold,
    SectionKey,
    typed,
)
from fugong.approvals.rules.questions import QUESTIONS
from fugong.core import api, clock
from fugong.core.permission import actor_of
from fugong.core.refusals import Invalid, Problem
from fugong.core.wording import N_
from fugong.registry import public as registry


@router.post("/applications", auth=WRITE, response={201: CaseTold}, summary=N_("提交复产申请"))
def file(request: HttpRequest, response: HttpResponse, filed: Filed) -> Any:
    """Begin, fill in and hand in at one stroke; everything that is missing is named at once and nothing kept."""
    _guard_committed(committed=filed.committed)
    with api.below("answers"):
        pk = submission.file_application(
            _enterprise(filed.uscc), answers=typed(filed.answers), by=actor_of(request), at=clock.now()
        )
    return _made(request, response, pk)


@router.post("/drafts", auth=WRITE, response={201: CaseTold}, summary=N_("开始填写复产申请"))
def begin(request: HttpRequest, response: HttpResponse, begun: Begun) -> Any:
    """Begin an application that is then filled in section by section."""
    pk = drafting.start(_enterprise(begun.uscc), by=actor_of(request), at=clock.now())
    return _made(request, response, pk)


@router.put(
    "/applications/{pk}/sections/{section}", auth=WRITE, response=CaseTold, summary=N_("保存申请的一个部分"),
    openapi_extra=api.SEES_VERSION,
)  # fmt: skip
def save(
    request: HttpRequest, response: HttpResponse, *, pk: Path[Application], section: Path[SectionKey], answers: Answers
) -> Any:
    """Save one finished section of a draft or of a returned application; answers of other sections are not taken."""
    drafting.save_section(
        pk, api.seen_version(request), section=section, typed=_of_section(section, answers), by=actor_of(request),
        at=clock.now(),
    )  # fmt: skip
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/submit", auth=WRITE, response=CaseTold, summary=N_("提交申请或补正"),
    openapi_extra=api.SEES_VERSION,
)  # fmt: skip
def submit(request: HttpRequest, response: HttpResponse, *, pk: Path[Application], declared: HandedIn) -> Any:
    """Hand a draft in, or a returned application in again."""
    version = api.seen_version(request)
    submission.submit(pk, version, committed=declared.committed, by=actor_of(request), at=clock.now())
    return told(request, response, pk)


@router.post(
    "/applications/{pk}/withdraw", auth=WRITE, response=CaseTold, summary=N_("撤回申请"),
    openapi_extra=api.SEES_VERSION,
)  # fmt: skip
def withdraw(request: HttpRequest, response: HttpResponse, pk: Path[Application]) -> Any:
    """Take the application back before it is decided."""
    submission.withdraw(pk, api.seen_version(request), by=actor_of(request), at=clock.now())
    return told(request, response, pk)


@router.post("/restarts", auth=WRITE, response=RestartTold, summary=N_("确认复产"))
def confirm_restart(request: HttpRequest, restarted: Restarted) -> Any:
    """Take the enterprise's own word that it works again; only this counts as resumed."""
    day = restarted.restarted_on
    pk = restart.confirm(_enterprise(restarted.uscc), restarted_on=day, by=actor_of(request), at=clock.now())
    return RestartTold(id=pk, uscc=restarted.uscc, restarted_on=day)


def _enterprise(uscc: str) -> int:
    # Whoever does not speak for it hears the same from the action as for a code that does not exist.
    return registry.enterprise_card(uscc, on=clock.today()).id


def _made(request: HttpRequest, response: HttpResponse, pk: int) -> Any:
    response["Location"] = reverse("api:application", args=[pk])
    return api.Status(201, told(request, response, pk))


def _guard_committed(*, committed: bool) -> None:
    if not committed:
        raise Invalid([Problem("committed", N_("请阅读并勾选承诺。"))])


def _of_section(section: str, answers: Any) -> dict[str, str]:
    """Give the section's answers; one that belongs elsewhere would be lost unseen and is refused."""
    here = {question.key for question in QUESTIONS if question.section == section}
    foreign = [key for key in answers.model_fields_set if key not in here]
    if foreign:
        raise Invalid(Problem(key, N_("该项不属于此部分。")) for key in sorted(foreign))
    return typed(answers)
