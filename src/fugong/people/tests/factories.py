"""People for tests: each function gives an actor in a ready state; any context's tests may use them.

Times: everybody is in office since 2020-01-01. Every account's password is ``PASSWORD``.
"""

import datetime as dt
from functools import cache
from itertools import count
from typing import Final

from django.contrib.auth.hashers import make_password
from django.test import Client

from fugong.core import clock
from fugong.people.models import Account, Organisation, Post, Posting
from fugong.people.queries import actor_from
from fugong.people.rules.acting import ACTING, REGULAR
from fugong.people.rules.actor import Actor
from fugong.people.rules.roles import ROLES
from fugong.people.web import sessions

COUNTY: Final = "520322"
OTHER_COUNTY: Final = "520323"
SINCE: Final = dt.date(2020, 1, 1)
PASSWORD: Final = "春江水暖鸭先知 2020"

_numbers = count(1)


@cache
def _hash() -> str:
    return make_password(PASSWORD)


def make_organisation(
    code: str = "", *, county: str = COUNTY, kind: str = "bureau", division: str = "", name: str = "", series: str = ""
) -> Organisation:
    """Make an organisation; one bureau a county unless more is said."""
    code = code or f"{kind}-{division or county}"
    name = name or f"示例{Organisation.Kind(kind).label}{code}"
    known = {
        "county_code": county,
        "kind": kind,
        "division_code": division or county,
        "name": name,
        "short_name": name,
        "series": series,
    }
    return Organisation.objects.get_or_create(code=code, defaults=known)[0]


def make_post(role: str, *, organisation: Organisation | None = None, area: str | None = None, code: str = "") -> Post:
    """Make a post of a role; its area is the organisation's division unless another is given."""
    organisation = organisation or make_organisation()
    if area is None:
        area = "" if role == "operator" else organisation.division_code
    code = code or f"{organisation.code}-{role}-{area or 'none'}".replace("_", "-")
    known = {
        "organisation": organisation,
        "county_code": organisation.county_code,
        "title": f"{organisation.short_name}{ROLES[role].label}",
        "role": role,
        "area": area,
    }
    return Post.objects.get_or_create(code=code, defaults=known)[0]


def make_account(login: str = "", *, county: str = COUNTY, title: str = "示例岗位", **fields: object) -> Account:
    """Make an open account without any posting."""
    login = login or f"tester{next(_numbers)}"
    if fields.get("is_active") is False:
        fields.setdefault("deactivated_at", clock.now())
    return Account.objects.create(
        login=login, display_title=title, county_code=county, created_at=clock.now(), password=_hash(), **fields
    )


def make_posting(
    account: Account, post: Post, *, since: dt.date = SINCE, until: dt.date | None = None, kind: str = REGULAR
) -> Posting:
    """Make a posting without any check by the rules."""
    return Posting.objects.create(
        account=account, post=post, county_code=post.county_code, kind=kind, since_on=since, until_on=until
    )


def in_office(role: str, *, organisation: Organisation | None = None, area: str | None = None) -> Actor:
    """Make somebody new who holds a role, in an organisation and over an area."""
    post = make_post(role, organisation=organisation, area=area)
    account = make_account(county=post.county_code, title=post.title)
    make_posting(account, post)
    return actor_from(account, on=clock.today())


def acting_for(holder: Actor, *, role: str, account: Account | None = None) -> Actor:
    """Let somebody (new, unless an account is given) hold in acting the post that the holder has in this role."""
    post = Posting.objects.get(account_id=holder.account_id or 0, post__role=role).post
    substitute = account or make_account(county=post.county_code, title="示例代理人")
    make_posting(substitute, post, until=dt.date(2100, 1, 1), kind=ACTING)
    return actor_from(substitute, on=clock.today())


def officer(county: str = COUNTY) -> Actor:
    """Make an officer of the county's bureau, who decides."""
    return in_office("officer", organisation=make_organisation(county=county))


def reviewer(organisation: Organisation | None = None, *, county: str = COUNTY, area: str | None = None) -> Actor:
    """Make a reviewer of an organisation; without one, of a department of the county."""
    return in_office(
        "reviewer", organisation=organisation or make_organisation(county=county, kind="department"), area=area
    )


def operator(county: str = COUNTY) -> Actor:
    """Make an operator; which enterprises it works for is said in the registry."""
    return in_office("operator", organisation=make_organisation(county=county, kind="county"))


def county_leader(county: str = COUNTY) -> Actor:
    """Make a leader of the county."""
    return in_office("county_leader", organisation=make_organisation(county=county, kind="county"))


def supervisor(county: str = COUNTY) -> Actor:
    """Make a supervisor of the county."""
    return in_office("supervisor", organisation=make_organisation(county=county, kind="county"))


def security_admin(county: str = COUNTY) -> Actor:
    """Make the county's security administrator."""
    return in_office("security_admin", organisation=make_organisation(county=county, kind="county"))


def system_admin(county: str = COUNTY) -> Actor:
    """Make the county's system administrator."""
    return in_office("system_admin", organisation=make_organisation(county=county, kind="county"))


def audit_admin(county: str = COUNTY) -> Actor:
    """Make the county's audit administrator."""
    return in_office("audit_admin", organisation=make_organisation(county=county, kind="county"))


def stranger(county: str = OTHER_COUNTY) -> Actor:
    """Make an officer of another county."""
    return officer(county)


def account_of(actor: Actor) -> Account:
    """Give the account behind an actor."""
    return Account.objects.get(pk=actor.account_id or 0)


def leaves_office(actor: Actor, *, on: dt.date) -> None:
    """Let all postings of the actor end."""
    Posting.objects.filter(account_id=actor.account_id or 0).update(until_on=on)


def is_closed(actor: Actor, *, at: dt.datetime) -> None:
    """Close the actor's account."""
    Account.objects.filter(pk=actor.account_id or 0).update(is_active=False, deactivated_at=at)


def signed_in(client: Client, actor: Actor) -> Client:
    """Give the client after the actor has signed in, its session's clocks running."""
    client.force_login(account_of(actor))
    session = client.session
    sessions.begin(session, actor.roles)
    session.save()
    return client
