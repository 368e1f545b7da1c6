"""Tokens for machines: issued to their owner once, presented with every request, revoked at any moment."""

import datetime as dt
import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.conf import settings
from django.utils import timezone

from fugong.core import audit, idempotency, permission
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.core.texts import clean
from fugong.people.models import Account, ApiToken
from fugong.people.queries import actor_from
from fugong.people.rules import scopes as scope_rules
from fugong.people.rules.actor import Actor as PeopleActor
from fugong.people.rules.refusals import NoTokensForAdministrators, TokenIsOver, TooManyTokens
from fugong.people.rules.roles import includes_administrator

# So that a token is recognised where it was left lying about: in a log, a chat, a repository.
MARK: Final = "fg_"
SECRET_BYTES: Final = 32
SHOWN_CHARACTERS: Final = 7
SHAPE: Final = re.compile(r"fg_[A-Za-z0-9_-]{43}")
USE_IS_NOTED_EVERY: Final = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Issued:
    """A fresh token; its secret exists here and with its owner, nowhere else."""

    id: int
    secret: str


@idempotency.once
def issue(account_id: int, *, purpose: str, scopes: Iterable[str], days: int, by: Actor, at: dt.datetime) -> Issued:
    """Issue a token to the account's own owner; the secret is given once and never again.

    Raises NotPermitted, NoTokensForAdministrators, TooManyTokens; Invalid names what is wrong.
    """
    account = Account.objects.get_queryset().select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None or by.account_id != account_id or account.password_is_initial:
        raise NotPermitted
    if includes_administrator(actor_from(account, on=timezone.localdate(at)).roles):
        raise NoTokensForAdministrators
    purpose, wanted = clean(purpose), sorted(set(scopes))
    problems = scope_rules.problems_with(purpose=purpose, scopes=wanted, days=days)
    if problems:
        raise Invalid(problems)
    if ApiToken.objects.live(at).filter(account=account).count() >= scope_rules.MOST_TOKENS:
        raise TooManyTokens(most=scope_rules.MOST_TOKENS)
    secret = MARK + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken.objects.create(
        county_code=account.county_code,
        account=account,
        purpose=purpose,
        scopes=wanted,
        digest=_digest(secret),
        beginning=secret[:SHOWN_CHARACTERS],
        created_at=at,
        expires_at=at + dt.timedelta(days=days),
    )
    audit.record(
        county=token.county_code, action="people.token.issued", subject=token, by=by, at=at, note=purpose,
        changes={"account": (None, account.login), "scopes": (None, wanted), "expires_at": (None, token.expires_at)},
    )  # fmt: skip
    return Issued(token.pk, secret)


@idempotency.once
def revoke(token_id: int, *, by: Actor, at: dt.datetime) -> None:
    """End a token before its time; the next request with it is refused. Raises NotThere, NotPermitted, TokenIsOver."""
    token = ApiToken.objects.select_for_update().within_reach_of(by).filter(pk=token_id).first()
    if token is None:
        raise NotThere
    if token.account_id != by.account_id:
        require(by, "people.appoint", division_code=token.county_code)
    if token.revoked_at is not None or token.expires_at <= at:
        raise TokenIsOver
    token.revoked_at, token.revoked_by = at, by.title
    token.save(update_fields=["revoked_at", "revoked_by"])
    audit.record(
        county=token.county_code, action="people.token.revoked", subject=token, by=by, at=at, note=token.purpose,
        changes={"revoked_at": (None, at)},
    )  # fmt: skip


def revoke_all(account: Account, *, by: Actor, at: dt.datetime) -> None:
    """End all tokens of an account that is closed, or whose password somebody else has set; the caller records it."""
    ApiToken.objects.live(at).filter(account=account).update(revoked_at=at, revoked_by=by.title)


def present(secret: str, *, at: dt.datetime) -> tuple[PeopleActor, permission.Token] | None:
    """Say for whom a token acts now: the account with its rights of today, narrowed to the token's scopes.

    None for a token that is unknown, revoked or expired, and for an account that is closed, waits for its owner to
    change the password, is a demonstration's elsewhere, or has become an administrator's. The secret is looked up by
    its SHA-256, of which a guesser controls no part; so the time taken tells nothing about stored ones.
    """
    if not SHAPE.fullmatch(secret):
        return None
    token = ApiToken.objects.live(at).select_related("account").filter(digest=_digest(secret)).first()
    if token is None or not _may_come_in(token.account):
        return None
    actor = actor_from(token.account, on=timezone.localdate(at))
    if includes_administrator(actor.roles):
        return None
    _note_use(token, at)
    narrowed = replace(actor, only=scope_rules.rights_left_by(token.scopes))
    return narrowed, permission.Token(token.pk, scope_rules.opened_by(token.scopes))


def _may_come_in(account: Account) -> bool:
    return account.is_active and not account.password_is_initial and (settings.FUGONG_DEMO or not account.is_demo)


def _note_use(token: ApiToken, at: dt.datetime) -> None:
    if token.last_used_at is None or abs(at - token.last_used_at) >= USE_IS_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
