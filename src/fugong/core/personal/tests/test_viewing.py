"""One field in full: with a reason, recorded without the value, no more often than a case can need."""

from datetime import timedelta

import pytest
from django.db import transaction

from fugong.core.audit.models import AuditEntry
from fugong.core.models import NumberSeries
from fugong.core.personal.rules import MOST_VIEWS_AN_HOUR, TooManyViews
from fugong.core.personal.viewing import VIEWED, show_in_full
from fugong.core.refusals import Invalid, NotThere
from fugong.core.tests.factories import AUDITOR, MORNING, OFFICER, TONGZI, Clerk

from .factories import PERSON, group_of, kept

pytestmark = pytest.mark.django_db


def look(
    matter: NumberSeries, *, field: str = "phone", reason: str = "follow_up", number: int = 1, minutes: float = 0,
    by: Clerk = OFFICER,
) -> str:  # fmt: skip
    with transaction.atomic():
        return show_in_full(
            matter, group_of(matter).group_id, number, field=field, reason=reason, note="体温异常", county=TONGZI,
            by=by, at=MORNING + timedelta(minutes=minutes),
        )  # fmt: skip


def test_who_looked_at_which_entry_and_why_is_recorded_and_never_what_he_saw() -> None:
    assert look(kept()) == PERSON["phone"]

    act = AuditEntry.objects.get(action=VIEWED)
    assert act.changes == {"entry": [None, 1], "seen_field": [None, "phone"], "view_reason": [None, "follow_up"]}
    assert (act.actor_title, act.note, act.subject_type) == (OFFICER.title, "体温异常", "core.numberseries")
    assert PERSON["phone"] not in str(vars(act))


@pytest.mark.parametrize("asked", [{"field": "name"}, {"number": 2}])
def test_what_is_not_there_is_not_shown_and_not_recorded(asked: dict[str, str]) -> None:
    matter = kept()
    with pytest.raises(NotThere):
        look(matter, **asked)  # type: ignore[arg-type]  # a table of keywords
    assert not AuditEntry.objects.exists()


def test_without_a_reason_nothing_is_shown() -> None:
    matter = kept()
    with pytest.raises(Invalid):
        look(matter, reason="")
    assert not AuditEntry.objects.exists()


def test_a_person_looks_so_often_in_an_hour_and_others_are_not_held_up() -> None:
    matter = kept()
    for minute in range(MOST_VIEWS_AN_HOUR):
        look(matter, minutes=minute)

    with pytest.raises(TooManyViews):
        look(matter, minutes=59)
    assert AuditEntry.objects.filter(action=VIEWED).count() == MOST_VIEWS_AN_HOUR
    look(matter, minutes=59, by=AUDITOR)
    look(matter, minutes=60)
