"""Sealed records: kept, read, corrected under a new key, removed with their key."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from fugong.core.personal import keeping, keyring
from fugong.core.personal.models import PersonalGroup, PersonalRecord
from fugong.core.personal.rules import NoRetention
from fugong.core.refusals import NotThere
from fugong.core.tests.factories import MORNING, TONGZI, counter

from .factories import PERSON, VISITS, group_of, kept, values_of

pytestmark = pytest.mark.django_db
OTHER = {"own_number": "GH-0428", "phone": "13700001111"}


def correct(number: int, values: dict[str, str]) -> tuple[str, ...]:
    with transaction.atomic():
        return keeping.correct(counter(1), number, purpose=VISITS.code, values=values, at=MORNING)


def rolled_back(act: Callable[[], object]) -> None:
    """Act, and let the transaction fail before its commit."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def sealed_rows() -> list[bytes]:
    return [bytes(row) for row in PersonalRecord.objects.order_by("number").values_list("sealed", flat=True)]


def test_records_are_numbered_and_read_again_in_order() -> None:
    matter = kept(persons=[PERSON, OTHER])

    assert values_of(matter) == [PERSON, OTHER]
    assert keeping.entry(group_of(matter).group_id, 2) == keeping.Entry(2, OTHER)
    with pytest.raises(NotThere):
        keeping.entry(group_of(matter).group_id, 3)


def test_the_table_holds_nothing_that_can_be_read() -> None:
    kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text, encode(t.sealed, 'escape') FROM core_personalrecord AS t")
        (row,) = cursor.fetchall()

    assert not [value for value in PERSON.values() if value in row[0] + row[1]]


def test_a_number_is_never_given_again() -> None:
    matter = kept(persons=[PERSON, OTHER])
    with transaction.atomic():
        keeping.remove(matter, 2, purpose=VISITS.code)
        assert keeping.keep(matter, purpose=VISITS.code, county=TONGZI, persons=[OTHER], at=MORNING) == (3,)

    assert group_of(matter).persons == 2


def test_a_correction_leaves_the_old_words_unreadable_even_in_a_backup(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    matter = kept(persons=[PERSON, OTHER])
    backup = sealed_rows()

    with django_capture_on_commit_callbacks(execute=True):
        assert correct(1, {**PERSON, "phone": "13600000000"}) == ("phone",)
    assert values_of(matter) == [{**PERSON, "phone": "13600000000"}, OTHER]
    PersonalRecord.objects.filter(number=1).update(sealed=backup[0])
    assert values_of(matter) == [None, OTHER]


def test_a_rolled_back_correction_loses_nobody() -> None:
    matter = kept()

    rolled_back(lambda: keeping.correct(matter, 1, purpose=VISITS.code, values=OTHER, at=MORNING))

    assert values_of(matter) == [PERSON]


def test_a_correction_that_changes_nothing_is_none() -> None:
    kept()
    before = sealed_rows()

    assert correct(1, PERSON) == ()
    assert sealed_rows() == before


def test_a_removed_person_cannot_be_brought_back_by_a_backup() -> None:
    matter = kept(persons=[PERSON, OTHER])
    backup = sealed_rows()
    with transaction.atomic():
        keeping.remove(matter, 1, purpose=VISITS.code)
    assert values_of(matter) == [OTHER]

    group = PersonalGroup.objects.get()
    PersonalRecord.objects.create(
        county_code=TONGZI, group=group, number=1, sealed=backup[0], fields_kept=2, kept_at=MORNING
    )

    assert values_of(matter) == [None, OTHER]


def test_a_rolled_back_removal_errs_on_the_side_of_forgetting() -> None:
    matter = kept()
    rolled_back(lambda: keeping.remove(matter, 1, purpose=VISITS.code))

    assert values_of(matter) == [None]


def test_a_rolled_back_keeping_leaves_no_row() -> None:
    rolled_back(lambda: keeping.keep(counter(), purpose=VISITS.code, county=TONGZI, persons=[PERSON], at=MORNING))

    assert not PersonalGroup.objects.exists()


def test_the_clock_starts_when_the_matter_is_settled_and_starts_once() -> None:
    matter = kept()
    assert group_of(matter).erase_on == date(2020, 2, 15) + timedelta(days=90)
    assert keeping.unsettled(type(matter), purpose=VISITS.code) == ["1"]

    with transaction.atomic():
        assert keeping.settle(matter, purpose=VISITS.code, settled_on=date(2020, 2, 20))
        assert not keeping.settle(matter, purpose=VISITS.code, settled_on=date(2020, 2, 29))

    assert group_of(matter).erase_on == date(2020, 3, 5)
    assert keeping.unsettled(type(matter), purpose=VISITS.code) == []


def test_nothing_is_collected_before_a_rule_says_how_long_it_is_kept() -> None:
    with pytest.raises(NoRetention):
        kept(at=MORNING - timedelta(days=30))
    assert not PersonalGroup.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_records_are_changed_inside_an_actions_transaction_only() -> None:
    with pytest.raises(RuntimeError):
        keeping.remove(counter(), 1, purpose=VISITS.code)


def test_a_matter_without_records_has_nothing_to_correct_or_remove() -> None:
    assert keeping.held(counter(), purpose=VISITS.code) is None
    with pytest.raises(NotThere), transaction.atomic():
        keeping.remove(counter(), 1, purpose=VISITS.code)


def test_each_record_has_a_key_of_its_own() -> None:
    matter = kept(persons=[PERSON, PERSON])
    ring = keyring.read(PersonalGroup.objects.get(pk=group_of(matter).group_id).keyring)

    assert len(set(ring.values())) == 2
