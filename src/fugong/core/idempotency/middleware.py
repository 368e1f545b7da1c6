"""Answers a repeated request with the first one's answer: double click, back button, cut connection."""

import hashlib
import time
from base64 import b64decode, b64encode
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.idempotency.once import AlreadyActedUpon, Request, current
from fugong.core.permission import actor_of
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.refusals.edge import answer
from fugong.core.wording import N_

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LONGEST_KEY = 80
LARGEST_ANSWER = 64 * 1024
PATIENCE_SECONDS = 10.0
_KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Location", "HX-Trigger")
_REQUEST_LOCK = 0x46474944


class KeyReused(Refused):
    """The key came before, with other contents."""

    code = "key_reused"
    status = 422
    message = N_("该表单此前已提交，且内容与本次不同。请重新打开页面后再修改。")


class InFlight(Refused):
    """The first request with this key is still being worked on."""

    code = "in_flight"
    message = N_("相同的请求正在办理，请稍后查看结果。")


class IdempotencyMiddleware:
    """Gives each unsafe request of a signed-in account that carries a key its one act and one answer.

    Stands after sign-in and the CSRF check, before the views.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = current.set(None)
        try:
            response = self.get_response(request)
            asked = current.get()
            if asked is not None and asked.claimed:
                _keep(asked, response)
            return response
        finally:
            asked = current.get()
            current.reset(token)
            if asked is not None:
                _let_go(asked)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Answer a repetition here; let a first request through to its view."""
        if request.method not in UNSAFE or actor_of(request).account_id is None:
            return None
        key = request.headers.get("Idempotency-Key") or request.POST.get("form_key", "")
        if not key:
            return None
        try:
            return _earlier_answer(request, key)
        except Refused as refusal:
            return answer(request, refusal)


def _earlier_answer(request: HttpRequest, key: str) -> HttpResponse | None:
    if len(key) > LONGEST_KEY or not key.isprintable():
        raise Invalid([Problem("form_key", N_("请求标识不合规范，请刷新页面后重新提交。"))])
    scope = f"{actor_of(request).account_id}:{request.method}:{request.path}"[:200]
    asked = Request(scope, key, _fingerprint(request))
    _hold(asked, patience=0.0 if "Idempotency-Key" in request.headers else PATIENCE_SECONDS)
    current.set(asked)
    known = IdempotencyKey.objects.filter(scope=asked.scope, key=asked.key).first()
    return None if known is None else _same_answer(known, asked)


def _same_answer(known: IdempotencyKey, asked: Request) -> HttpResponse:
    if known.fingerprint != asked.fingerprint:
        raise KeyReused
    if known.answer is None:
        raise AlreadyActedUpon
    response = HttpResponse(b64decode(known.answer["body"]), status=known.answer["status"])
    for name, value in known.answer["headers"].items():
        response[name] = value
    response["Idempotent-Replay"] = "true"
    return response


def _keep(asked: Request, response: HttpResponse) -> None:
    if response.streaming or len(response.content) > LARGEST_ANSWER:
        return
    kept = {
        "status": response.status_code,
        "headers": {name: response[name] for name in _KEPT_HEADERS if name in response},
        "body": b64encode(response.content).decode(),
    }
    IdempotencyKey.objects.filter(scope=asked.scope, key=asked.key).update(answer=kept)


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        fields = sorted((name, values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken")
        files = sorted((name, f.name or "", f.size or 0) for name, f in request.FILES.items())
        digest.update(repr((fields, files)).encode("utf-8", "backslashreplace"))
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _lock_number(asked: Request) -> int:
    digest = hashlib.sha256(f"{asked.scope} {asked.key}".encode("utf-8", "backslashreplace")).digest()
    return int.from_bytes(digest[:4], "big", signed=True)


def _hold(asked: Request, *, patience: float) -> None:
    """Take the key's lock; a person's second click waits for the first, a machine is told at once.

    A lock of the database session, so that it ends with the process that held it.
    """
    give_up_at = time.monotonic() + patience
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_REQUEST_LOCK, _lock_number(asked)])
            row = cursor.fetchone()
            if row and row[0]:
                return
            if time.monotonic() >= give_up_at:
                raise InFlight
            time.sleep(0.05)


def _let_go(asked: Request) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_REQUEST_LOCK, _lock_number(asked)])
