"""Acting in somebody's place 代理: until a day, with the post's rights, under a title that says so."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from fugong.core import clock
from fugong.core.refusals import Invalid, NotThere
from fugong.people.actions.appointments import appoint
from fugong.people.models import Posting
from fugong.people.queries import actor_of
from fugong.people.rules.acting import ACTING, LONGEST_TITLE, signature
from fugong.people.rules.refusals import RolesMustBeSeparate
from fugong.people.tests import factories

AT = dt.datetime(2020, 2, 10, 9, 0, tzinfo=clock.BEIJING)
TODAY = AT.date()
A_WEEK = TODAY + dt.timedelta(days=7)


@pytest.mark.parametrize(
    ("acting", "also_regular", "title"),
    [
        ([], True, "卫健局会审"),
        (["经贸局经办"], False, "经贸局经办（代）"),
        (["经贸局经办"], True, "卫健局会审、经贸局经办（代）"),
        (["经贸局经办", "能源局会审"], False, "经贸局经办（代）、能源局会审（代）"),
    ],
)
def test_the_title_says_which_post_is_held_in_acting(acting: list[str], *, also_regular: bool, title: str) -> None:
    assert signature("卫健局会审", acting=acting, also_regular=also_regular) == title


def test_a_title_fits_the_records() -> None:
    assert len(signature("岗", acting=["某某岗位" * 10] * 5, also_regular=True)) == LONGEST_TITLE


def acting(post_role: str, *, holder: bool = True, until_on: dt.date | None = A_WEEK) -> tuple[int, int]:
    """Let a new account act in a post; give the account and that of the post's holder."""
    post = factories.make_post(post_role)
    held = factories.make_account()
    if holder:
        factories.make_posting(held, post)
    substitute = factories.make_account()
    appoint(
        substitute.pk, post_code=post.code, since_on=TODAY, until_on=until_on, kind=ACTING,
        by=factories.security_admin(), at=AT,
    )  # fmt: skip
    return substitute.pk, held.pk


@pytest.mark.django_db
def test_a_substitute_has_the_rights_of_the_post_until_the_day_and_stands_in_for_its_holder() -> None:
    substitute, holder = acting("officer")
    actor = actor_of(substitute, on=TODAY)

    assert actor.may("approvals.decide", "520322101")
    assert actor.title.endswith("（代）")
    assert actor.stands_in_for("approvals.decide") == (holder,)
    assert actor.stands_in_for("approvals.decide", "520322101") == (holder,)
    assert actor.stands_in_for("approvals.decide", "520323101") == ()
    assert actor.stands_in_for("approvals.opine") == ()
    assert not actor_of(substitute, on=A_WEEK).may("approvals.decide")


@pytest.mark.django_db
def test_who_holds_the_right_himself_stands_in_for_nobody_there() -> None:
    substitute, holder = acting("officer")
    own = factories.make_post("officer", organisation=factories.make_organisation("other-bureau"))
    factories.make_posting(factories.account_of(actor_of(substitute, on=TODAY)), own)
    actor = actor_of(substitute, on=TODAY)

    assert actor.stands_in_for("approvals.decide", "520322101") == ()
    assert actor.stands_in_for("approvals.decide") == (holder,)


@pytest.mark.django_db
def test_acting_in_a_vacant_post_stands_in_for_nobody() -> None:
    substitute, _nobody = acting("officer", holder=False)

    assert actor_of(substitute, on=TODAY).stands_in_for("approvals.decide", "520322101") == ()


@pytest.mark.django_db
def test_acting_without_an_end_is_refused_by_rule_and_by_the_table() -> None:
    with pytest.raises(Invalid) as refusal:
        acting("officer", until_on=None)
    assert [problem.field for problem in refusal.value.problems] == ["until_on"]
    assert not Posting.objects.filter(kind=ACTING).exists()

    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_posting(factories.make_account(), factories.make_post("officer"), kind=ACTING)


@pytest.mark.django_db
def test_acting_does_not_join_what_must_stay_apart_and_needs_the_right_to_appoint() -> None:
    auditor = factories.account_of(factories.audit_admin())
    post = factories.make_post("officer")
    terms: dict[str, Any] = {"post_code": post.code, "since_on": TODAY, "until_on": A_WEEK, "kind": ACTING, "at": AT}
    with pytest.raises(RolesMustBeSeparate):
        appoint(auditor.pk, **terms, by=factories.security_admin())
    with pytest.raises(Invalid):
        appoint(factories.make_account().pk, **{**terms, "kind": "forever"}, by=factories.security_admin())
    with pytest.raises(NotThere):
        appoint(factories.make_account().pk, **terms, by=factories.officer())

    assert not Posting.objects.filter(kind=ACTING).exists()


@pytest.mark.django_db
def test_the_security_administrator_appoints_a_substitute_in_the_browser(client: Client) -> None:
    target, post = factories.make_account(), factories.make_post("officer")
    browser = factories.signed_in(client, factories.security_admin())
    today = clock.today()
    form = {"post": post.code, "kind": ACTING, "since_on": today.isoformat(), "until_on": ""}
    address = f"/people/accounts/{target.pk}/appoint/"

    assert "代理须写明截止日" in browser.post(address, form).content.decode()
    answer = browser.post(address, {**form, "until_on": (today + dt.timedelta(days=3)).isoformat()}, follow=True)

    assert f"{post.title}（代）" in answer.content.decode()
    assert Posting.objects.get(account=target).kind == ACTING
