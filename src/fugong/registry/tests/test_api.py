"""The register for machines: find, read, register, correct; each as far as the account's own view and rights reach."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fugong.core import clock
from fugong.people import public as people
from fugong.people.tests import factories as people_factories
from fugong.registry.models import Enterprise

from . import factories

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/registry/enterprises"


def machine(actor: people.Actor, *scopes: str) -> Client:
    token = people.issue_token(
        actor.account_id or 0, purpose="示例", scopes=scopes or tuple(people.SCOPES), days=30, by=actor, at=clock.now()
    )
    return Client(headers={"Authorization": f"Bearer {token.secret}"})


def facts(**changed: object) -> dict[str, object]:
    """Give what an officer's system states; the reference tables know its codes."""
    factories.make_region_tree()
    factories.make_industries("3011")
    known: dict[str, object] = {
        "name": "示例水泥有限公司",
        "division_code": factories.TOWNSHIP,
        "industry_code": "3011",
        "registration_type": "173",
        "contact_phone": "13800001234",
    }
    return known | changed


def send(client: Client, method: str, path: str, *, body: object, **headers: str) -> Any:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return getattr(client, method)(path, body, content_type="application/json", headers=named)


def test_an_enterprise_is_registered_read_and_corrected() -> None:
    client, code = machine(people_factories.officer()), factories.valid_uscc()
    made = send(client, "post", ROOT, body={"uscc": code, **facts()})

    assert (made.status_code, made["Location"]) == (201, f"{ROOT}/{code}")
    read = client.get(made["Location"])
    assert (read["ETag"], read.json()) == ('"1"', made.json())
    corrected = send(client, "put", made["Location"], body=facts(name="示例水泥集团有限公司"), If_Match=read["ETag"])
    assert (corrected["ETag"], corrected.json()["name"]) == ('"2"', "示例水泥集团有限公司")
    again = send(client, "put", made["Location"], body=facts(name="他人之名"), If_Match='"1"')
    assert (again.status_code, again.json()["code"]) == (412, "stale")
    assert send(client, "put", made["Location"], body=facts(name="他人之名")).status_code == 428
    assert Enterprise.objects.get().name == "示例水泥集团有限公司"


def test_a_code_is_registered_once() -> None:
    client, code = machine(people_factories.officer()), factories.valid_uscc()
    send(client, "post", ROOT, body={"uscc": code, **facts()})
    again = send(client, "post", ROOT, body={"uscc": code, **facts()})

    assert (again.status_code, again.json()["code"]) == (409, "registry.already_registered")
    assert again.json()["errors"][0]["pointer"] == "#/uscc"


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"uscc": "0" * 18}, "#/uscc"),
        ({"name": ""}, "#/name"),
        ({"name": "长" * 101}, "#/name"),
        ({"industry_code": "9999"}, "#/industry_code"),
        ({"division_code": "999999999"}, "#/division_code"),
        ({"registration_type": "999"}, "#/registration_type"),
        ({"contact_phone": "电话"}, "#/contact_phone"),
        ({"contact_phone": "+" + "1" * 24}, "#/contact_phone"),
        ({"synthetic": False}, "#/synthetic"),
        ({"name": 5}, "#/name"),
        ({"name": None}, "#/name"),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_nothing_registered(changed: dict[str, object], place: str) -> None:
    body = {"uscc": factories.valid_uscc(), **facts()} | changed
    refused = send(machine(people_factories.officer()), "post", ROOT, body=body)

    assert (refused.status_code, refused["Content-Type"]) == (422, "application/problem+json")
    assert place in [error["pointer"] for error in refused.json()["errors"]]
    assert not Enterprise.objects.exists()


def test_another_countys_township_is_outside_the_area() -> None:
    body = {"uscc": factories.valid_uscc(), **facts(division_code=factories.TOWNSHIP_ELSEWHERE)}
    refused = send(machine(people_factories.officer()), "post", ROOT, body=body)

    assert (refused.status_code, refused.json()["code"]) == (403, "registry.outside_area")
    assert not Enterprise.objects.exists()


# --- who may ------------------------------------------------------------------------------------------------------


def test_reading_climbs_the_ladder() -> None:
    operator = people_factories.operator()
    own = factories.make_enterprise(representative_id=operator.account_id, memberships=["industry_above"])
    factories.make_enterprise(division_code=factories.TOWNSHIP_ELSEWHERE)
    for path in ("", "/holders", "/memberships"):
        address = f"{ROOT}/{own.uscc}{path}"
        assert machine(people_factories.officer()).get(address).status_code == 200
        assert machine(operator).get(address).status_code == 200
        assert machine(people_factories.stranger()).get(address).status_code == 404
        assert machine(people_factories.operator()).get(address).status_code == 404
        assert Client().get(address).status_code == 401
    assert [e["uscc"] for e in machine(operator).get(ROOT).json()["items"]] == [own.uscc]
    assert Client().get(ROOT).status_code == 401


def test_writing_climbs_the_ladder() -> None:
    operator = people_factories.operator()
    row = factories.make_enterprise(representative_id=operator.account_id)
    address, body = f"{ROOT}/{row.uscc}", facts(name="他人之名")
    for actor, status in ((operator, 403), (people_factories.stranger(), 404), (people_factories.county_leader(), 403)):
        assert send(machine(actor), "put", address, body=body, If_Match='"1"').status_code == status
    reader = machine(people_factories.officer(), "registry:read")
    assert send(reader, "put", address, body=body, If_Match='"1"').json()["code"] == "scope_missing"
    row.refresh_from_db()
    assert (row.version, row.name) == (1, row.name)


def test_phones_are_masked_but_for_who_keeps_or_represents_the_enterprise() -> None:
    operator = people_factories.operator()
    row = factories.make_enterprise(representative_id=operator.account_id, contact_phone="13800001234")

    def phones(actor: people.Actor, *scopes: str) -> set[str]:
        client = machine(actor, *scopes)
        listed = client.get(ROOT).json()["items"][0]["contact_phone"]
        return {listed, client.get(f"{ROOT}/{row.uscc}").json()["contact_phone"]}

    assert phones(people_factories.officer()) == {"13800001234"}
    assert phones(operator) == {"13800001234"}
    assert phones(people_factories.county_leader()) == {"138****1234"}
    assert phones(people_factories.officer(), "registry:read") == {"138****1234"}


# --- lists --------------------------------------------------------------------------------------------------------


def test_a_long_list_is_read_page_by_page_without_loss_though_rows_are_added() -> None:
    client = machine(people_factories.officer())
    rows = [factories.make_enterprise() for _ in range(5)]
    answer = client.get(ROOT, {"limit": 2})
    seen = [item["uscc"] for item in answer.json()["items"]]
    late = factories.make_enterprise()
    while answer.json()["next"]:
        address = answer["Link"].partition(">")[0].lstrip("<")
        answer = client.get(address)
        seen += [item["uscc"] for item in answer.json()["items"]]

    assert seen == [row.uscc for row in [*rows, late]]
    assert "Link" not in answer


@pytest.mark.parametrize("cursor", ["x", "WzEsIiJd:1abc:sig", "=" * 299])
def test_a_cursor_that_is_not_ours_is_refused(cursor: str) -> None:
    refused = machine(people_factories.officer()).get(ROOT, {"cursor": cursor})

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "cursor")


def test_a_cursor_belongs_to_its_list() -> None:
    client = machine(people_factories.officer())
    for _ in range(3):
        factories.make_enterprise(holder="state")
    cursor = str(client.get(ROOT, {"limit": "1", "holder": "state"}).json()["next"])

    assert client.get(ROOT, {"limit": "2", "holder": "state", "cursor": cursor}).status_code == 200
    assert client.get(ROOT, {"limit": "2", "cursor": cursor}).status_code == 422


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"words": "源锦"}, 1), ({"holder": "state"}, 1), ({"size": "large"}, 1), ({"membership": "industry_above"}, 1),
        ({"section": "C"}, 2), ({"section": "A"}, 0), ({"township": factories.TOWNSHIP}, 2),
        ({"township": factories.OTHER_TOWNSHIP}, 0), ({}, 2),
    ],
)  # fmt: skip
def test_filters_are_those_of_the_page(asked: dict[str, Any], found: int) -> None:
    factories.make_enterprise(name="源锦水泥厂", holder="state", size="large", memberships=["industry_above"])
    factories.make_enterprise()

    assert len(machine(people_factories.officer()).get(ROOT, asked).json()["items"]) == found


@pytest.mark.parametrize(
    "asked",
    [{"hodler": "state"}, {"holder": "nobody"}, {"limit": 201}, {"limit": 0}, {"limit": "x"}, {"words": "\x00"},
     {"words": "长" * 61}, {"holder": ["state", "private"]}],
)  # fmt: skip
def test_a_misspelt_filter_is_refused_and_does_not_show_everything(asked: dict[str, Any]) -> None:
    factories.make_enterprise()
    refused = machine(people_factories.officer()).get(ROOT, asked)

    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, next(iter(asked)))


def test_a_list_costs_the_same_however_long_it_is() -> None:
    client = machine(people_factories.officer())
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ROOT).status_code == 200
        counts.append(len(queries))
        for _ in range(4):
            factories.make_enterprise(memberships=["industry_above"])
    # The very first request also notes the token's use, and finds nothing of which the facts could be asked.
    assert counts[1] == counts[2]


def test_history_of_dated_facts_is_told() -> None:
    row = factories.make_enterprise(holder="state", memberships=["industry_above"])
    client = machine(people_factories.officer())

    told = {"code": "state", "since_on": "2019-01-01", "until_on": None, "basis": ""}
    assert client.get(f"{ROOT}/{row.uscc}/holders").json() == [told]
    assert [m["code"] for m in client.get(f"{ROOT}/{row.uscc}/memberships").json()] == ["industry_above"]
    assert reverse("api:enterprise", args=[row.uscc]) == f"{ROOT}/{row.uscc}"
