"""The gate before every operation: size and kind of a body, known parameters; and the shape of every error."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fugong.core.api.problems import MEDIA_TYPE, problem_of_status
from fugong.core.api.shapes import UnfitParameter
from fugong.core.permission import MACHINES
from fugong.core.refusals import Problem, Refused
from fugong.core.refusals.edge import answer
from fugong.core.wording import N_

LARGEST_BODY = 1024 * 1024
_KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
FIRST_ERROR = 400


class TooLarge(Refused):
    """The body is larger than any operation needs."""

    code = "too_large"
    status = 413
    message = N_("请求正文过大，最多 1 MB。")


class LengthNeeded(Refused):
    """A body without its length would have to be read to find out that it is too large."""

    code = "length_needed"
    status = 411
    message = N_("请在 Content-Length 请求头中给出正文长度。")


class NotJson(Refused):
    """The body is of another kind than the operation reads."""

    code = "not_json"
    status = 415
    message = N_("请求正文应为 application/json。")


class ApiGate:
    """Stands outside everything that reads a body or keeps an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(MACHINES):
            return self.get_response(request)
        response = self.get_response(request)
        if response.status_code >= FIRST_ERROR and MEDIA_TYPE not in response.get("Content-Type", ""):
            response = _in_our_shape(request, response)
        response.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Refuse what no operation could take, before anything is read."""
        parameters = getattr(view, "known_parameters", None)
        if parameters is None:
            return None
        try:
            _guard_body(request)
            _guard_parameters(request, parameters.get(request.method))
        except Refused as refusal:
            return answer(request, refusal)
        return None


def _guard_body(request: HttpRequest) -> None:
    if "Transfer-Encoding" in request.headers:
        raise LengthNeeded
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > min(LARGEST_BODY, settings.DATA_UPLOAD_MAX_MEMORY_SIZE or LARGEST_BODY):
        raise TooLarge
    if length and request.content_type != "application/json":
        raise NotJson


def _guard_parameters(request: HttpRequest, known: frozenset[str] | None) -> None:
    """Refuse a parameter we do not know (a filter misspelt would show everything) or that came twice."""
    if known is None:
        return
    doubled = [name for name, values in request.GET.lists() if len(values) > 1]
    problems = [Problem(name, N_("没有这个参数。")) for name in request.GET if name not in known]
    problems += [Problem(name, N_("该参数只能给出一次。")) for name in doubled if name in known]
    problems += [
        Problem(name, N_("含有不能保存的字符（空字符或半个字符）。"))
        for name, value in request.GET.items()
        if name in known and "\0" in value
    ]
    if problems:
        raise UnfitParameter(problems)


def _in_our_shape(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    shaped = problem_of_status(request, response.status_code)
    for name in _KEPT_HEADERS:
        if name in response:
            shaped[name] = response[name]
    return shaped
