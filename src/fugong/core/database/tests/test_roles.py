"""The running role may work with rows, and of append-only tables only read and add."""

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from fugong.core.management.commands.migrate import append_only_tables

pytestmark = pytest.mark.django_db


def as_somebody_else() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


@pytest.fixture(autouse=True)
def _two_roles() -> None:
    if as_somebody_else():
        pytest.skip("one role does everything here: set DATABASE_OWNER_URL beside DATABASE_URL")


def refused(statement: str | sql.Composed) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege)
    return False


def test_audit_rows_are_append_only() -> None:
    assert "core_auditentry" in append_only_tables()


def test_the_running_role_cannot_change_or_remove_append_only_rows() -> None:
    for table in append_only_tables():
        for forbidden in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"):
            assert refused(forbidden.format(table)), forbidden
        assert not refused(f"TABLE {table}")


def test_the_running_role_cannot_change_tables_or_pretend_a_migration() -> None:
    assert refused("CREATE TABLE hidden (id int)")
    assert refused("DROP TABLE core_auditentry")
    assert refused("ALTER TABLE core_auditentry DISABLE TRIGGER ALL")
    assert refused("DELETE FROM django_migrations")


def test_the_running_role_works_with_every_other_table() -> None:
    kept = {*append_only_tables(), "django_migrations"}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if model._meta.managed and table not in kept:
            assert not refused(sql.SQL("DELETE FROM {} WHERE false").format(sql.Identifier(table))), table
