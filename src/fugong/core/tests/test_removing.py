"""Files stay where they are while a backup is taken, and are removed again when it is done."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from pytest_django import Settings

from fugong.core import clock
from fugong.core.database import backup
from fugong.core.database.removing import may_remove_files


def may_remove() -> bool:
    with transaction.atomic():
        return may_remove_files()


def test_a_backup_holds_files_from_before_its_snapshot_to_its_end(
    in_parallel: Callable[..., list[Any]], settings: Settings, tmp_path: Path
) -> None:
    settings.FUGONG_VAR = tmp_path / "var"
    settings.FUGONG_VAR.mkdir()
    meanwhile: list[bool] = []

    def look(execute: Callable[..., Any], question: str, *rest: Any) -> Any:
        if "pg_export_snapshot" in question or "count(*)" in question:
            meanwhile.extend(in_parallel([may_remove]))
        return execute(question, *rest)

    with connection.execute_wrapper(look):
        backup.take(tmp_path / "one.fugong", at=clock.now())

    assert len(meanwhile) > 1
    assert set(meanwhile) == {False}
    assert may_remove()
