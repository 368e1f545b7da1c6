"""Document numbers of an organ and year, without gaps and never reused (GB/T 9704-2012: 桐经贸复〔2020〕1号).

A number is taken last in the transaction, just before the audit row: the counter's row lock makes the county's
decisions wait for each other, and a rolled-back decision gives its number back, so that no gap arises.
"""

from django.db import connection, transaction

from fugong.core.numbering.rules import written

__all__ = ["take", "written"]


def take(series: str, *, county: str, year: int) -> int:
    """Take the series' next number of the year, starting at 1; must run inside a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a document number is taken inside the transaction of its decision")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_numberseries (county_code, series, year, last) VALUES (%s, %s, %s, 1)"
            " ON CONFLICT (county_code, series, year) DO UPDATE SET last = core_numberseries.last + 1 RETURNING last",
            [county, series, year],
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
