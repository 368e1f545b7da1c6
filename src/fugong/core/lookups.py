"""One more way to ask the database: ``column__among=values``, for thousands of values at once."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject
from django.db.models.lookups import PostgresOperatorLookup
from django.db.models.sql.compiler import SQLCompiler


class Among(PostgresOperatorLookup):
    """``= ANY(array)``: like ``__in``, but all values are one parameter and the text stays the same for any number."""

    lookup_name = "among"
    postgres_operator = "= ANY"

    def get_prep_lookup(self) -> list[Any]:
        """Give the values as they are; the database takes the array as one of the column's type."""
        return list(self.rhs)

    def process_rhs(self, _compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Give the array as one parameter."""
        return f"(%s::{self.lhs.output_field.rel_db_type(connection)}[])", (self.rhs,)


def bring() -> None:
    """Teach it to every column; a reference to another table keeps its lookups apart."""
    Field.register_lookup(Among)
    ForeignObject.register_lookup(Among)
