"""Who may come in: a token with the scope that the operation needs, at a bounded pace."""

import math
import time
from threading import Lock
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from fugong.core.permission import Token, actor_of, token_of
from fugong.core.refusals import NotPermitted, Refused
from fugong.core.wording import N_


class TokenNeeded(Refused):
    """No token, or one that opens nothing: unknown, revoked, expired, or of an account that may not come in."""

    code = "token_needed"
    status = 401
    message = N_("请在 Authorization 请求头中给出有效的接口令牌。")
    headers: ClassVar = {"WWW-Authenticate": 'Bearer realm="fugong"'}


class ScopeMissing(NotPermitted):
    """The token was narrowed too far for this operation."""

    code = "scope_missing"
    message = N_("该接口令牌不含权限范围 %(scope)s。请由账号本人新建含此范围的令牌。")


class TooFast(Refused):
    """The token asks more often than it may."""

    code = "too_fast"
    status = 429
    message = N_("请求过于频繁，请 %(seconds)s 秒后再试。")

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.headers = {"Retry-After": str(seconds)}


class Pace:
    """How often each token may ask: as often as it likes in a burst, then at the rate of the minute.

    Counted in each web process for itself, so that a question costs the database nothing: a token is never stopped
    below the setting, and always at the setting times the number of processes.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: dict[int, tuple[float, float]] = {}

    def take(self, token: Token) -> None:
        """Count one question. Raises TooFast."""
        most = float(settings.FUGONG_API_PER_MINUTE)
        now = time.monotonic()
        with self._lock:
            left, at = self._left.get(token.id, (most, now))
            left = min(most, left + (now - at) * most / 60)
            self._left[token.id] = (max(left - 1, 0.0) if left >= 1 else left, now)
        if left < 1:
            raise TooFast(math.ceil((1 - left) * 60 / most))

    def forget(self) -> None:
        """Begin anew."""
        self._left.clear()


PACE = Pace()


class Bearer(HttpBearer):
    """A token in the ``Authorization`` header; the people context has said already for whom it acts."""

    openapi_description = "A token of an account, made on its page: fg_…"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """Let the token in. Raises TokenNeeded, TooFast, ScopeMissing."""
        token = token_of(request)
        if token is None or actor_of(request).account_id is None:
            raise TokenNeeded
        PACE.take(token)
        if self.scope not in token.scopes:
            raise ScopeMissing(scope=self.scope)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Answer the library's own question, which is never asked."""
        raise NotImplementedError


def needs_scope(scope: str) -> Bearer:
    """Declare the scope that an operation needs."""
    return Bearer(scope)


def scopes_needed(operation: Any) -> tuple[str, ...]:
    """Give the scopes that an operation declares."""
    return tuple(auth.scope for auth in operation.auth_callbacks if isinstance(auth, Bearer))
