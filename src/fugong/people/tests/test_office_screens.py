"""Offices and posts on screen: who may open them, what is set up, what wrong input does."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fugong.core import audit
from fugong.people.models import Organisation, Post
from fugong.people.tests import factories
from fugong.people.tests.factories import signed_in

pytestmark = pytest.mark.django_db
LISTS = ("people:offices", "people:set_up_office")
ONE = ("people:office", "people:correct_office", "people:add_post")
BUREAU = {
    "name": "示例县商务局",
    "short_name": "商务局",
    "code": "520322-shangwu",
    "kind": "department",
    "county_code": "520322",
    "division_code": "520322",
    "series": "",
}
POST = {"title": "商贸复产会审岗", "code": "520322-shangwu-1", "role": "reviewer", "area": "520322"}


def address(name: str, code: str) -> str:
    return reverse(name) if name in LISTS else reverse(name, args=[code])


@pytest.mark.parametrize("name", [*LISTS, *ONE])
def test_a_visitor_is_sent_to_sign_in(client: Client, name: str) -> None:
    answer = client.get(address(name, factories.make_organisation().code))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("name", [*LISTS, *ONE])
@pytest.mark.parametrize("make", [factories.officer, factories.operator, factories.system_admin, factories.audit_admin])
def test_every_other_role_is_refused(client: Client, name: str, make: Callable[[], Any]) -> None:
    signed_in(client, make())
    where = address(name, factories.make_organisation().code)
    assert client.get(where).status_code == 403
    assert client.post(where, BUREAU).status_code in (403, 405)
    assert not Organisation.objects.filter(code=BUREAU["code"]).exists()


@pytest.mark.parametrize("name", ONE)
def test_another_countys_office_looks_like_one_that_never_was(client: Client, name: str) -> None:
    foreign = factories.make_organisation(county="520323")
    signed_in(client, factories.security_admin())
    assert client.get(address(name, foreign.code)).status_code == 404
    assert client.post(address(name, foreign.code), {**BUREAU, **POST}).status_code in (404, 405)
    assert client.get(address(name, "never-was")).status_code == 404
    foreign.refresh_from_db()
    assert not foreign.posts.exists()


def test_an_office_is_set_up_given_a_post_and_put_right(client: Client) -> None:
    signed_in(client, factories.security_admin())
    assert client.post("/people/offices/set-up/", BUREAU)["Location"] == "/people/offices/520322-shangwu/"
    assert client.post("/people/offices/520322-shangwu/posts/", POST).status_code == 302
    right = {"name": "示例县商务和粮食局", "short_name": "", "series": "示商复"}
    assert client.post("/people/offices/520322-shangwu/correct/", right).status_code == 302
    office = Organisation.objects.get(code="520322-shangwu")
    assert (office.name, office.short_name, office.series) == ("示例县商务和粮食局", "示例县商务和粮食局", "示商复")
    assert office.posts.get().title == "商贸复产会审岗"
    last = audit.history(office)[0]
    named = next(change for change in last.changes if change.field == "name")
    assert last.action == "people.organisation.corrected"
    assert (named.before, named.after) == ("示例县商务局", "示例县商务和粮食局")
    page = client.get("/people/offices/520322-shangwu/").content.decode()
    assert "商贸复产会审岗" in page
    assert "无人任职" in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"code": "taken"}, "code"),
        ({"code": "空 格"}, "code"),
        ({"name": "\u202e\u200b"}, "name"),
        ({"name": "局" * 121}, "name"),
        ({"kind": "ministry"}, "kind"),
        ({"county_code": "52032"}, "county_code"),
        ({"division_code": "520323"}, "division_code"),
        ({"division_code": "5203221"}, "division_code"),
    ],
)
def test_a_wrong_office_is_explained_at_its_field_and_changes_nothing(
    client: Client, typed: dict[str, str], field: str
) -> None:
    factories.make_organisation("taken")
    signed_in(client, factories.security_admin())
    before = Organisation.objects.count()
    answer = client.post("/people/offices/set-up/", {**BUREAU, **typed})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "clock"}, 'href="#id_role"'),
        ({"role": "operator"}, 'href="#id_area"'),
        ({"area": ""}, 'href="#id_area"'),
        ({"area": "52"}, "超出"),
        ({"title": ""}, 'href="#id_title"'),
    ],
)
def test_a_wrong_post_is_explained_and_changes_nothing(client: Client, typed: dict[str, str], said: str) -> None:
    office = factories.make_organisation()
    signed_in(client, factories.security_admin())
    before = Post.objects.count()
    answer = client.post(f"/people/offices/{office.code}/posts/", {**POST, **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Post.objects.count() == before


def test_a_double_click_sets_up_one_office(client: Client) -> None:
    signed_in(client, factories.security_admin())
    answers = [client.post("/people/offices/set-up/", {**BUREAU, "form_key": "k" * 32}) for _ in range(2)]
    assert [answer["Location"] for answer in answers] == ["/people/offices/520322-shangwu/"] * 2


def test_list_and_page_ask_a_fixed_number_of_questions(client: Client) -> None:
    signed_in(client, factories.security_admin())
    office = factories.make_organisation()
    counts: dict[str, list[int]] = {"/people/offices/": [], f"/people/offices/{office.code}/": []}
    for round_ in range(2):
        for number in range(4):
            factories.make_organisation(f"more-{round_}-{number}")
            factories.in_office("liaison", organisation=office, area=f"520322{100 + 4 * round_ + number}")
        for where, seen_counts in counts.items():
            with CaptureQueriesContext(connection) as seen:
                assert client.get(where).status_code == 200
            seen_counts.append(len(seen))
    assert all(first == second for first, second in counts.values())


def test_the_list_is_narrowed_by_the_address_and_bears_nonsense(client: Client) -> None:
    signed_in(client, factories.security_admin())
    factories.make_organisation("known", name="示例县林业局")
    for query in ("words=林业", "words=%00", "kind=ministry", "sort=password&page=999"):
        assert client.get(f"/people/offices/?{query}").status_code == 200
    assert "示例县林业局" in client.get("/people/offices/?words=林业").content.decode()
    assert "示例县林业局" not in client.get("/people/offices/?words=水利").content.decode()
