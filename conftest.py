"""The test database: migrated by its owner, used by the running role as in production, copied fresh for every run."""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from django.utils import translation
from procrastinate.contrib.django import app as queue
from psycopg import sql
from pytest_django import DjangoDbBlocker

from fugong.core.database import DATABASE, OWNER, DatabaseAddress, PrivateServer
from fugong.core.database.place import PORT
from fugong.core.database.roles import create_database

TEMPLATE = "test_fugong_template"
ONE_AT_A_TIME = 5203220  # advisory lock: who makes or copies the template
SLOTS = range(1, 17)  # test runs side by side in one checkout, each with its own database


def pytest_configure(config: pytest.Config) -> None:
    """Set what tests need otherwise; the rest is as in production."""
    config.addinivalue_line("markers", "outside_tool(name, package): needs a program that pip does not bring")
    hypothesis.settings.register_profile("fugong", deadline=None)  # a busy machine is no fault of the rule
    hypothesis.settings.load_profile("fugong")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
    settings.FUGONG_DEMO = False
    settings.FUGONG_CLOCK = None


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose outside program is missing, naming the command; under FUGONG_REQUIRE_ALL=1 nothing skips."""
    for marker in item.iter_markers("outside_tool"):
        name, package = marker.args[0], marker.kwargs["package"]
        if not shutil.which(name):
            sentence = f"{name} is missing: run `apt-get install {package}`"
            if os.environ.get("FUGONG_REQUIRE_ALL") == "1":
                pytest.fail(sentence, pytrace=False)
            pytest.skip(sentence)


@pytest.fixture(scope="session", autouse=True)
def _var_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep files and keys of tests out of the data folder; the database server stays there."""
    settings.FUGONG_VAR = tmp_path_factory.mktemp("var")
    settings.MEDIA_ROOT = settings.FUGONG_VAR / "files"


@pytest.fixture(autouse=True)
def _each_test_speaks_chinese() -> Iterator[None]:
    """Keep one test's language from the next: a page asked for in English leaves its thread in English."""
    with translation.override("zh-hans"):
        yield


@pytest.fixture(scope="session")
def owner_address() -> Iterator[DatabaseAddress]:
    """Give the owner's way into the server: the private one, started if need be, or the one that DATABASE_URL names."""
    given = settings.ENVIRONMENT.database_owner
    if given:
        yield given
        return
    server = PrivateServer.under(settings.ENVIRONMENT.var)
    server.use()
    try:
        yield DatabaseAddress(name=DATABASE, user=OWNER, host=str(server.place.socket), port=str(PORT))
    finally:
        server.release()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, owner_address: DatabaseAddress
) -> Iterator[None]:
    """Give this run its own copy of the migrated template and connect to it as the running role."""
    del django_test_environment
    with django_db_blocker.unblock(), psycopg.connect(owner_address.conninfo(), autocommit=True) as owner:
        name = free_name(owner)
        with alone(owner):
            ensure_template(owner, owner_address)
            copy_template(owner, name)
        use_database(name, role=settings.FUGONG_APP_ROLE, like=settings.ENVIRONMENT.database)
        kept = filled_tables(owner_address.at(name))
        TransactionTestCase._fixture_teardown = lambda _: empty_tables(owner_address.at(name), kept)  # noqa: SLF001
        yield
        connections.close_all()
        # Without FORCE, which may not end the last backends of the running role: a plain drop waits for them.
        owner.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


@pytest.fixture
def committed_db(transactional_db: None) -> None:
    """Let a test commit, on parallel connections too; the tables are emptied afterwards by their owner."""
    del transactional_db


@pytest.fixture
def owner_connection(committed_db: None, owner_address: DatabaseAddress) -> Iterator[psycopg.Connection[Any]]:
    """Give what the database's owner could do by hand, to tests that tamper."""
    del committed_db
    with psycopg.connect(owner_address.at(connection.settings_dict["NAME"]).conninfo(), autocommit=True) as owner:
        yield owner


@pytest.fixture
def in_parallel(committed_db: None) -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Run functions at the same moment, each on a connection of its own; gives results, or the exceptions raised."""
    del committed_db

    def run(work: Sequence[Callable[[], Any]]) -> list[Any]:
        start = threading.Barrier(len(work))

        def one(function: Callable[[], Any]) -> Any:
            try:
                connection.ensure_connection()
                start.wait(timeout=30)
                return function()
            except Exception as error:  # noqa: BLE001 the test judges what was raised
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(work)) as threads:
            return list(threads.map(one, work))

    return run


@pytest.fixture
def work(committed_db: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Do what waits in the queue, as the worker process does; what the hour of the machine makes due is left alone."""
    del committed_db
    monkeypatch.setattr(queue.periodic_registry, "periodic_tasks", {})

    def run() -> None:
        connector: Any = queue.connector
        with queue.replace_connector(connector.get_worker_connector()):
            queue.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return run


# --- making the database -------------------------------------------------------------------------------------------


def free_name(owner: psycopg.Connection[Any]) -> str:
    """Find a database name no other run uses now; the lock ends with the connection, even when the run is killed."""
    for slot in SLOTS:
        row = owner.execute("SELECT pg_try_advisory_lock(%s, %s)", [ONE_AT_A_TIME, slot]).fetchone()
        if row and row[0]:
            return "test_fugong" if slot == 1 else f"test_fugong_{slot}"
    raise pytest.UsageError(f"{len(SLOTS)} test runs already use this database server.")


@contextmanager
def alone(owner: psycopg.Connection[Any]) -> Iterator[None]:
    owner.execute("SELECT pg_advisory_lock(%s, 0)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        owner.execute("SELECT pg_advisory_unlock(%s, 0)", [ONE_AT_A_TIME])


def ensure_template(owner: psycopg.Connection[Any], address: DatabaseAddress) -> None:
    """Migrate a template once for as long as the migrations stay the same."""
    wanted = state_of_migrations()
    row = owner.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE]
    ).fetchone()
    if row and row[0] == wanted:
        return
    identifier = sql.Identifier(TEMPLATE)
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
    create_database(owner, TEMPLATE, owner=address.user)
    use_database(TEMPLATE, role=address.user, like=address)
    call_command("migrate", verbosity=0)
    connections.close_all()
    owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(identifier, sql.Literal(wanted)))


def state_of_migrations() -> str:
    """Give a text that changes whenever migrating could give other tables or other rights."""
    state = hashlib.sha256(f"{version('django')} {version('procrastinate')}".encode())
    state.update(repr(sorted(m._meta.db_table for m in apps.get_models() if getattr(m, "append_only", False))).encode())  # noqa: SLF001
    ours = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith("fugong.")]
    database = Path(__file__).parent / "src" / "fugong" / "core" / "database"
    for path in sorted([*(file for app in ours for file in app.glob("migrations/*.py")), database / "roles.py"]):
        state.update(path.name.encode() + path.read_bytes())
    return state.hexdigest()


def copy_template(owner: psycopg.Connection[Any], name: str) -> None:
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
    create_database(owner, name, owner=owner.info.user, template=TEMPLATE)
    database, app = sql.Identifier(name), sql.Identifier(settings.FUGONG_APP_ROLE)
    owner.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))
    owner.execute(
        sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(database)
    )  # nothing here is for keeps


def use_database(name: str, *, role: str, like: DatabaseAddress | None) -> None:
    """Point Django at a database, without the pool: a test's connections end with the test."""
    connections.close_all()
    wanted = connection.settings_dict
    wanted["NAME"] = name
    wanted["USER"] = role
    wanted["OPTIONS"].pop("pool", None)
    if like:
        wanted["PASSWORD"] = like.password


# --- emptying it after tests that commit ---------------------------------------------------------------------------


def filled_tables(address: DatabaseAddress) -> frozenset[str]:
    """List the tables that migrations filled; they stay as they are."""
    with psycopg.connect(address.conninfo(), autocommit=True) as owner:
        return frozenset(tables_with_rows(owner))


def tables_with_rows(owner: psycopg.Connection[Any]) -> list[str]:
    one = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    each = [one.format(sql.Literal(table), sql.Identifier(table)) for table in all_tables(owner)]
    return [str(name) for (name,) in owner.execute(sql.SQL(" UNION ALL ").join(each))]


def all_tables(owner: psycopg.Connection[Any]) -> list[str]:
    rows = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [str(name) for (name,) in rows]


def empty_tables(address: DatabaseAddress, kept: frozenset[str]) -> None:
    """Empty every table a test may have filled; guards against truncation sleep for that moment."""
    connections.close_all()
    with psycopg.connect(address.conninfo()) as owner:
        used = [sql.Identifier(table) for table in tables_with_rows(owner) if table not in kept]
        if not used:
            return
        guarded = owner.execute(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgtype & 32 > 0"
        )
        triggers = [sql.SQL(str(table)) for (table,) in guarded]
        for table in triggers:
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
        owner.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(used)))
        for table in triggers:
            owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
