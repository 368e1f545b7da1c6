"""Applications for machines: a whole case by tokens alone, and what is refused on the way."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fugong.approvals.models import Application, Restart
from fugong.core import clock
from fugong.people import public as people
from fugong.people.tests import factories as people_factories
from fugong.registry.tests.factories import make_enterprise

from . import factories, offices
from .factories import Filing
from .traces import everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

ROOT = "/api/v1/approvals"
ANSWERS = {
    **{key: value for key, value in factories.ANSWERS.items() if value != "on" and not value.isdigit()},
    **{key: int(value) for key, value in factories.ANSWERS.items() if value.isdigit()},
    **{key: True for key, value in factories.ANSWERS.items() if value == "on"},
}


class Machine(Client):
    """A machine with a token of somebody's."""

    def __init__(self, actor: people.Actor, *scopes: str) -> None:
        asked = scopes or tuple(people.SCOPES)
        token = people.issue_token(
            actor.account_id or 0, purpose="示例", scopes=asked, days=30, by=actor, at=clock.now()
        )  # fmt: skip
        super().__init__(headers={"Authorization": f"Bearer {token.secret}"})

    def act(
        self, path: str, body: Mapping[str, object] | None = None, *, version: int | None = None, **more: Any
    ) -> Any:
        """Send a POST with the version that was seen."""
        headers = {"If-Match": f'"{version}"'} if version else {}
        given = "" if body is None else body
        return self.post(f"{ROOT}/{path}", given, "application/json", headers=headers | more.pop("headers", {}), **more)

    def read(self, path: str, **asked: Any) -> Any:
        """Ask."""
        return self.get(f"{ROOT}/{path}", asked)


def enterprise_with_machine() -> tuple[str, Machine]:
    """Make an enterprise under the approval policy, and its own system."""
    offices.approval_policy()
    enterprise = make_enterprise(division_code=offices.TOWNSHIP)
    return enterprise.uscc, Machine(factories.operator_of(enterprise.pk))


def test_a_case_from_filing_to_restart_by_machines_alone() -> None:
    uscc, own = enterprise_with_machine()
    office = Machine(offices.officer())
    desks = [Machine(offices.reviewer(desk)) for desk in offices.DESKS]

    assert own.read(f"enterprises/{uscc}/triage").json()["mode"] == "approval"
    filed = own.act("applications", {"uscc": uscc, "answers": ANSWERS, "committed": True})
    assert (filed.status_code, filed.json()["state"]) == (201, "in_review")
    path = filed["Location"].removeprefix(f"{ROOT}/")
    for desk in desks:
        assert desk.act(f"{path}/opinion", {"verdict": "agree"}).status_code == 200
    case = office.read(path)
    assert case["ETag"] == f'"{case.json()["version"]}"'
    assert {"grant", "refuse", "return"} <= set(case.json()["moves"])
    granted = office.act(f"{path}/grant", {"effective_on": "2020-02-17"}, version=case.json()["version"])
    assert (granted.status_code, granted.json()["document_number"]) == (200, "桐经贸复〔2020〕1号")
    confirmed = own.act("restarts", {"uscc": uscc, "restarted_on": "2020-02-17"})
    assert confirmed.status_code == 200
    assert Restart.objects.get().enterprise.uscc == uscc
    suspended = office.act(
        f"{path}/suspend", {"reason": "case_found", "note": "一例"}, version=granted.json()["version"]
    )  # fmt: skip
    assert suspended.json()["state"] == "suspended"
    assert office.act(f"{path}/reinstate", {}, version=suspended.json()["version"]).json()["state"] == "granted"


def test_section_by_section_returned_and_handed_in_again() -> None:
    uscc, own = enterprise_with_machine()
    office = Machine(offices.officer())
    begun = own.act("drafts", {"uscc": uscc})
    path, version = f"applications/{begun.json()['id']}", begun.json()["version"]

    for section, keys in {
        "enterprise": ("contact_post", "contact_phone"),
        "plan": ("planned_restart_on", "staff_total", "staff_first_batch"),
        "prevention": (
            "mechanism_in_place", "staff_checked", "facilities_in_place", "disinfection_in_place", "training_in_place",
            "prevention_plan", "emergency_plan", "isolation_place",
        ),
        "supplies": ("masks_stock", "masks_daily_need", "thermometers", "disinfectant_l"),
        "safety": ("safety_checked",),
    }.items():  # fmt: skip
        saved = own.put(
            f"{ROOT}/{path}/sections/{section}", {key: ANSWERS[key] for key in keys},
            content_type="application/json", headers={"If-Match": f'"{version}"'},
        )  # fmt: skip
        assert saved.status_code == 200, saved.content.decode()
        version = saved.json()["version"]
    handed_in = own.act(f"{path}/submit", {"committed": True}, version=version)
    assert handed_in.json()["state"] == "in_review"
    items = [{"question": "staff_total", "ask": "请核对。"}]
    returned = office.act(f"{path}/return", {"items": items}, version=handed_in.json()["version"])
    assert returned.json()["corrections"][0]["items"] == {"staff_total": "请核对。"}
    again = own.act(f"{path}/submit", {"committed": True}, version=returned.json()["version"])
    assert again.json()["state"] == "in_review"
    assert own.act(f"{path}/withdraw", version=again.json()["version"]).json()["state"] == "withdrawn"


def test_everything_missing_is_named_at_once_with_its_place_in_the_body() -> None:
    uscc, own = enterprise_with_machine()
    before = everything()
    refused = own.act("applications", {"uscc": uscc, "answers": {"staff_total": 10}, "committed": True})

    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    pointers = {error["pointer"] for error in refused.json()["errors"]}
    assert {"#/answers/contact_post", "#/answers/masks_stock", "#/answers/planned_restart_on"} <= pointers
    assert "#/answers/staff_total" not in pointers
    assert everything() == before


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({}, {"#/uscc", "#/answers", "#/committed"}),
        ({"uscc": "x", "answers": {"nobody": 1}, "committed": 1}, {"#/uscc", "#/answers/nobody", "#/committed"}),
        ({"uscc": "9" * 18, "answers": {"staff_total": "12"}, "committed": True}, {"#/answers/staff_total"}),
        ({"uscc": "9" * 18, "answers": {"staff_total": 1.5}, "committed": True}, {"#/answers/staff_total"}),
        ({"uscc": "9" * 18, "answers": {"planned_restart_on": 5}, "committed": True}, {"#/answers/planned_restart_on"}),
        ({"uscc": "9" * 18, "answers": {}, "committed": True, "grant": True}, {"#/grant"}),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(body: dict[str, object], places: set[str]) -> None:
    _, own = enterprise_with_machine()
    refused = own.act("applications", body)

    assert refused.status_code == 422
    assert {error["pointer"] for error in refused.json()["errors"]} == places
    assert not Application.objects.exists()


def test_answers_of_another_section_are_not_lost_unseen() -> None:
    filing = factories.draft_application()
    own = Machine(filing.operator)
    before = everything()
    refused = own.put(
        f"{ROOT}/{path_of(filing, 'sections/safety')}", {"safety_checked": True, "staff_total": 3},
        content_type="application/json", headers={"If-Match": f'"{filing.version}"'},
    )  # fmt: skip

    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "#/staff_total")
    assert everything() == before


ACTS: dict[str, dict[str, object] | None] = {
    "submit": {"committed": True},
    "withdraw": None,
    "grant": {"effective_on": "2020-02-17"},
    "refuse": {"reasons": ["untrue"]},
    "return": {"items": [{"question": "staff_total", "ask": "请核对。"}]},
    "suspend": {"reason": "untrue"},
    "reinstate": {},
}


def path_of(filing: Filing, act: str) -> str:
    return f"applications/{filing.application_id}/{act}"


@pytest.mark.parametrize("act", ACTS)
def test_a_change_needs_the_version_that_was_seen(act: str) -> None:
    filing = factories.agreed_application()
    by = filing.operator if act in {"submit", "withdraw"} else offices.officer()
    machine = Machine(by)
    state = filing.row.state

    assert machine.act(path_of(filing, act), ACTS[act]).status_code == 428
    stale = machine.act(path_of(filing, act), ACTS[act], version=filing.version + 7)
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    for tag in ("*", "4", 'W/"4"', '"x"', '"1", "2"'):
        answer = machine.act(path_of(filing, act), ACTS[act], headers={"If-Match": tag})
        assert answer.status_code == (428 if tag == "*" else 422)
    assert filing.row.state == state


def test_acting_twice_with_the_same_version_is_told_so() -> None:
    filing = factories.agreed_application()
    office, version = Machine(offices.officer()), filing.version
    first = office.act(path_of(filing, "grant"), ACTS["grant"], version=version)
    second = office.act(path_of(filing, "grant"), ACTS["grant"], version=version)

    assert (first.status_code, second.status_code) == (200, 412)


# --- who may ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [*ACTS, "opinion"])
def test_what_lies_outside_ones_view_is_not_there(act: str) -> None:
    filing = factories.agreed_application()
    body = {"verdict": "agree"} if act == "opinion" else ACTS[act]
    foreign = factories.operator_of(make_enterprise().pk)
    for other in (offices.officer(offices.OTHER_COUNTY), foreign, people_factories.in_office("inspector")):
        machine = Machine(other)
        answer = machine.act(path_of(filing, act), body, version=filing.version)
        never = machine.act(f"applications/{2**40}/{act}", body, version=filing.version)
        assert answer.status_code in {403, 404}
        assert (answer.status_code, answer.json()["title"]) == (never.status_code, never.json()["title"])
    assert Client().post(f"{ROOT}/{path_of(filing, act)}", body or {}, "application/json").status_code == 401
    assert filing.row.state == "in_review"


def test_the_list_shows_what_the_account_may_see_and_no_more() -> None:
    filing, other = factories.application_in_review(), factories.draft_application()
    seen = {
        "office": Machine(offices.officer()).read("applications").json()["items"],
        "own": Machine(filing.operator).read("applications").json()["items"],
        "drafter": Machine(other.operator).read("applications").json()["items"],
        "elsewhere": Machine(offices.officer(offices.OTHER_COUNTY)).read("applications").json()["items"],
    }

    ids = {who: [item["id"] for item in items] for who, items in seen.items()}
    assert ids == {
        "office": [filing.application_id],
        "own": [filing.application_id],
        "drafter": [other.application_id],
        "elsewhere": [],
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "in_review"}, 2),
        ({"state": "granted"}, 1),
        ({"mode": "filing"}, 0),
        ({"overdue": "true"}, 0),
        ({"submitted_on": "2020-02-17"}, 3),
        ({"decided_on": "2020-02-17"}, 1),
        ({"words": "不存在"}, 0),
    ],
)
def test_filters_are_those_of_the_ledger(asked: dict[str, str], found: int) -> None:
    factories.application_in_review()
    factories.application_in_review()
    factories.granted_application()

    assert len(Machine(offices.officer()).read("applications", **asked).json()["items"]) == found


def test_a_list_costs_the_same_however_long_it_is() -> None:
    factories.application_in_review()
    machine = Machine(offices.officer())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert machine.read("applications").status_code == 200
        counts.append(len(queries))
        for _ in range(4):
            factories.application_in_review()
    # The first request also notes the token's use.
    assert counts[1] <= counts[0]


def test_a_token_that_only_reads_changes_nothing() -> None:
    filing = factories.agreed_application()
    reader = Machine(offices.officer(), "approvals:read")

    assert reader.read(f"applications/{filing.application_id}").status_code == 200
    refused = reader.act(path_of(filing, "grant"), ACTS["grant"], version=filing.version)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope_missing")
    assert Machine(offices.officer(), "registry:write").read("applications").status_code == 403
    assert filing.row.state == "in_review"


def test_triage_is_told_to_who_may_see_the_enterprise_there() -> None:
    uscc, own = enterprise_with_machine()
    told = own.read(f"enterprises/{uscc}/triage").json()

    assert told["papers"]
    assert "实行审批" in told["explanation"][-1]["text"]
    assert Machine(offices.officer()).read(f"enterprises/{uscc}/triage").status_code == 200
    assert Machine(offices.officer(offices.OTHER_COUNTY)).read(f"enterprises/{uscc}/triage").status_code == 404
    assert own.read(f"enterprises/{'9' * 18}/triage").status_code == 404
    other = make_enterprise(division_code=offices.TOWNSHIP_ELSEWHERE)
    stranger = Machine(offices.officer(offices.OTHER_COUNTY))
    unruled = stranger.read(f"enterprises/{other.uscc}/triage")
    assert (unruled.status_code, unruled.json()["code"]) == (409, "policy.none_in_force")


def test_the_answer_speaks_the_language_that_is_asked_for() -> None:
    answer = Client().get(f"{ROOT}/applications", headers={"Accept-Language": "en"})

    assert answer.status_code == 401
    assert answer["Content-Language"] == "en"
