"""The first administrator of an installation: nobody is there yet who could appoint them."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from fugong.core import idempotency
from fugong.core.wording import N_
from fugong.people.actions.accounts import open_account
from fugong.people.actions.appointments import appoint
from fugong.people.actions.structure import create_organisation, create_post
from fugong.people.models import Account, Organisation, Post
from fugong.people.queries import AccountCard, security_administrator_exists
from fugong.people.rules.actor import loader_actor
from fugong.people.rules.refusals import AdministratorExists

# Two set-ups at the same moment must not both find nobody.
_FOUNDING_LOCK = 0x46474146


@idempotency.once
def found(county_code: str, *, name: str, login: str, password: str, at: dt.datetime) -> AccountCard:
    """Make the county's government, its security administrator's post and the account that holds it.

    The password was typed by its owner, so it is not an initial one. Raises AdministratorExists; Invalid names what
    is wrong.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_FOUNDING_LOCK])
    if security_administrator_exists(timezone.localdate(at)):
        raise AdministratorExists
    by = loader_actor(county_code)
    government = f"county-{county_code}"
    if not Organisation.objects.filter(code=government).exists():
        create_organisation(
            government,
            name=name,
            kind=Organisation.Kind.COUNTY,
            county_code=county_code,
            division_code=county_code,
            by=by,
            at=at,
        )
    post, title = f"{government}-security", N_("安全管理员")
    if not Post.objects.filter(code=post).exists():
        create_post(
            post,
            organisation_code=government,
            title="安全管理员",
            role="security_admin",
            area=county_code,
            by=by,
            at=at,
        )
    account = open_account(login, display_title=title, county_code=county_code, password=password, by=by, at=at)
    Account.objects.get_queryset().filter(pk=account.id).update(password_is_initial=False)
    appoint(account.id, post_code=post, since_on=timezone.localdate(at), by=by, at=at)
    return account
