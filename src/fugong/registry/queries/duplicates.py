"""Finding enterprises that were registered twice: one statement of equalities for a whole county, no pair by pair.

Everything that must be compared is brought to a key that is equal or not: a name that has one character more than
another is that other name once the character is left out. Only pairs that share a phone or an address, of which there
are few, are then looked at by their names.
"""

from dataclasses import fields
from datetime import date
from typing import Final

from django.db import connection

from fugong.registry.models import Enterprise, Region
from fugong.registry.rules.likeness import SHORTEST_ALIKE, Traits, place_stems, traits_of, with_likeness, worth_a_look

__all__ = ["suspected_pairs"]

# A name, a phone or an address that so many share is a common one: an agency's phone, a market hall's address.
_MOST_NAMESAKES: Final = 10
_MOST_TOGETHER: Final = 5

_SQL: Final = """
WITH traits AS MATERIALIZED (
  SELECT * FROM unnest(%(id)s::bigint[], %(body)s::text[], %(folded)s::text[], %(core)s::text[],
                       %(numerals)s::text[], %(phone)s::text[], %(address)s::text[])
    AS t(id, body, folded, core, numerals, phone, address)
), grouped(reason, trait, id, most) AS (
  SELECT 'same_body', body, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'code_lookalike', folded, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'same_name', core, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'same_phone', phone, id, %(together)s FROM traits WHERE phone <> ''
  UNION ALL SELECT 'same_address', address, id, %(together)s FROM traits WHERE address <> ''
), shared AS (
  SELECT reason, array_agg(id ORDER BY id) AS ids FROM grouped
  GROUP BY reason, trait, most HAVING count(*) BETWEEN 2 AND most
), rare AS (
  SELECT core FROM traits WHERE length(core) >= %(shortest)s GROUP BY core HAVING count(*) <= %(namesakes)s
), shortened AS (
  SELECT DISTINCT id, numerals, left(core, place - 1) || substr(core, place + 1) AS core
  FROM traits, generate_series(1, length(core)) AS place
  WHERE length(core) > %(shortest)s
), found AS (
  SELECT a.id AS one, b.id AS other, reason
  FROM shared, unnest(ids) AS a(id), unnest(ids) AS b(id) WHERE a.id < b.id
  UNION ALL
  SELECT least(t.id, s.id), greatest(t.id, s.id), 'name_close'
  FROM traits t JOIN rare USING (core) JOIN shortened s ON s.core = t.core AND s.numerals = t.numerals
)
SELECT one, other, array_agg(DISTINCT reason ORDER BY reason) FROM found GROUP BY one, other
"""


def suspected_pairs(county_code: str, *, on: date) -> dict[tuple[int, int], frozenset[str]]:
    """Give the pairs of existing enterprises of the county that may be one, each with its set of reasons."""
    traits = {one.id: one for one in _traits(county_code, on)}
    columns = {field.name: [getattr(one, field.name) for one in traits.values()] for field in fields(Traits)}
    limits = {"namesakes": _MOST_NAMESAKES, "together": _MOST_TOGETHER, "shortest": SHORTEST_ALIKE}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {**columns, **limits})
        found = {
            (one, other): with_likeness(reasons, traits[one], traits[other])
            for one, other, reasons in cursor.fetchall()
        }
    return {pair: reasons for pair, reasons in found.items() if worth_a_look(reasons)}


def _traits(county_code: str, on: date) -> list[Traits]:
    above = [county_code[:length] for length in (2, 4, 6)]
    places = place_stems(Region.objects.filter(code__in=above).values_list("name", flat=True))
    rows = Enterprise.objects.of_county(county_code).existing(on).order_by("id")
    return [
        traits_of(pk, uscc=uscc, name=name, phone=phone, address=address, division_code=division, places=places)
        for pk, uscc, name, phone, address, division in rows.values_list(
            "id", "uscc", "name", "contact_phone", "address", "division_code"
        ).iterator()
    ]
