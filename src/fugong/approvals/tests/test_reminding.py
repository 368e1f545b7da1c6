"""Nothing waits in silence: one reminder before the limit, one at it, none when the answer was given."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from fugong.approvals.actions import reminding, review
from fugong.approvals.actions.submission import submit
from fugong.approvals.models import Reminder
from fugong.approvals.tasks import remind as remind_job
from fugong.core.calendar import BEIJING
from fugong.core.refusals import NotPermitted, NotThere
from fugong.people.public import clock_actor

from . import factories, offices
from .factories import Filing
from .offices import COUNTY, MORNING, OTHER_COUNTY
from .traces import jobs, last_act, refused

pytestmark = pytest.mark.django_db

DUE = datetime(2020, 2, 17, 17, tzinfo=BEIJING)
WARNED = DUE - timedelta(hours=4)


def remind(filing: Filing, at: datetime) -> bool:
    return reminding.remind(filing.application_id, by=clock_actor(COUNTY), at=at)


def test_before_the_warning_nobody_is_reminded() -> None:
    filing = factories.application_in_review()

    assert not remind(filing, WARNED - timedelta(seconds=1))
    assert not Reminder.objects.exists()


def test_near_the_limit_the_silent_offices_are_reminded() -> None:
    filing = factories.application_in_review()
    factories.opine(filing, "township")

    assert remind(filing, WARNED)
    reminder = Reminder.objects.get()
    assert (reminder.kind, reminder.due_at, reminder.reminded_at) == ("near", DUE, WARNED)
    assert reminder.offices == "卫生健康局、行业主管局"
    act = last_act(filing.row)
    assert (act.action, act.actor_title, act.note) == (
        "approvals.application.reminded", "系统时钟", "卫生健康局、行业主管局",
    )  # fmt: skip


def test_when_every_desk_has_answered_the_deciding_office_is_reminded() -> None:
    filing = factories.agreed_application()
    remind(filing, WARNED)

    assert Reminder.objects.get().offices == "经贸主管部门"


def test_each_limit_reminds_once_however_often_the_clock_strikes() -> None:
    filing = factories.application_in_review()

    assert [remind(filing, at) for at in (WARNED, WARNED, DUE, DUE, DUE + timedelta(hours=1))] == [
        True, False, True, False, False,
    ]  # fmt: skip
    assert list(Reminder.objects.order_by("pk").values_list("kind", flat=True)) == ["near", "overdue"]


def test_a_clock_that_was_stopped_over_the_warning_reminds_once_that_it_is_overdue() -> None:
    filing = factories.application_in_review()

    assert [remind(filing, DUE + timedelta(hours=2)) for _ in range(2)] == [True, False]
    assert Reminder.objects.get().kind == "overdue"


@pytest.mark.parametrize(
    "make",
    [
        factories.returned_application,
        factories.granted_application,
        factories.refused_application,
        factories.withdrawn_application,
    ],
)
def test_where_no_answer_is_awaited_nobody_is_reminded(make: Callable[[], Filing]) -> None:
    filing = make()
    assert len(jobs()) == 2  # set when it was handed in; they find nothing to do

    assert not remind(filing, DUE)
    assert not Reminder.objects.exists()


def test_a_limit_moved_by_a_correction_reminds_anew() -> None:
    filing = factories.application_in_review()
    remind(filing, WARNED)
    review.return_for_correction(
        filing.application_id, filing.version, items={"isolation_place": "请写明地址。"}, by=offices.officer(),
        at=WARNED + timedelta(minutes=1),
    )  # fmt: skip
    submit(filing.application_id, filing.version, committed=True, by=filing.operator, at=MORNING + timedelta(days=1))

    assert not remind(filing, DUE)
    assert remind(filing, WARNED + timedelta(days=1))
    assert Reminder.objects.count() == 2


def test_only_the_countys_own_clock_reminds() -> None:
    filing = factories.application_in_review()

    with refused(NotThere):
        reminding.remind(filing.application_id, by=clock_actor(OTHER_COUNTY), at=DUE)
    with refused(NotPermitted):
        reminding.remind(filing.application_id, by=offices.reviewer("health"), at=DUE)


def test_the_workers_job_reminds_by_the_office_clock() -> None:
    filing = factories.application_in_review()
    remind_job(filing.application_id)

    assert Reminder.objects.get().kind == "overdue"


def test_the_workers_job_for_an_application_that_is_not_there_is_refused() -> None:
    with pytest.raises(NotThere):
        remind_job(999_999_999)
