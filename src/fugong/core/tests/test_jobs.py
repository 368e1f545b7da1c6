"""Jobs are deferred with their transaction, exist, run, and are run again when a worker failed or died."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job
from pytest_django import Settings

from fugong.core import audit, clock, jobs
from fugong.core.audit.models import AuditHead
from fugong.core.refusals import Refused
from fugong.core.tests.factories import MORNING, recorded_act

pytestmark = pytest.mark.usefixtures("committed_db")
done: list[dict[str, Any]] = []


@jobs.job("test.note")
def note(**arguments: Any) -> None:
    done.append(arguments)


@jobs.job("test.fail")
def fail(*, refused: bool) -> None:
    raise Refused if refused else ZeroDivisionError


@pytest.fixture(autouse=True)
def _nothing_done_yet() -> Iterator[None]:
    done.clear()
    yield
    done.clear()


def states() -> list[tuple[str, int]]:
    """Give state and number of tries of the tests' own jobs."""
    return list(ProcrastinateJob.objects.filter(task_name__startswith="test.").values_list("status", "attempts"))


def waiting() -> int:
    return [state for state, _ in states()].count("todo")


def test_a_job_commits_with_its_transaction() -> None:
    with transaction.atomic():
        jobs.defer("test.note", word="一")
        assert waiting() == 1
    assert waiting() == 1


def test_a_job_is_rolled_back_with_its_transaction() -> None:
    with transaction.atomic():
        jobs.defer("test.note", word="一")
        transaction.set_rollback(True)
    assert waiting() == 0


def test_nobody_sees_a_job_before_the_commit(in_parallel: Callable[[list[Callable[[], Any]]], list[Any]]) -> None:
    with transaction.atomic():
        jobs.defer("test.note", word="一")
        assert in_parallel([waiting]) == [0]
    assert in_parallel([waiting]) == [1]


def test_the_worker_runs_what_was_committed(work: Callable[[], None]) -> None:
    with transaction.atomic():
        jobs.defer("test.note", word="𠮷", number=7)
    work()
    assert done == [{"word": "𠮷", "number": 7}]
    assert states() == [("succeeded", 1)]


def test_a_job_for_later_waits_for_its_time(work: Callable[[], None]) -> None:
    jobs.defer("test.note", at=clock.now() + timedelta(hours=1))
    work()
    assert done == []
    assert waiting() == 1


def test_under_a_demonstrations_clock_a_job_comes_at_the_demonstrations_time(
    work: Callable[[], None], settings: Settings
) -> None:
    begins = clock.now()
    settings.FUGONG_CLOCK = MORNING
    settings.FUGONG_CLOCK_SET_AT = begins
    jobs.defer("test.note", at=MORNING - timedelta(minutes=1), word="due")
    jobs.defer("test.note", at=MORNING + timedelta(minutes=5), word="later")
    work()
    assert done == [{"word": "due"}]


@pytest.mark.parametrize(("refused", "state"), [(False, "todo"), (True, "failed")])
def test_a_job_that_failed_is_tried_again_and_a_refused_one_is_not(
    work: Callable[[], None], *, refused: bool, state: str
) -> None:
    jobs.defer("test.fail", refused=refused)
    work()
    assert states() == [(state, 1)]


def test_tries_come_ever_later_and_end() -> None:
    def wait(attempts: int) -> object:
        job = Job(id=1, queue="default", lock=None, queueing_lock=None, task_name="test.fail", attempts=attempts)
        found = jobs.TryAgain().get_retry_decision(exception=ZeroDivisionError(), job=job)
        return found and found.retry_at

    times = [wait(attempts) for attempts in range(jobs.MOST_ATTEMPTS)]
    assert all(times)
    assert times == sorted(times)  # type: ignore[type-var]  # none is None here
    assert wait(jobs.MOST_ATTEMPTS) is None


def test_a_job_left_by_a_killed_worker_is_done_by_the_next(work: Callable[[], None]) -> None:
    jobs.defer("test.note", word="left")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 minutes') RETURNING id"
        )
        (worker,) = cursor.fetchone() or (0,)
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])
    jobs.defer("core.jobs.revive", timestamp=0)
    work()
    work()
    assert done == [{"word": "left"}]


def test_core_signs_heads_and_forgets_keys_by_itself() -> None:
    planned = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert planned["core.audit.sign_heads"] == "7 * * * *"
    assert {"core.idempotency.forget", "core.jobs.revive", "core.lake.join"} <= planned.keys()
    assert planned.keys() <= jobs.names()


def test_the_worker_signs_the_heads(work: Callable[[], None], settings: Settings, tmp_path: Any) -> None:
    settings.FUGONG_VAR = tmp_path
    recorded_act()
    jobs.defer("core.audit.sign_heads", timestamp=0)
    work()
    assert AuditHead.objects.get().sequence == 1
    assert audit.verify().sound
