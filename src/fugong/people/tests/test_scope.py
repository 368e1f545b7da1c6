"""Areas of duty behave as a tree of code prefixes."""

from hypothesis import given
from hypothesis import strategies as st

from fugong.people.rules.actor import Actor, Grant
from fugong.people.rules.scope import covers, reach, widest

CODES = st.sampled_from(["52", "5203", "520322", "520323", "520322101", "520322102", "520322101001", "51", "5101"])
AREAS = st.lists(st.one_of(CODES, st.just("")), max_size=5)


def test_a_county_covers_its_townships_and_not_its_neighbours_or_its_city() -> None:
    assert covers("520322", "520322101")
    assert covers("520322", "520322")
    assert not covers("520322", "520323101")
    assert not covers("520322", "5203")


@given(CODES)
def test_no_area_covers_nothing_and_nothing_covers_no_place(code: str) -> None:
    assert not covers("", code)
    assert not covers(code, "")


@given(CODES, CODES, CODES)
def test_covering_goes_down_the_tree(wide: str, middle: str, narrow: str) -> None:
    if covers(wide, middle) and covers(middle, narrow):
        assert covers(wide, narrow)


@given(CODES, CODES)
def test_two_areas_cover_each_other_only_when_they_are_the_same(one: str, other: str) -> None:
    assert (covers(one, other) and covers(other, one)) == (one == other)


@given(AREAS, CODES)
def test_the_widest_areas_reach_exactly_what_all_areas_reach(areas: list[str], code: str) -> None:
    assert reach(widest(areas), code) == reach(areas, code)


@given(AREAS)
def test_none_of_the_widest_areas_lies_in_another(areas: list[str]) -> None:
    kept = widest(areas)
    assert all(one == other or not covers(one, other) for one in kept for other in kept)
    assert list(kept) == sorted(set(kept))


@given(AREAS, AREAS)
def test_a_further_posting_never_takes_anything_away(areas: list[str], more: list[str]) -> None:
    before = _officer(areas)
    after = _officer([*areas, *more])
    for code in ("520322", "520322101", "520323", "5203"):
        assert not before.may("approvals.decide", code) or after.may("approvals.decide", code)


@given(AREAS, CODES)
def test_rights_at_a_place_are_the_areas_for_that_right(areas: list[str], code: str) -> None:
    actor = _officer(areas)
    assert actor.may("approvals.decide", code) == reach(actor.areas_for("approvals.decide"), code)


def test_a_right_held_here_is_not_held_where_another_post_of_the_same_person_reaches() -> None:
    actor = Actor(
        account_id=1,
        title="兼职",
        grants=(Grant("officer", "520322", 1, "经办"), Grant("reviewer", "520323101", 2, "审核")),
    )
    assert actor.may("approvals.decide", "520322101")
    assert not actor.may("approvals.decide", "520323101")
    assert actor.areas_for("registry.view") == ("520322", "520323101")
    assert actor.organisations_for("approvals.opine") == (2,)


def _officer(areas: list[str]) -> Actor:
    return Actor(account_id=1, title="经办", grants=tuple(Grant("officer", area, 1, "经办") for area in areas))
