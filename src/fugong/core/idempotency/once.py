"""The transaction of an action, in which the request's key is claimed: same key, one act."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction
from django.db.models.functions import Now

from fugong.core.idempotency.models import IdempotencyKey
from fugong.core.refusals import Refused
from fugong.core.wording import N_

P = ParamSpec("P")
R = TypeVar("R")

KEPT_FOR = timedelta(days=30)
# Scopes of requests begin so; only these are ever forgotten, for a replay may be resumed years later.
REQUEST_SCOPE = "request:"


class AlreadyActedUpon(Refused):
    """The same request was acted upon before, by a process that did not live to answer it."""

    code = "already_acted_upon"
    message = N_("该操作此前已办理完成，没有重复办理。请返回列表查看结果。")


@dataclass
class Request:
    """The key under which a request came, and whether an action has claimed it.

    Of a private one, through which data about persons passes, no answer is kept but the address it leads to.
    """

    scope: str
    key: str
    fingerprint: str
    private: bool = False
    claimed: bool = False


current: ContextVar[Request | None] = ContextVar("request_key", default=None)
_inside: ContextVar[bool] = ContextVar("inside_an_act", default=False)


@contextmanager
def _act() -> Iterator[None]:
    """Open the transaction of an act; within an act only take part in its transaction.

    No savepoints for the inner ones: they stand or fall together. An act that swallowed an inner action's refusal is a
    mistake in the programme; it is undone and says so, rather than look done. Whoever wants to go on after a refusal
    opens a savepoint around the inner action (``transaction.atomic()``).
    """
    outermost = not _inside.get()
    token = _inside.set(True)
    try:
        with transaction.atomic(savepoint=outermost):
            yield
            if outermost and transaction.get_rollback():
                raise RuntimeError("an act went on after one of its inner actions was refused")
    finally:
        _inside.reset(token)


def once(action: Callable[P, R]) -> Callable[P, R]:
    """Run the action in one transaction and claim the request's key in it.

    Raises AlreadyActedUpon when the key was claimed by an earlier request. An action called by another one shares
    its transaction and its claim.
    """

    @wraps(action)
    def acted_once(*args: P.args, **kwargs: P.kwargs) -> R:
        request = current.get()
        if request is None or request.claimed:
            with _act():
                return action(*args, **kwargs)
        try:
            with _act():
                _claim(request)
                return action(*args, **kwargs)
        except BaseException:
            # The claim was rolled back with everything else: the corrected form may come under the same key.
            request.claimed = False
            raise

    return acted_once


def _claim(request: Request) -> None:
    if not _claimed(request.scope, request.key, request.fingerprint):
        raise AlreadyActedUpon
    request.claimed = True


def _claimed(scope: str, key: str, fingerprint: str) -> bool:
    """Claim the key in one statement, waiting for whoever claims it at this moment; tell whether it is ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_idempotencykey (scope, key, fingerprint) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [scope, key, fingerprint],
        )
        return bool(cursor.rowcount == 1)


@dataclass(frozen=True)
class Claim:
    """What ``under_key`` found: whether this key's work was done before, and with which fingerprint."""

    done: bool
    fingerprint: str


@contextmanager
def under_key(scope: str, key: str, fingerprint: str = "") -> Iterator[Claim]:
    """Open a transaction for work that must happen once, such as a replayed step; skip it when ``done``.

    Of several at the same moment one works and the others wait for it and find it done. These keys are kept for ever.
    """
    with _act():
        if _claimed(scope, key, fingerprint):
            yield Claim(done=False, fingerprint=fingerprint)
        else:
            yield Claim(done=True, fingerprint=IdempotencyKey.objects.get(scope=scope, key=key).fingerprint)


def forget_old() -> int:
    """Forget the keys of requests that came more than KEPT_FOR ago; give their number.

    By the database's clock, which also stamped them: a demonstration's clock stands in another year.
    """
    old = IdempotencyKey.objects.filter(scope__startswith=REQUEST_SCOPE, created_at__lt=Now() - KEPT_FOR)
    return old.delete()[0]
