"""How long sessions last, by role."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.people.rules.roles import ROLES
from fugong.people.rules.sessions import ABSOLUTE, idle_limit, remaining

ROLE_SETS = st.sets(st.sampled_from(sorted(ROLES)), max_size=4)


@pytest.mark.parametrize(
    ("roles", "minutes"),
    [
        ({"officer"}, 30),
        ({"county_leader", "officer"}, 30),
        (set(), 30),
        ({"operator"}, 8 * 60),
        ({"operator", "officer"}, 30),
        ({"system_admin"}, 15),
        ({"security_admin"}, 15),
        ({"audit_admin"}, 15),
    ],
)
def test_the_pause_allowed_is_that_of_the_strictest_role(roles: set[str], minutes: int) -> None:
    assert idle_limit(roles) == timedelta(minutes=minutes)


@given(ROLE_SETS, st.integers(min_value=0, max_value=24 * 60))
def test_no_session_lives_beyond_twelve_hours(roles: set[str], minutes: int) -> None:
    lasted = timedelta(minutes=minutes)
    left = remaining(roles, signed_in_for=lasted)
    assert timedelta(0) <= left <= idle_limit(roles)
    assert left == timedelta(0) or lasted + left <= ABSOLUTE
