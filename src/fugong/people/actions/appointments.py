"""Who holds which post: appointing, and ending a posting."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotThere, Problem
from fugong.core.wording import N_
from fugong.people.models import Account, Post, Posting
from fugong.people.queries import PostingCard
from fugong.people.rules.acting import ACTING, KINDS, REGULAR
from fugong.people.rules.refusals import (
    AccountIsClosed,
    BeyondOwnArea,
    NotOneself,
    PostedAlready,
    PostingIsOver,
    RolesMustBeSeparate,
)
from fugong.people.rules.roles import ROLES
from fugong.people.rules.scope import reach
from fugong.people.rules.separation import conflict


@idempotency.once
def appoint(
    account_id: int,
    *,
    post_code: str,
    since_on: dt.date,
    until_on: dt.date | None = None,
    kind: str = REGULAR,
    by: Actor,
    at: dt.datetime,
) -> PostingCard:
    """Let an account hold a post from a day on; ``until_on`` is the first day it no longer does.

    ``kind`` acting: in place of the post's holder, and only until a day.

    Raises NotThere, NotPermitted, NotOneself, AccountIsClosed, BeyondOwnArea, RolesMustBeSeparate, PostedAlready;
    Invalid names what is wrong.
    """
    # The account's row is the lock: two parallel appointments could otherwise each find nothing to keep apart.
    account = Account.objects.get_queryset().select_for_update().filter(pk=account_id).first()
    post = Post.objects.filter(code=post_code).first()
    if account is None or post is None or not reach(by.areas_for("people.view"), account.county_code):
        raise NotThere
    require(by, "people.appoint", division_code=account.county_code)
    _guard(account, post, by=by)
    if kind not in KINDS:
        raise Invalid([Problem("kind", N_("请选择任职方式。"))])
    if until_on is not None and until_on <= since_on:
        raise Invalid([Problem("until_on", N_("任职截止日须晚于起始日。"))])
    if kind == ACTING and until_on is None:
        raise Invalid([Problem("until_on", N_("代理须写明截止日，届满自动失效。"))])
    _guard_against_others(account, post, since_on=since_on, until_on=until_on)
    posting = Posting(
        account=account, post=post, county_code=post.county_code, kind=kind, since_on=since_on, until_on=until_on
    )
    try:
        with transaction.atomic():
            posting.save(force_insert=True)
    except IntegrityError:
        raise PostedAlready(title=post.title) from None
    audit.record(
        county=posting.county_code,
        action="people.posting.appointed",
        subject=posting,
        by=by,
        at=at,
        changes={"account": (None, account.login), "post": (None, post.code), "since_on": (None, since_on)}
        | ({"kind": (None, kind), "until_on": (None, until_on)} if kind == ACTING else {}),
    )
    return _card(posting, post)


@idempotency.once
def end_posting(posting_id: int, *, until_on: dt.date, by: Actor, at: dt.datetime) -> PostingCard:
    """End a posting: from ``until_on`` on it grants nothing, today included. The past is not rewritten.

    Raises NotThere, NotPermitted, NotOneself, PostingIsOver; Invalid names what is wrong.
    """
    posting = Posting.objects.select_for_update(of=("self",)).select_related("post").filter(pk=posting_id).first()
    if posting is None or not reach(by.areas_for("people.view"), posting.county_code):
        raise NotThere
    require(by, "people.appoint", division_code=posting.county_code)
    if posting.account_id == by.account_id:
        raise NotOneself
    if posting.until_on is not None and posting.until_on <= timezone.localdate(at):
        raise PostingIsOver(until_on=date_format(posting.until_on, "Y-m-d"))
    if until_on < max(timezone.localdate(at), posting.since_on):
        raise Invalid([Problem("until_on", N_("结束日期不得早于今日和任职起始日。"))])
    before, posting.until_on = posting.until_on, until_on
    posting.save(update_fields=["until_on"])
    audit.record(
        county=posting.county_code,
        action="people.posting.ended",
        subject=posting,
        by=by,
        at=at,
        changes={"until_on": (before, until_on)},
    )
    return _card(posting, posting.post)


def _guard(account: Account, post: Post, *, by: Actor) -> None:
    if account.pk == by.account_id:
        raise NotOneself
    if not account.is_active:
        raise AccountIsClosed
    mine = by.areas_for("people.appoint")
    if not reach(mine, post.county_code) or (post.area and not reach(mine, post.area)):
        raise BeyondOwnArea(title=post.title)


def _guard_against_others(account: Account, post: Post, *, since_on: dt.date, until_on: dt.date | None) -> None:
    """Look at the postings that share a day with the new one."""
    others = Posting.objects.not_over(since_on).filter(account=account).select_related("post")
    if until_on is not None:
        others = others.filter(since_on__lt=until_on)
    held = list(others)
    if any(other.post_id == post.pk for other in held):
        raise PostedAlready(title=post.title)
    against = conflict((other.post.role for other in held), post.role)
    if against:
        raise RolesMustBeSeparate(held=ROLES[against].label, wanted=ROLES[post.role].label)


def _card(posting: Posting, post: Post) -> PostingCard:
    return PostingCard(
        id=posting.pk,
        account_id=posting.account_id,
        post_code=post.code,
        since_on=posting.since_on,
        until_on=posting.until_on,
    )
