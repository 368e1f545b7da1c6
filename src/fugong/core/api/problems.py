"""Everything that can go wrong, in one shape: problem+json (RFC 9457) with the place of each fault."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fugong.core.api.access import TokenNeeded
from fugong.core.api.shapes import Told
from fugong.core.api.versions import Overtaken
from fugong.core.refusals import Invalid, NotThere, Refused, Stale
from fugong.core.refusals.edge import answer, problem_json
from fugong.core.wording import N_

MEDIA_TYPE = "application/problem+json"


class Fault(Told):
    """One thing to put right: where it stands (``pointer`` into the body, else ``in`` and ``field``) and what to do."""

    field: str
    detail: str
    pointer: str | None = None
    code: str | None = None


class ProblemTold(Told):
    """What went wrong; ``code`` is stable and meant for programs, ``title`` is meant for people."""

    type: str
    title: str
    status: int
    code: str
    instance: str
    errors: list[Fault] | None = None


# How the reader's judgements are said; each by the reader's own name for it.
SENTENCES = {
    "missing": N_("此项必填。"),
    "extra_forbidden": N_("没有这个字段。"),
    "string_type": N_("应为文本。"),
    "string_too_long": N_("超过 %(max_length)s 个字。"),
    "string_too_short": N_("不能少于 %(min_length)s 个字。"),
    "string_pattern_mismatch": N_("格式不符。"),
    "too_long": N_("不能超过 %(max_length)s 项。"),
    "too_short": N_("不能少于 %(min_length)s 项。"),
    "int_type": N_("应为整数。"),
    "int_parsing": N_("应为整数。"),
    "bool_type": N_("应为 true 或 false。"),
    "bool_parsing": N_("应为 true 或 false。"),
    "date_parsing": N_("应为日期，例如 2020-02-16。"),
    "date_from_datetime_parsing": N_("应为日期，例如 2020-02-16。"),
    "enum": N_("不在可选范围内。"),
    "greater_than_equal": N_("不能小于 %(ge)s。"),
    "less_than_equal": N_("不能大于 %(le)s。"),
    "list_type": N_("应为列表。"),
    "model_attributes_type": N_("应为对象。"),
    "dict_type": N_("应为对象。"),
}


def answer_problems(api: NinjaAPI) -> None:
    """Let the interface answer every exception of an operation as a problem; outages go on to the middleware."""
    api.add_exception_handler(Refused, _refusal)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Http404, lambda request, _error: answer(request, NotThere()))
    api.add_exception_handler(Exception, _ours)


@contextmanager
def below(name: str) -> Iterator[None]:
    """Say of faults that an action finds that they stand below this field of the body."""
    try:
        yield
    except Invalid as refusal:
        raise Invalid(replace(p, field=f"{name}/{p.field}" if p.field else name) for p in refusal.problems) from None


def _refusal(request: HttpRequest, refusal: Any) -> HttpResponse:
    if isinstance(refusal, Stale):
        refusal = Overtaken()
    response = answer(request, refusal)
    for name, value in getattr(refusal, "headers", {}).items():
        response[name] = value
    return response


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    faults = [_fault(found) for found in error.errors]
    title = gettext(Invalid.message) % {"count": len(faults)}
    return problem_json(request, code=Invalid.code, title=title, status=Invalid.status, errors=faults)


def _fault(found: Mapping[str, Any]) -> dict[str, object]:
    source, *path = [str(part) for part in found["loc"]]
    kind = str(found["type"])
    detail = gettext(SENTENCES.get(kind, N_("此项不合规范。")))
    if "%(" in detail:
        detail %= found.get("ctx", {})
    if source != "body":
        return {"field": path[-1], "detail": detail, "code": kind}
    inner = path[1:]  # the first is our own name for the body
    return {"field": "/".join(inner), "pointer": "#" + "".join(f"/{p}" for p in inner), "detail": detail, "code": kind}


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, Refused):  # the reader of bodies wraps what the parser refused
        return _refusal(request, error.__cause__)
    if isinstance(error, AuthenticationError):
        return _refusal(request, TokenNeeded())
    return problem_of_status(request, error.status_code)


def _ours(_request: HttpRequest, error: Any) -> HttpResponse:
    raise error  # an outage becomes 503, anything else 500 with a number in the log; the gate gives both their shape


TITLES = {
    400: ("bad_request", N_("请求无法识别。")),
    403: ("not_permitted", N_("没有权限。")),
    404: (NotThere.code, NotThere.message),
    405: ("method_not_allowed", N_("该地址不支持此方法。")),
    413: ("too_large", N_("请求正文过大。")),
    500: ("our_fault", N_("系统出现故障，已记录。请稍后再试。")),
    503: ("unavailable", N_("系统暂时无法保存和读取数据，请稍后再试。")),
}


def problem_of_status(request: HttpRequest, status: int) -> HttpResponse:
    """Say in our shape what the framework said in its own."""
    code, title = TITLES.get(status, TITLES[400 if status < 500 else 500])  # noqa: PLR2004  # whose fault it is
    return problem_json(request, code=code, title=gettext(title), status=status)
