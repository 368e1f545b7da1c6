"""The life of an account: opened, given passwords, deactivated."""

import datetime as dt
from functools import cache
from typing import Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from fugong.core import audit, idempotency
from fugong.core.permission import Actor, require
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Problem
from fugong.core.texts import clean
from fugong.core.wording import N_
from fugong.people.actions import tokens
from fugong.people.models import Account, Posting, Session
from fugong.people.queries import AccountCard, card_of_account
from fugong.people.rules.login import is_login, normal_login
from fugong.people.rules.refusals import AccountIsClosed, LoginTaken, NotOneself
from fugong.people.rules.scope import reach

DEMO_PASSWORD: Final = "fugong-demo-2020"  # noqa: S105  # printed by the demo itself; refused everywhere else


@idempotency.once
def open_account(
    login: str,
    *,
    display_title: str,
    county_code: str,
    password: str | None = None,
    demo: bool = False,
    language: str = "zh-hans",
    by: Actor,
    at: dt.datetime,
) -> AccountCard:
    """Open an account, shown by its post's title and never by a person's name.

    The password was chosen by somebody else, so nothing is granted until the owner has changed it; without one nobody
    can sign in yet. ``demo``: everybody knows the password, and the account opens only where the demo runs.
    Raises LoginTaken, NotPermitted; Invalid names what is wrong.
    """
    require(by, "people.appoint", division_code=county_code)
    account = Account(
        login=normal_login(login),
        display_title=clean(display_title),
        county_code=county_code,
        password_is_initial=not demo,
        is_demo=demo,
        language=language,
        created_at=at,
    )
    problems = _account_problems(account)
    if password is not None and not demo:
        problems += _password_problems(password, account)
    if problems:
        raise Invalid(problems)
    account.password = _demo_hash() if demo else make_password(password)
    _insert(account)
    audit.record(county=county_code, action="people.account.opened", subject=account, by=by, at=at)
    return card_of_account(account)


@idempotency.once
def deactivate(account_id: int, *, by: Actor, at: dt.datetime) -> AccountCard:
    """Close an account for good: its postings end, its sessions and tokens die before this returns.

    Raises NotThere, NotPermitted, NotOneself, AccountIsClosed.
    """
    account = _account_of_others(account_id, by=by)
    if not account.is_active:
        raise AccountIsClosed
    account.is_active = False
    account.deactivated_at = at
    account.save(update_fields=["is_active", "deactivated_at"])
    ends_on = timezone.localdate(at)
    for posting in Posting.objects.select_for_update().not_over(ends_on).filter(account=account):
        posting.until_on = max(posting.since_on, ends_on)
        posting.save(update_fields=["until_on"])
    Session.objects.filter(account_id=account.pk).delete()
    tokens.revoke_all(account, by=by, at=at)
    audit.record(
        county=account.county_code,
        action="people.account.deactivated",
        subject=account,
        by=by,
        at=at,
        changes={"is_active": (True, False)},
    )
    return card_of_account(account)


@idempotency.once
def set_password(account_id: int, *, new: str, by: Actor, at: dt.datetime) -> None:
    """Give somebody a new initial password: they must change it before anything is granted again.

    Raises NotThere, NotPermitted, NotOneself, AccountIsClosed; Invalid names what is wrong.
    """
    account = _account_of_others(account_id, by=by)
    if not account.is_active:
        raise AccountIsClosed
    problems = _password_problems(new, account)
    if problems:
        raise Invalid(problems)
    _write_password(account, new, initial=True)
    tokens.revoke_all(account, by=by, at=at)
    audit.record(county=account.county_code, action="people.account.password_set", subject=account, by=by, at=at)


@idempotency.once
def change_password(account_id: int, *, current: str, new: str, by: Actor, at: dt.datetime) -> None:
    """Change one's own password; all sessions of the account end. Raises NotPermitted; Invalid names what is wrong."""
    account = Account.objects.get_queryset().select_for_update().filter(pk=account_id, is_active=True).first()
    if account is None or by.account_id != account_id:
        raise NotPermitted
    if not account.check_password(current):
        raise Invalid([Problem("current", N_("当前密码不正确。"))])
    problems = _password_problems(new, account)
    if new == current:
        problems.append(Problem("new", N_("新密码不能与当前密码相同。")))
    if problems:
        raise Invalid(problems)
    _write_password(account, new, initial=False)
    audit.record(county=account.county_code, action="people.account.password_changed", subject=account, by=by, at=at)


def _account_of_others(account_id: int, *, by: Actor) -> Account:
    """Lock an account the administrator may manage: of the own area, and not the own one."""
    account = Account.objects.get_queryset().select_for_update().filter(pk=account_id).first()
    if account is None:
        raise NotThere
    if not reach(by.areas_for("people.view"), account.county_code):
        raise NotThere
    require(by, "people.appoint", division_code=account.county_code)
    if account.pk == by.account_id:
        raise NotOneself
    return account


def _account_problems(account: Account) -> list[Problem]:
    problems = []
    if not is_login(account.login):
        problems.append(
            Problem("login", N_("登录名须为 3 至 40 个小写字母、数字、点、连字符或下划线，并以字母或数字开头。"))
        )
    if not account.display_title:
        problems.append(Problem("display_title", N_("请填写显示职务，例如“某局经办”；不要填写个人姓名。")))
    if len(account.county_code) != 6 or not account.county_code.isdigit():  # noqa: PLR2004  # GB/T 2260
        problems.append(Problem("county_code", N_("县级区划代码须为 6 位数字。")))
    return problems


def _password_problems(password: str, account: Account) -> list[Problem]:
    try:
        validate_password(password, account)
    except ValidationError as error:
        return [Problem("new", sentence) for sentence in error.messages]
    return []


def _write_password(account: Account, password: str, *, initial: bool) -> None:
    account.set_password(password)
    account.password_is_initial = initial
    account.save(update_fields=["password", "password_is_initial"])
    Session.objects.filter(account_id=account.pk).delete()


def _insert(account: Account) -> None:
    """Insert; the unique index settles who was first."""
    if Account.objects.filter(login=account.login).exists():
        raise LoginTaken(field="login", login=account.login)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise LoginTaken(field="login", login=account.login) from None


@cache
def _demo_hash() -> str:
    """Hash the demo's password once: a scenario opens a hundred accounts, and it is no secret."""
    return make_password(DEMO_PASSWORD)
