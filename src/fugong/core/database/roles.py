"""The roles of the private server and its database: one prepares, one owns and migrates, one runs."""

import psycopg
from psycopg import sql

from . import process
from .place import APP, BOOTSTRAP, DATABASE, OWNER, NoDatabaseError, Place

EXTENSIONS = ("pg_trgm", "btree_gist", "ltree")


def prepare_server(place: Place) -> None:
    """Make roles and database that are missing; running it again changes nothing."""
    with process.connect(place, "postgres", BOOTSTRAP) as connection:
        make_role(connection, OWNER, rights="CREATEDB")
        make_role(connection, APP, rights="NOCREATEDB")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            create_database(connection, DATABASE, owner=OWNER)
        connection.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}")
    with process.connect(place, DATABASE, OWNER) as connection:
        create_extensions(connection)


def make_role(connection: psycopg.Connection[tuple[object, ...]], role: str, *, rights: str) -> None:
    """Make a role that may sign in and no more than it needs."""
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEROLE " + rights).format(sql.Identifier(role))
        )


def create_database(
    connection: psycopg.Connection[tuple[object, ...]], name: str, *, owner: str, template: str = "template0"
) -> None:
    """Make a database in which nobody but its owner has rights until they are granted."""
    identifier = sql.Identifier(name)
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
            identifier, sql.Identifier(owner), sql.Identifier(template)
        )
    )
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(identifier))


def create_extensions(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Make the extensions the product's indexes need; each is trusted, so the database's owner may make it."""
    found = {str(name) for (name,) in connection.execute("SELECT extname FROM pg_extension")}
    for name in EXTENSIONS:
        if name in found:
            continue
        try:
            connection.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise NoDatabaseError(
                f"The database lacks the extension {name}, which its owner may not make "
                f"({error.diag.message_primary}): have an administrator run `CREATE EXTENSION {name}` in it."
            ) from None


def check_letters(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Refuse a database that takes Chinese for punctuation: searching by a part of a name would find nothing."""
    row = connection.execute(r"SELECT show_trgm(U&'\590D\5DE5') <> '{}'").fetchone()
    if row != (True,):
        raise NoDatabaseError(
            f"The database {connection.info.dbname} does not know Chinese letters: "
            "make it anew with ENCODING 'UTF8' and LC_CTYPE 'C.UTF-8'."
        )


def grant_to_app(connection: psycopg.Connection[tuple[object, ...]], app: str, *, append_only: tuple[str, ...]) -> None:
    """Give the running role the rows and nothing else; of append-only tables it may read and add."""
    role = sql.Identifier(app)
    database = sql.Identifier(connection.info.dbname)
    for statement in (
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role),
        sql.SQL("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
        sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}").format(role),
        *(
            sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}").format(sql.Identifier(table), role)
            for table in append_only
        ),
    ):
        connection.execute(statement)
