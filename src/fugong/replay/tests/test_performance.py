"""A scenario is performed once, in its own time, whatever interrupts it; what changed afterwards is said."""

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from fugong.core.clock import BEIJING
from fugong.replay import public as replay
from fugong.replay.models import ReplayedStep
from fugong.replay.tests.small import COUNTY, edited, small_scenario

Parallel = Callable[[Sequence[Callable[[], Any]]], list[Any]]
STEPS = 24


def states(scenario: replay.Scenario) -> dict[str, str]:
    return {figure.id: figure.state for figure in replay.figures_of(scenario)}


def trail() -> list[tuple[str, datetime, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT action, at, actor_title FROM core_auditentry WHERE county_code = %s ORDER BY sequence", [COUNTY]
        )
        return [(str(action), at, str(title)) for action, at, title in cursor.fetchall()]


@pytest.mark.django_db
def test_every_row_is_done_at_its_own_time_by_the_post_it_names(tmp_path: Path) -> None:
    scenario = replay.load(str(small_scenario(tmp_path)))
    assert replay.perform(scenario) == replay.Performed(total=STEPS, now=STEPS, before=0)
    given = [row for row in trail() if row[0].startswith("approvals.")]
    assert given[-3:] == [
        ("approvals.application.granted", datetime(2020, 2, 15, 15, 10, tzinfo=BEIJING), "经贸局经办"),
        ("approvals.restart.confirmed", datetime(2020, 2, 16, 8, 30, tzinfo=BEIJING), "示例一厂经办人"),
        ("approvals.restart.confirmed", datetime(2020, 3, 5, 9, 0, tzinfo=BEIJING), "示例二厂经办人"),
    ]


@pytest.mark.django_db
def test_a_second_replay_does_nothing_and_the_figures_stay(tmp_path: Path) -> None:
    scenario = replay.load(str(small_scenario(tmp_path)))
    replay.perform(scenario)
    figures, before = replay.figures_of(scenario), trail()
    assert replay.perform(scenario) == replay.Performed(total=STEPS, now=0, before=STEPS)
    assert trail() == before
    assert replay.figures_of(scenario) == figures
    assert states(scenario) == {"F1": "pending", "F3": "ok", "F6": "ok", "F11": "ok", "F26": "ok"}


@pytest.mark.django_db
def test_until_stops_at_the_end_of_the_day_and_the_rest_can_follow(tmp_path: Path) -> None:
    scenario = replay.load(str(small_scenario(tmp_path)))
    first = replay.perform(scenario, until=date(2020, 2, 15))
    assert first.now == STEPS - 4  # two restarts, the tier and its procedure come later
    assert states(scenario)["F11"] == "wrong"
    assert replay.perform(scenario).now == 4
    assert states(scenario)["F11"] == "ok"


def die_at_statement(number: int) -> Callable[..., Any]:
    """Make a wrapper around statements that ends the process, as kill −9 would, at the n-th."""
    seen = 0

    def wrapper(execute: Callable[..., Any], *args: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == number:
            os._exit(9)
        return execute(*args)

    return wrapper


def perform_and_die(scenario: replay.Scenario, number: int) -> None:
    """Replay in another process that dies at its n-th statement."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            with connection.execute_wrapper(die_at_statement(number)):
                replay.perform(scenario)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


@pytest.mark.usefixtures("committed_db")
def test_a_replay_that_was_killed_goes_on_where_it_stood(tmp_path: Path) -> None:
    scenario = replay.load(str(small_scenario(tmp_path)))
    reached = 0
    for number in (30, 60, 75, 90, 60):
        perform_and_die(scenario, number)
        done = ReplayedStep.objects.count()
        assert done >= reached
        reached = done
    assert 0 < reached < STEPS
    assert replay.perform(scenario) == replay.Performed(total=STEPS, now=STEPS - reached, before=reached)
    acts = [action for action, _, _ in trail()]
    assert acts.count("approvals.application.granted") == 1
    assert acts.count("registry.enterprise.registered") == 2
    assert states(scenario) == {"F1": "pending", "F3": "ok", "F6": "ok", "F11": "ok", "F26": "ok"}


def test_two_replays_at_the_same_time_do_every_step_once(tmp_path: Path, in_parallel: Parallel) -> None:
    scenario = replay.load(str(small_scenario(tmp_path)))
    done = in_parallel([lambda: replay.perform(scenario)] * 2)
    assert sum(each.now for each in done) == STEPS
    assert [action for action, _, _ in trail()].count("approvals.restart.confirmed") == 2


@pytest.mark.django_db
def test_a_step_the_platform_refuses_is_named_with_its_row_and_nothing_of_it_is_done(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    edited(folder / "events.csv", '""effective_on"": ""2020-02-16""', '""effective_on"": ""2020-02-14""')
    with pytest.raises(replay.StepWasRefused, match=r"events\.csv, row 4 \(events:one\.grant, 2020-02-15T15:10") as no:
        replay.perform(replay.load(str(folder)))
    assert "90 天之内" in str(no.value)
    assert trail()[-1][0] == "approvals.opinion.given"
    edited(folder / "events.csv", '""effective_on"": ""2020-02-14""', '""effective_on"": ""2020-02-16""')
    assert replay.perform(replay.load(str(folder))).now == 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("示例二厂,二厂", "示例二号厂,二厂", "was replayed with other contents (enterprises.csv, row 3)"),
        ("t-op-2\n", "t-op-2\n\n", ""),
    ],
)
def test_a_scenario_that_changed_after_its_replay_is_noticed(tmp_path: Path, *, old: str, new: str, said: str) -> None:
    folder = small_scenario(tmp_path)
    replay.perform(replay.load(str(folder)))
    before = trail()
    edited(folder / "enterprises.csv", old, new)
    changed = replay.load(str(folder))
    if said:
        with pytest.raises(replay.ScenarioHasChanged) as noticed:
            replay.perform(changed)
        assert said in str(noticed.value)
    else:
        assert replay.perform(changed).now == 0
    assert trail() == before


@pytest.mark.django_db
def test_events_added_at_the_end_are_done_and_events_added_before_are_noticed(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path / "a")
    replay.perform(replay.load(str(folder)))
    suspended = (
        "2020-03-{day}T10:00:00+08:00,one.stop,application.suspend,t-officer,one.file,"
        '"{{""reason"": ""prevention_failed""}}"\n'
    )
    early = Path(shutil.copytree(folder, tmp_path / "b"))
    for where, day in ((early, "02"), (folder, "20")):
        with (where / "events.csv").open("a", encoding="utf-8") as stream:
            stream.write(suspended.format(day=day))
    with pytest.raises(replay.ScenarioHasChanged, match=r"one\.stop was put in before events:two\.restart"):
        replay.perform(replay.load(str(early)))
    assert replay.perform(replay.load(str(folder))).now == 1


@pytest.mark.django_db
def test_a_row_that_is_gone_is_noticed(tmp_path: Path) -> None:
    folder = small_scenario(tmp_path)
    replay.perform(replay.load(str(folder)))
    lines = (folder / "events.csv").read_text("utf-8").splitlines(keepends=True)
    (folder / "events.csv").write_text("".join(lines[:-1]), "utf-8")
    with pytest.raises(replay.ScenarioHasChanged, match=r"two\.restart was replayed and is no longer there"):
        replay.perform(replay.load(str(folder)))
