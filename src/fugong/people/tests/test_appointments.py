"""Postings: who may be appointed to what, by whom, and what must stay apart."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fugong.core import audit, clock
from fugong.core.refusals import Invalid, NotPermitted, NotThere
from fugong.people.actions.appointments import appoint, end_posting
from fugong.people.models import Account, Posting
from fugong.people.queries import actor_of
from fugong.people.rules.refusals import (
    AccountIsClosed,
    BeyondOwnArea,
    NotOneself,
    PostedAlready,
    PostingIsOver,
    RolesMustBeSeparate,
)
from fugong.people.tests import factories

pytestmark = pytest.mark.django_db
AT = dt.datetime(2020, 2, 10, 9, 0, tzinfo=clock.BEIJING)
TODAY = AT.date()


def appointed(account: Account, role: str, **changes: Any) -> int:
    post = changes.pop("post", None) or factories.make_post(role)
    wanted = {"since_on": TODAY, "by": changes.pop("by", None) or factories.security_admin(), "at": AT, **changes}
    return appoint(account.pk, post_code=post.code, **wanted).id


def test_an_appointment_grants_from_its_first_day() -> None:
    account = factories.make_account()
    pk = appointed(account, "officer", since_on=TODAY + dt.timedelta(days=1))
    assert not actor_of(account.pk, on=TODAY).may("approvals.decide")
    assert actor_of(account.pk, on=TODAY + dt.timedelta(days=1)).may("approvals.decide", "520322101")
    assert audit.history(Posting(pk=pk))[0].action == "people.posting.appointed"


def test_a_posting_ends_on_the_first_day_it_no_longer_holds() -> None:
    account = factories.make_account()
    appointed(account, "officer", until_on=TODAY + dt.timedelta(days=2))
    held = [actor_of(account.pk, on=TODAY + dt.timedelta(days=day)).may("approvals.decide") for day in range(4)]
    assert held == [True, True, False, False]


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("system_admin", "security_admin"),
        ("security_admin", "audit_admin"),
        ("audit_admin", "system_admin"),
        ("audit_admin", "officer"),
        ("officer", "audit_admin"),
        ("operator", "system_admin"),
        ("security_admin", "checkpoint"),
    ],
)
def test_roles_that_must_stay_apart_are_refused(held: str, wanted: str) -> None:
    account = factories.make_account()
    appointed(account, held)
    with pytest.raises(RolesMustBeSeparate):
        appointed(account, wanted)
    assert [posting.post.role for posting in account.postings.all()] == [held]


def test_one_after_the_other_is_allowed_but_a_shared_day_is_not() -> None:
    account, change = factories.make_account(), TODAY + dt.timedelta(days=10)
    appointed(account, "officer", until_on=change)
    with pytest.raises(RolesMustBeSeparate):
        appointed(account, "audit_admin", since_on=change - dt.timedelta(days=1))
    appointed(account, "audit_admin", since_on=change)
    with pytest.raises(RolesMustBeSeparate):
        appointed(account, "reviewer", since_on=TODAY)
    appointed(account, "reviewer", since_on=TODAY, until_on=change)


def test_business_posts_may_be_held_together() -> None:
    account = factories.make_account()
    appointed(account, "officer")
    appointed(account, "liaison")
    assert actor_of(account.pk, on=TODAY).roles == {"officer", "liaison"}


def test_the_same_post_is_not_held_twice_on_a_day() -> None:
    account = factories.make_account()
    appointed(account, "officer", until_on=TODAY + dt.timedelta(days=5))
    with pytest.raises(PostedAlready):
        appointed(account, "officer", since_on=TODAY + dt.timedelta(days=4))
    appointed(account, "officer", since_on=TODAY + dt.timedelta(days=5))
    assert account.postings.count() == 2


def test_the_database_itself_refuses_a_double_posting() -> None:
    account, post = factories.make_account(), factories.make_post("officer")
    factories.make_posting(account, post)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_posting(account, post, since=dt.date(2021, 1, 1))


def test_nobody_appoints_oneself() -> None:
    administrator = factories.security_admin()
    with pytest.raises(NotOneself):
        appointed(factories.account_of(administrator), "officer", by=administrator)
    assert administrator.roles == actor_of(administrator.account_id or 0, on=TODAY).roles


def test_nobody_appoints_beyond_the_own_area() -> None:
    account = factories.make_account()
    city = factories.make_organisation("city", county="520300", division="5203", kind="bureau")
    post = factories.make_post("officer", organisation=city)
    wide = factories.make_post("officer", area="5203", code="wide")
    for beyond in (post, wide):
        with pytest.raises(BeyondOwnArea):
            appointed(account, "officer", post=beyond)
    assert not account.postings.exists()


def test_an_account_of_another_county_or_a_missing_post_is_not_there() -> None:
    with pytest.raises(NotThere):
        appointed(factories.make_account(county="520323"), "officer")
    with pytest.raises(NotThere):
        appoint(factories.make_account().pk, post_code="none", since_on=TODAY, by=factories.security_admin(), at=AT)
    with pytest.raises(NotThere):
        appoint(10**30, post_code="none", since_on=TODAY, by=factories.security_admin(), at=AT)


@pytest.mark.parametrize("role", ["officer", "system_admin", "audit_admin", "county_leader"])
def test_only_the_security_administrator_appoints(role: str) -> None:
    account = factories.make_account()
    with pytest.raises((NotPermitted, NotThere)):
        appointed(account, "liaison", by=factories.in_office(role))
    assert not account.postings.exists()


def test_a_closed_account_is_appointed_to_nothing() -> None:
    account = factories.make_account(is_active=False)
    with pytest.raises(AccountIsClosed):
        appointed(account, "officer")
    assert not account.postings.exists()


def test_a_posting_does_not_end_before_it_begins() -> None:
    account = factories.make_account()
    with pytest.raises(Invalid):
        appointed(account, "officer", until_on=TODAY)
    assert not account.postings.exists()


def test_ended_today_it_grants_nothing_today() -> None:
    account = factories.make_account()
    pk = appointed(account, "officer")
    end_posting(pk, until_on=TODAY, by=factories.security_admin(), at=AT)
    assert not actor_of(account.pk, on=TODAY).grants
    row = audit.history(Posting(pk=pk))[0]
    assert row.action == "people.posting.ended"


def test_the_past_is_not_rewritten_and_an_ended_posting_stays_ended() -> None:
    account, administrator = factories.make_account(), factories.security_admin()
    posting = factories.make_posting(account, factories.make_post("officer"))
    with pytest.raises(Invalid):
        end_posting(posting.pk, until_on=TODAY - dt.timedelta(days=1), by=administrator, at=AT)
    end_posting(posting.pk, until_on=TODAY, by=administrator, at=AT)
    with pytest.raises(PostingIsOver):
        end_posting(posting.pk, until_on=TODAY + dt.timedelta(days=9), by=administrator, at=AT)
    posting.refresh_from_db()
    assert posting.until_on == TODAY


def test_a_posting_elsewhere_is_not_there_and_ones_own_is_refused() -> None:
    administrator = factories.security_admin()
    theirs = factories.account_of(factories.stranger()).postings.get()
    own = factories.account_of(administrator).postings.get()
    with pytest.raises(NotThere):
        end_posting(theirs.pk, until_on=TODAY, by=administrator, at=AT)
    with pytest.raises(NotOneself):
        end_posting(own.pk, until_on=TODAY, by=administrator, at=AT)
    assert not Posting.objects.exclude(until_on=None).exists()


def test_of_two_appointments_at_once_that_must_stay_apart_one_wins(
    in_parallel: Callable[[Sequence[Callable[[], Any]]], list[Any]],
) -> None:
    account, by = factories.make_account(), factories.security_admin()
    codes = [factories.make_post(role).code for role in ("officer", "audit_admin")]
    results = in_parallel(
        [partial(appoint, account.pk, post_code=code, since_on=TODAY, by=by, at=AT) for code in codes]
    )
    assert sum(isinstance(result, RolesMustBeSeparate) for result in results) == 1
    assert account.postings.count() == 1
