"""Publishing: what was looked at and nothing else; rebuilt to the last digit; revised by three or not at all."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from fugong.core import lake
from fugong.core.refusals import Invalid, NotPermitted, NotThere, Refused, Stale
from fugong.indicators.actions.publishing import publish
from fugong.indicators.actions.rolling import roll
from fugong.indicators.models import Publication
from fugong.indicators.queries.counting import given_by_enterprise, prepare
from fugong.indicators.queries.plans import figure_named
from fugong.indicators.queries.publications import due_publications, prepared, rebuilt, versions_of
from fugong.indicators.rules.publication import Cell, digest_of, tables_from, tables_of
from fugong.indicators.rules.value import Source
from fugong.indicators.tests.test_measuring import APRIL, MONTH, works
from fugong.registry.tests.factories import COUNTY
from fugong.reports.tests.factories import DAY, ELSEWHERE, LEADER, NOW, OFFICER, arranged, monthly_form, report

pytestmark = pytest.mark.django_db
CODE = "daily_resumption"
LATER = NOW + dt.timedelta(days=1)


@pytest.fixture
def six() -> list[int]:
    """Give six works that reported: four private, two of the state."""
    arranged()
    made = [works(staff=20 + n, holder="state" if n < 2 else "private") for n in range(6)]
    for n, pk in enumerate(made):
        report(pk, staff_at_post=10 + n)
    roll(COUNTY, at=NOW)
    return made


def published(**changed: Any) -> Publication:
    asked: dict[str, Any] = {"code": CODE, "period_on": DAY, "by": OFFICER, "at": LATER} | changed
    found = prepared(COUNTY, CODE, DAY)
    return Publication.objects.get(pk=publish(COUNTY, **({"digest": found.digest} | asked)))


def shown(row: Publication, key: str, *of: str) -> Cell:
    (table,) = [one for one in tables_from(row.tables) if one.key == key]
    (found,) = [one for one in table.cells if (one.by, one.group) == (of or ("", ""))]
    return found


@pytest.mark.usefixtures("six")
def test_what_is_published_is_the_pair_and_two_enterprises_are_not_shown() -> None:
    row = published()

    total = shown(row, "return_all.v1")
    assert (total.numerator, total.denominator, total.rate, total.counted) == ("75", "135", "55.6", 6)
    assert shown(row, "return_all.v1", "ownership", "state").why_hidden == "few"
    # The other group would give it away; the total stays.
    assert shown(row, "return_all.v1", "ownership", "private").why_hidden == "few"
    assert (row.version, row.standing, row.reason) == (1, "preliminary", "")


def test_a_publication_is_counted_again_to_the_last_digit_after_corrections_and_a_rebuilt_state(six: list[int]) -> None:
    row = published()
    for pk in six:
        report(pk, staff_at_post=1, at=LATER, reason="更正")
    roll(COUNTY, at=LATER)

    assert digest_of(rebuilt(row)) == row.digest
    assert rebuilt(row) == tables_from(row.tables)
    assert prepared(COUNTY, CODE, DAY).digest != row.digest


def test_a_revision_is_a_new_version_with_a_reason_and_can_be_counted_again_too(six: list[int]) -> None:
    first = published()
    for pk in six[2:5]:
        report(pk, staff_at_post=20, at=LATER, reason="更正")
    roll(COUNTY, at=LATER)
    with pytest.raises(Invalid):
        published(reason=" ")
    assert Publication.objects.count() == 1

    second = published(reason="三家企业更正在岗人数")

    assert shown(second, "return_all.v1").numerator == str(75 - 12 - 13 - 14 + 60)
    assert [one.version for one in versions_of(COUNTY, CODE, DAY)] == [2, 1]
    assert digest_of(rebuilt(second)) == second.digest
    assert digest_of(rebuilt(first)) == first.digest


def test_what_comes_meanwhile_of_other_days_does_not_hold_a_publication_up(six: list[int]) -> None:
    looked_at = prepared(COUNTY, CODE, DAY)
    report(six[0], on=DAY - dt.timedelta(days=1), at=LATER)
    roll(COUNTY, at=LATER)

    row = published(digest=looked_at.digest)

    assert row.position > looked_at.position
    assert rebuilt(row) == tables_from(row.tables)


@pytest.mark.parametrize("number", [1, 2])
def test_a_correction_of_one_or_two_is_not_published_by_itself(six: list[int], number: int) -> None:
    published()
    for pk in six[:number]:
        report(pk, staff_at_post=1, at=LATER, reason="更正")
    roll(COUNTY, at=LATER)

    with pytest.raises(Invalid):
        published(reason="更正")
    assert Publication.objects.count() == 1
    assert shown(Publication.objects.get(), "return_all.v1").numerator == "75"


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"by": LEADER}, NotPermitted),
        ({"by": ELSEWHERE}, NotPermitted),
        ({"digest": "0" * 64}, Stale),
        ({"code": "nothing"}, NotThere),
        ({"code": "monthly_growth"}, NotThere),
    ],
)
@pytest.mark.usefixtures("six")
def test_a_refused_publication_publishes_nothing(told: dict[str, Any], refusal: type[Refused]) -> None:
    with pytest.raises(refusal):
        published(**told)
    assert not Publication.objects.exists()


def test_no_two_versions_give_the_change_of_two_away_even_where_the_one_between_hides_it(six: list[int]) -> None:
    """Three change, then two of them change back: against the first version one has moved, and nothing is published."""
    published()
    for pk in six[2:5]:
        report(pk, staff_at_post=20, at=LATER, reason="更正")
    roll(COUNTY, at=LATER)
    published(reason="三家企业更正")
    for n, pk in ((2, six[2]), (3, six[3])):
        report(pk, staff_at_post=10 + n, at=LATER, reason="更正回原数")
    report(six[5], staff_at_post=20, at=LATER, reason="更正")
    roll(COUNTY, at=LATER)

    with pytest.raises(Invalid):
        published(reason="又有更正")
    assert Publication.objects.count() == 2


def test_definitions_of_the_same_quantity_give_no_difference_away(six: list[int]) -> None:
    """One enterprise has no base of last year: total less the growth's numerator would be its output."""
    arranged(monthly_form())
    march = DAY.replace(day=1)
    for n, pk in enumerate(six):
        said = (100 + n, 0 if n == 0 else 90, 200, 180)
        values = dict(zip(MONTH, said, strict=True))
        report(pk, form_code="monthly_industry", on=march, at=APRIL, values=values)
    roll(COUNTY, at=APRIL)
    total, growth = (figure_named(key) for key in ("output_value.v1", "output_growth.v1"))
    source = Source(COUNTY, lake.current_position(COUNTY), APRIL)
    with lake.reading(COUNTY, as_of=lake.AsOf(source.position)) as opened:
        prepare(opened.engine, [total, growth], [march])
        rows = [(one, given_by_enterprise(opened.engine, one)) for one in (total, growth)]

    def figures(*told: Any) -> list[str]:
        return [table.cells[0].numerator for table in tables_of(told, by=[""], on=march, source=source)]

    assert [figures(one) for one in rows] == [["615"], ["515"]]
    assert figures(*rows) == ["615", ""]


@pytest.mark.usefixtures("six")
def test_what_somebody_changed_in_the_table_is_found() -> None:
    row = published()
    row.tables[0]["cells"][0]["numerator"] = "99"
    assert rebuilt(row) != tables_from(row.tables)
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(current_user, 'indicators_publication', 'UPDATE')")
        assert cursor.fetchone() == (False,)


@pytest.mark.usefixtures("six")
def test_the_calendar_says_what_is_due_and_what_is_done() -> None:
    published()
    found = {(one.plan.code, one.period_on): one for one in due_publications(COUNTY, on=DAY + dt.timedelta(2))}

    assert found[CODE, DAY].newest is not None
    assert found[CODE, DAY + dt.timedelta(1)].newest is None
    assert ("monthly_growth", dt.date(2020, 2, 1)) in found
    assert ("monthly_growth", dt.date(2020, 1, 1)) not in found
