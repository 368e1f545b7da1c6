"""The chain as a pure rule: whatever is done to a row of it shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fugong.core.audit.chain import GENESIS, Act, Break, Link, fitting, hash_of, moment

COUNTY = "520322"


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for sequence in range(1, length + 1):
        act = Act(
            COUNTY, sequence, moment(datetime(2020, 2, 15, tzinfo=UTC) + timedelta(minutes=sequence)),
            moment(datetime(2026, 1, 1, tzinfo=UTC)), 7, "经贸局经办", "test.moved", "test.thing", str(sequence),
            {"last": [sequence - 1, sequence]}, "",
        )  # fmt: skip
        previous = links[-1].hash if links else GENESIS
        links.append(Link(act, previous, hash_of(act, previous)))
    return links


def first_break(links: list[Link]) -> Break | None:
    return next((found for found in fitting(links) if isinstance(found, Break)), None)


def test_an_untouched_chain_fits_from_end_to_end() -> None:
    links = chain(20)
    assert list(fitting(links)) == links


@given(st.data())
def test_any_field_changed_is_found_at_its_row(data: st.DataObject) -> None:
    links = chain(6)
    place = data.draw(st.integers(0, 5))
    act = links[place].act
    touched = data.draw(
        st.sampled_from([
            replace(act, at=act.at.replace(".000000", ".000001")),
            replace(act, recorded_at=act.at),
            replace(act, actor_id=8),
            replace(act, actor_id=None),
            replace(act, actor_title="县领导"),
            replace(act, action="test.removed"),
            replace(act, subject_type="test.other"),
            replace(act, subject_id="99"),
            replace(act, changes={}),
            replace(act, changes={"last": [str(v) for v in (0, 1)]}),
            replace(act, note="补记"),
        ])
    )  # fmt: skip
    links[place] = replace(links[place], act=touched)
    assert first_break(links) == Break(COUNTY, place + 1, "changed", touched.action)


@given(st.integers(0, 5))
def test_a_row_taken_out_of_the_middle_is_found_missing(place: int) -> None:
    links = chain(7)
    del links[place]
    assert first_break(links) == Break(COUNTY, place + 1, "missing")


@given(st.integers(0, 5), st.integers(0, 5))
def test_rows_that_changed_places_are_found(one: int, other: int) -> None:
    if one == other:
        return
    links = chain(6)
    first, second = sorted((one, other))
    links[first], links[second] = (
        replace(links[second], act=replace(links[second].act, sequence=first + 1)),
        replace(links[first], act=replace(links[first].act, sequence=second + 1)),
    )
    found = first_break(links)
    assert found is not None
    assert found.sequence == first + 1


def test_a_row_rewritten_with_a_fitting_hash_breaks_the_link_after_it() -> None:
    links = chain(5)
    forged = replace(links[2].act, note="改写")
    links[2] = Link(forged, links[2].previous_hash, hash_of(forged, links[2].previous_hash))
    assert first_break(links) == Break(COUNTY, 4, "unlinked", "test.moved")


def test_a_moment_is_written_in_utc_whatever_its_zone() -> None:
    at = datetime(2020, 2, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert moment(at) == moment(at.astimezone(UTC)) == "2020-02-15T01:30:00.000000+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment(datetime(2020, 2, 15))
