"""Tests that commit see each other's work, run at the same moment, and leave nothing behind."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import psycopg
from django.contrib.sessions.models import Session
from django.db import connection

from fugong.core import clock

Parallel = Callable[[Sequence[Callable[[], Any]]], list[Any]]


def keep_session(key: str) -> int:
    Session.objects.create(session_key=key, session_data="", expire_date=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_parallel_work_uses_a_connection_each_and_is_committed(in_parallel: Parallel) -> None:
    backends = in_parallel([partial(keep_session, f"s{n}") for n in range(4)])
    assert len(set(backends)) == 4
    assert Session.objects.count() == 4


def test_what_was_raised_in_parallel_is_given_back(in_parallel: Parallel) -> None:
    results = in_parallel([lambda: keep_session("one"), lambda: 1 // 0])
    assert isinstance(results[1], ZeroDivisionError)


def test_rows_of_an_earlier_committing_test_are_gone(committed_db: None) -> None:
    assert not Session.objects.exists()


def test_the_owner_sees_what_was_committed(owner_connection: psycopg.Connection[Any]) -> None:
    keep_session("seen")
    assert owner_connection.execute("SELECT session_key FROM django_session").fetchall() == [("seen",)]
