"""The role table says what the brief says, and the three administrators stand apart."""

from itertools import combinations, permutations

import pytest

from fugong.people.rules.actor import ANONYMOUS, Actor, Grant, clock_actor, loader_actor
from fugong.people.rules.roles import PERMISSIONS, ROLES, Sort, appointable, permissions_of
from fugong.people.rules.separation import conflict

ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")
OF_THE_BRIEF = {
    "operator": "企业经办人",
    "officer": "经贸局经办",
    "reviewer": "会审经办",
    "leader": "责任领导",
    "liaison": "联络员",
    "supervisor": "督查",
    "inspector": "安监驻矿",
    "team_member": "工作队",
    "checkpoint": "卡点人员",
    "dispatcher": "电煤调度",
    "county_leader": "县领导",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}
CASES = {right for right in PERMISSIONS if right.split(".")[0] in ("registry", "approvals", "restart", "cockpit")}


def test_every_role_of_the_brief_is_in_the_table_and_can_be_appointed() -> None:
    assert {role.code: role.label for role in appointable()} == OF_THE_BRIEF


def test_the_public_visitor_may_do_nothing_by_role() -> None:
    assert not any(ANONYMOUS.may(right) for right in PERMISSIONS)


def test_every_right_of_the_table_has_a_name_and_every_named_right_is_carried_by_somebody() -> None:
    carried = {right for role in ROLES.values() for right in role.permissions}
    assert carried == set(PERMISSIONS)


def test_only_the_officer_and_the_clock_decide() -> None:
    assert {code for code, role in ROLES.items() if "approvals.decide" in role.permissions} == {"officer", "clock"}


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_an_administrator_sees_no_case(role: str) -> None:
    assert not permissions_of(role) & CASES


def test_the_audit_administrator_changes_nothing() -> None:
    assert permissions_of("audit_admin") == {"audit.view"}


def test_the_security_administrator_grants_and_can_use_nothing_of_what_is_granted() -> None:
    assert permissions_of("security_admin") == {"people.view", "people.appoint"}
    business = {right for role in appointable() if role.sort is Sort.BUSINESS for right in role.permissions}
    assert not permissions_of("security_admin") & business


def test_no_business_role_grants_rights_reads_the_trail_or_runs_the_system() -> None:
    for role in appointable():
        if role.sort is Sort.BUSINESS:
            assert not role.permissions & {"people.appoint", "people.view", "audit.view", "system.view"}


@pytest.mark.parametrize(("held", "wanted"), list(permutations(ADMINISTRATORS, 2)))
def test_two_administrators_never_meet_in_one_account(held: str, wanted: str) -> None:
    assert conflict([held], wanted) == held


def test_an_administrator_and_a_business_role_never_meet_in_one_account() -> None:
    business = [role.code for role in appointable() if role.sort is Sort.BUSINESS]
    for administrator in ADMINISTRATORS:
        for role in business:
            assert conflict([role], administrator) == role
            assert conflict([administrator], role) == administrator


def test_business_roles_go_together_and_the_same_administrator_may_serve_two_areas() -> None:
    business = [role.code for role in appointable() if role.sort is Sort.BUSINESS]
    assert all(conflict([held], wanted) is None for held, wanted in combinations(business, 2))
    assert conflict(["audit_admin"], "audit_admin") is None


def test_machines_are_never_appointed() -> None:
    assert {"clock", "loader"} & {role.code for role in appointable()} == set()
    assert conflict(["officer"], "clock") == "officer"


def test_the_clock_decides_in_its_county_only() -> None:
    clock = clock_actor("520322")
    assert clock.account_id is None
    assert clock.may("approvals.decide", "520322101")
    assert not clock.may("approvals.decide", "520323101")
    assert not clock.may("people.appoint")


def test_the_loader_sets_up_but_decides_no_case() -> None:
    loader = loader_actor("520322")
    assert loader.may("people.appoint", "520322")
    assert not loader.may("approvals.decide")
    assert not loader.may("approvals.opine")


def test_a_misspelt_right_is_an_error_and_not_a_silent_refusal() -> None:
    with pytest.raises(ValueError, match="no right"):
        ANONYMOUS.may("approvals.decid")


def test_an_operator_may_apply_but_holds_no_area() -> None:
    operator = Actor(account_id=7, title="经办", grants=(Grant("operator", "", 1, "经办"),))
    assert operator.may("approvals.apply")
    assert not operator.may("approvals.apply", "520322101")
    assert operator.areas_for("approvals.apply") == ()


def test_an_unknown_role_carries_nothing() -> None:
    nobody = Actor(account_id=7, title="经办", grants=(Grant("minister", "52", 1, "?"),))
    assert not any(nobody.may(right) for right in PERMISSIONS)
