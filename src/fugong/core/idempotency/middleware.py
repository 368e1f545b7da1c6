"""Answers a repeated request with the first one's answer: double click, back button, cut connection."""

import hashlib
import logging
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from operator import itemgetter

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.idempotency.once import REQUEST_SCOPE, AlreadyActedUpon, Request, current
from fugong.core.permission import actor_of, token_of
from fugong.core.personal import keyring
from fugong.core.personal.edge import is_private
from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.refusals.edge import answer
from fugong.core.wording import N_

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LONGEST_KEY = 80
LONGEST_PATH = 120
LARGEST_ANSWER = 64 * 1024
PATIENCE_SECONDS = 10.0
_KEPT_HEADERS = ("Content-Type", "Location", "ETag", "HX-Redirect", "HX-Location", "HX-Trigger")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
# Sent anew with every try and no part of what is asked.
_NOT_ASKED = frozenset({"csrfmiddlewaretoken"})
_REQUEST_LOCK = 0x46474944

_log = logging.getLogger(__name__)


class KeyReused(Refused):
    """The key came before, with other contents."""

    code = "key_reused"
    status = 422
    message = N_("该表单此前已提交，且内容与本次不同。请重新打开页面后再修改。")


class InFlight(Refused):
    """The first request with this key is still being worked on."""

    code = "in_flight"
    message = N_("相同的请求正在办理，请稍后查看结果。")


class UnfitKey(Invalid):
    """The key is too long, or holds what cannot be shown."""

    in_body = False


class IdempotencyMiddleware:
    """Gives each unsafe request of an account, by session or token, that carries a key its one act and one answer.

    Stands after sign-in and the CSRF check, before the views. The key is held by a lock of the database session, so a
    pooler between us and PostgreSQL must keep a session together.
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
        self, request: HttpRequest, view: Callable[..., HttpResponse], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Answer a repetition here; let a first request through to its view."""
        if request.method not in UNSAFE or actor_of(request).account_id is None:
            return None
        key = request.headers.get("Idempotency-Key") or request.POST.get("form_key", "")
        if not key:
            return None
        try:
            return _earlier_answer(request, key, private=is_private(view))
        except Refused as refusal:
            return answer(request, refusal)


def _earlier_answer(request: HttpRequest, key: str, *, private: bool) -> HttpResponse | None:
    if len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        field = "Idempotency-Key" if "Idempotency-Key" in request.headers else "form_key"
        raise UnfitKey([Problem(field, N_("请求标识不合规范，请刷新页面后重新提交。"))])
    fingerprint = _fingerprint(request)
    if private:  # a telephone number could be guessed from a plain hash of its form
        fingerprint = keyring.fingerprint(fingerprint.encode())
    asked = Request(_scope(request), key, fingerprint, private=private)
    _hold(asked, patience=0.0 if "Idempotency-Key" in request.headers else PATIENCE_SECONDS)
    current.set(asked)
    known = IdempotencyKey.objects.filter(scope=asked.scope, key=asked.key).first()
    return None if known is None else _same_answer(known, asked)


def _scope(request: HttpRequest) -> str:
    path = request.path
    if len(path) > LONGEST_PATH:  # cut off, two long addresses would be taken for one
        path = hashlib.sha256(path.encode("utf-8", "backslashreplace")).hexdigest()
    # Another token of the account may be narrower: it does not get the first one's answers.
    token = token_of(request)
    owner = f"{actor_of(request).account_id}" + (f"/{token.id}" if token else "")
    return f"{REQUEST_SCOPE}{owner}:{request.method}:{path}"


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
    # What a person may see only once (a fresh token) is not kept either: its repetition hears that it was done.
    shown_once = getattr(response, "shown_once", False) or (asked.private and response.content)
    if response.streaming or len(response.content) > LARGEST_ANSWER or shown_once:
        return
    kept = {
        "status": response.status_code,
        "headers": {name: response[name] for name in _KEPT_HEADERS if name in response},
        "body": b64encode(response.content).decode(),
    }
    try:
        IdempotencyKey.objects.filter(scope=asked.scope, key=asked.key).update(answer=kept)
    except DatabaseError:
        # The act is committed: whoever asked shall hear so now; a repetition will be told that it was done.
        _log.exception("the answer to a request that was acted upon could not be kept")


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.META.get("QUERY_STRING", "").encode("utf-8", "backslashreplace"))
    if request.method == "POST" and request.content_type in _FORMS:
        fields = sorted((name, values) for name, values in request.POST.lists() if name not in _NOT_ASKED)
        digest.update(repr(fields).encode("utf-8", "backslashreplace"))
        _add_files(digest, request)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _add_files(digest: "hashlib._Hash", request: HttpRequest) -> None:
    for name, uploads in sorted(request.FILES.lists(), key=itemgetter(0)):
        for upload in uploads:
            digest.update(repr((name, upload.name, upload.size)).encode("utf-8", "backslashreplace"))
            for chunk in upload.chunks():
                digest.update(chunk)
            upload.seek(0)


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
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_REQUEST_LOCK, _lock_number(asked)])
    except DatabaseError:
        connection.close()  # the lock ends with its session
