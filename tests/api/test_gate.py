"""The gate of the machine interface: who comes in, how fast, with what; and the one shape of every error."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import resolve, reverse
from pytest_django import Settings

from fugong.core import clock
from fugong.core.api import access
from fugong.people import public as people
from fugong.people.tests import factories as people_factories
from fugong.registry.models import Enterprise
from fugong.registry.tests import factories
from fugong.site.machines import INTERFACE

ROOT = "/api/v1/registry/enterprises"
SENTENCE_KEYS = {"type", "title", "status", "code", "instance"}


@pytest.fixture(autouse=True)
def _fresh_pace() -> Iterator[None]:
    access.PACE.forget()
    yield
    access.PACE.forget()


def token(actor: people.Actor | None = None) -> str:
    by = actor or people_factories.officer()
    issued = people.issue_token(
        by.account_id or 0, purpose="示例", scopes=tuple(people.SCOPES), days=30, by=by, at=clock.now()
    )
    return issued.secret


def machine(secret: str = "") -> Client:
    return Client(headers={"Authorization": f"Bearer {secret or token()}"}, raise_request_exception=False)


def new_enterprise() -> dict[str, str]:
    factories.make_region_tree()
    factories.make_industries("3011")
    return {
        "uscc": factories.valid_uscc(),
        "name": "示例水泥有限公司",
        "division_code": factories.TOWNSHIP,
        "industry_code": "3011",
        "registration_type": "173",
    }


def is_problem(answer: Any, status: int) -> bool:
    """Tell whether the answer is a problem as RFC 9457 has it."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    assert not SENTENCE_KEYS - answer.json().keys()
    assert answer.json()["status"] == status
    assert answer["Cache-Control"] == "no-store"
    return True


# --- who comes in -------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Bearer fg_x", "Basic Zm9v", "Bearer fg_" + "a" * 43, "fg_" + "a" * 43, "Bearer é"],
)
def test_without_a_good_token_nobody_comes_in(header: str) -> None:
    answer = Client(headers={"Authorization": header} if header else {}).get(ROOT)

    assert is_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_browsers_session_opens_nothing_here() -> None:
    client = people_factories.signed_in(Client(), people_factories.officer())

    assert client.get("/").status_code in {200, 302}
    assert is_problem(client.get(ROOT), 401)
    assert is_problem(client.post(ROOT, {}, "application/json"), 401)


@pytest.mark.django_db
def test_a_machine_gets_no_cookie() -> None:
    answer = machine().get(ROOT)

    assert answer.status_code == 200
    assert not answer.cookies


@pytest.mark.django_db
def test_who_asks_too_fast_is_told_how_long_to_wait_and_others_are_not_slowed(settings: Settings) -> None:
    settings.FUGONG_API_PER_MINUTE = 5
    client, other = machine(), machine()
    answers = [client.get(ROOT) for _ in range(7)]

    assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
    assert is_problem(answers[-1], 429)
    assert 1 <= int(answers[-1]["Retry-After"]) <= 12
    assert other.get(ROOT).status_code == 200


# Every address by its name, with what stands in it.
ADDRESSES: dict[str, list[object]] = {
    "api:enterprises": [], "api:enterprise": ["9" * 18], "api:holders": ["9" * 18], "api:memberships": ["9" * 18],
    "api:applications": [], "api:application": [1], "api:triage": ["9" * 18], "api:begin": [], "api:save": [1, "plan"],
    "api:submit": [1], "api:withdraw": [1], "api:confirm_restart": [], "api:opine": [1], "api:grant": [1],
    "api:refuse": [1], "api:return_for_correction": [1], "api:suspend": [1], "api:reinstate": [1],
    "api:forms": [], "api:progress": ["daily_industry"], "api:take_in": ["daily_industry"], "api:read": [],
}  # fmt: skip


def methods_of(address: str) -> list[str]:
    """Give the methods that the description has at an address."""
    view: Any = resolve(address).func
    return [method.lower() for method in view.known_parameters]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_every_operation_climbs_the_ladder(name: str) -> None:
    """Nobody; a browser; a token that was narrowed to something else: each by every method, each refused."""
    address = reverse(name, args=ADDRESSES[name])
    officer = people_factories.officer()
    signed_in = people_factories.signed_in(Client(), officer)
    other = "registry:read" if "/approvals/" in address else "approvals:read"
    narrow = people.issue_token(
        officer.account_id or 0, purpose="示例", scopes=[other], days=1, by=officer, at=clock.now()
    )

    assert methods_of(address)
    for method in methods_of(address):
        kind = {} if method == "get" else {"content_type": "application/json"}
        for client in (Client(), signed_in):
            assert is_problem(getattr(client, method)(address, **kind), 401)
        assert is_problem(getattr(machine(narrow.secret), method)(address, **kind), 403)


def test_every_address_is_in_the_ladder() -> None:
    assert {pattern.name for pattern in INTERFACE.addresses} == {name.removeprefix("api:") for name in ADDRESSES}


def test_every_operation_names_a_scope_that_exists() -> None:
    needed = {
        told["operationId"]: told["x-scopes"]
        for methods in INTERFACE.document["paths"].values()
        for told in methods.values()
    }

    assert needed
    assert all(len(scopes) == 1 and scopes[0] in people.SCOPES for scopes in needed.values()), needed


def test_reading_needs_a_reading_scope_and_writing_a_writing_one() -> None:
    for methods in INTERFACE.document["paths"].values():
        for method, told in methods.items():
            assert told["x-scopes"][0].endswith(":read" if method == "get" else ":write")


# --- with what ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422), (b"{", 400), (b"\xff\xfe", 400), (b"\xef\xbb\xbf{}", 400), (b"[" * 100_000, 400), (b"x", 400),
        (b"[]", 422), (b"null", 422), (b'"x"', 422), (b"5", 422), (b"NaN", 422), (b'{"name": NaN}', 422),
        (b'{"name": -Infinity}', 422), (b'{"name": 1e400}', 422), (b'{"name": "\\ud800"}', 422),
        (b'{"name": "\\u0000"}', 422), (b'{"\\ud800": 1}', 422), (b'{"name": "a", "name": "b"}', 422),
        (b'{"name": ' + b"9" * 5000 + b"}", 400), (b'{"x": {"y": [[1, {"z": "\\ud800"}]]}}', 422),
    ],
)  # fmt: skip
def test_hostile_bodies_are_refused_in_words(body: bytes, status: int) -> None:
    answer = machine().post(ROOT, body, "application/json")

    assert is_problem(answer, status)
    assert not Enterprise.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_kept_is_named_with_its_place() -> None:
    answer = machine().post(ROOT, b'{"a/b": [1, {"z": "\\u0000"}]}', "application/json")

    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/a~1b/1/z"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_body_of_another_kind_is_refused(kind: str) -> None:
    assert is_problem(machine().post(ROOT, b"{}", kind), 415)


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_refused_before_it_is_read() -> None:
    assert is_problem(machine().post(ROOT, b" " * (1024 * 1024 + 1), "application/json"), 413)
    assert is_problem(machine().post(ROOT, b"{}", "application/json", headers={"Transfer-Encoding": "chunked"}), 411)


# --- every error in one shape -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_addresses_and_methods_that_do_not_exist() -> None:
    assert is_problem(machine().get("/api/v1/nothing"), 404)
    assert is_problem(machine().get("/api/"), 404)
    refused = machine().delete(ROOT)
    assert is_problem(refused, 405)
    assert set(refused["Allow"].replace(" ", "").split(",")) == {"GET", "POST"}


@pytest.mark.django_db
def test_a_foreign_host_is_refused_in_our_shape() -> None:
    assert is_problem(machine().get(ROOT, headers={"Host": "evil.example"}), 400)


@pytest.mark.django_db
def test_a_database_that_is_away_is_said_with_when_to_try_again() -> None:
    client = machine()

    def away(_execute: Any, sql: str, *_rest: Any) -> Any:
        raise OperationalError(sql)

    with connection.execute_wrapper(away):
        answer = client.get(ROOT)
    assert is_problem(answer, 503)
    assert answer["Retry-After"]


@pytest.mark.django_db
def test_our_own_fault_shows_nothing_of_the_inside() -> None:
    client = machine()

    def broken(execute: Any, sql: str, *rest: Any) -> Any:
        if "registry_enterprise" in sql:
            raise ZeroDivisionError("secret")
        return execute(sql, *rest)

    with connection.execute_wrapper(broken):
        answer = client.get(ROOT)
    assert is_problem(answer, 500)
    assert "secret" not in answer.content.decode()


# --- the same request acts once -----------------------------------------------------------------------------------

InParallel = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@pytest.mark.usefixtures("committed_db")
def test_a_repeated_request_gets_the_first_ones_answer() -> None:
    client, body = machine(), new_enterprise()
    first, again = (client.post(ROOT, body, "application/json", headers={"Idempotency-Key": "k1"}) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json(), first["ETag"], first["Location"]) == (again.json(), again["ETag"], again["Location"])
    assert again["Idempotent-Replay"] == "true"
    assert Enterprise.objects.count() == 1


@pytest.mark.usefixtures("committed_db")
def test_the_same_key_with_another_body_is_refused() -> None:
    client, body = machine(), new_enterprise()
    client.post(ROOT, body, "application/json", headers={"Idempotency-Key": "k1"})
    other = client.post(ROOT, body | {"name": "他"}, "application/json", headers={"Idempotency-Key": "k1"})

    assert is_problem(other, 422)
    assert other.json()["code"] == "key_reused"


@pytest.mark.usefixtures("committed_db")
def test_another_token_of_the_account_does_not_get_the_first_ones_answer() -> None:
    officer, body = people_factories.officer(), new_enterprise()
    headers = {"Idempotency-Key": "k1"}
    machine(token(officer)).post(ROOT, body, "application/json", headers=headers)
    other = machine(token(officer)).post(ROOT, body, "application/json", headers=headers)

    assert is_problem(other, 409)
    assert other.json()["code"] == "registry.already_registered"


@pytest.mark.usefixtures("committed_db")
def test_requests_at_the_same_moment_act_once(in_parallel: InParallel) -> None:
    secret, body = token(), new_enterprise()

    def send() -> Any:
        return machine(secret).post(ROOT, body, "application/json", headers={"Idempotency-Key": "k1"})

    answers = in_parallel([send] * 6)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert 201 in {answer.status_code for answer in answers}
    assert all(a.json()["code"] == "in_flight" for a in answers if a.status_code == 409)
    assert Enterprise.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["x" * 81, "a\x7f", "é"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    answer = machine().post(ROOT, new_enterprise(), "application/json", headers={"Idempotency-Key": key})

    assert is_problem(answer, 422)
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"
    assert not Enterprise.objects.exists()


# --- described ----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_description_is_open_to_all_and_complete() -> None:
    answer = Client().get(reverse("api:description"))

    assert answer.status_code == 200
    document = json.loads(answer.content)
    assert document["openapi"].startswith("3.1")
    for methods in document["paths"].values():
        for told in methods.values():
            assert {"400", "401", "403", "422", "429", "503"} <= told["responses"].keys()


@pytest.mark.django_db
def test_the_page_shows_every_operation_and_loads_nothing_from_elsewhere() -> None:
    page = Client().get(reverse("api:manual")).content.decode()

    for path, methods in INTERFACE.document["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page.replace("&lt;", "<")
    assert "https://" not in page
    assert Client().get("/api/v1").status_code == 301
