"""Finding enterprises that were registered twice: one set-based statement for a whole county.

Names are compared by the share of common pairs of neighbouring characters (Dice). Only pairs of characters that few
names carry bring two names together, so the work grows with the number of names and not with its square.
"""

from dataclasses import fields
from datetime import date
from typing import Final

from django.db import connection

from fugong.registry.models import Enterprise, Region
from fugong.registry.rules.likeness import Traits, place_stems, traits_of, worth_a_look

__all__ = ["suspected_pairs"]

# A name, a phone or an address that so many share is a common one: an agency's phone, a market hall's address.
_MOST_NAMESAKES: Final = 10
_MOST_TOGETHER: Final = 5
_MOST_CARRIERS: Final = 60
_ALIKE: Final = 0.6

_SQL: Final = """
WITH traits AS MATERIALIZED (
  SELECT * FROM unnest(%(id)s::bigint[], %(body)s::text[], %(folded)s::text[], %(core)s::text[],
                       %(numerals)s::text[], %(phone)s::text[], %(address)s::text[])
    AS t(id, body, folded, core, numerals, phone, address)
), pairs_of_characters AS MATERIALIZED (
  SELECT DISTINCT id, numerals, substr(core, place, 2) AS gram
  FROM traits, generate_series(1, greatest(length(core) - 1, 1)) AS place
), sizes AS MATERIALIZED (
  SELECT id, count(*) AS n FROM pairs_of_characters GROUP BY id
), telling AS MATERIALIZED (
  SELECT gram, numerals FROM pairs_of_characters
  GROUP BY gram, numerals HAVING count(*) BETWEEN 2 AND %(carriers)s
), met AS MATERIALIZED (
  SELECT DISTINCT a.id AS one, b.id AS other
  FROM pairs_of_characters a JOIN telling USING (gram, numerals) JOIN pairs_of_characters b USING (gram, numerals)
  WHERE a.id < b.id
), alike AS (
  SELECT met.one, met.other
  FROM met
  JOIN pairs_of_characters a ON a.id = met.one
  JOIN pairs_of_characters b ON b.id = met.other AND b.gram = a.gram
  JOIN sizes s ON s.id = met.one JOIN sizes t ON t.id = met.other
  GROUP BY met.one, met.other, s.n, t.n
  HAVING 2.0 * count(*) / (s.n + t.n) >= %(alike)s
), grouped(reason, trait, id, most) AS (
  SELECT 'same_body', body, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'code_lookalike', folded, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'same_name', core, id, %(namesakes)s FROM traits
  UNION ALL SELECT 'same_phone', phone, id, %(together)s FROM traits WHERE phone <> ''
  UNION ALL SELECT 'same_address', address, id, %(together)s FROM traits WHERE address <> ''
), shared AS (
  SELECT reason, array_agg(id ORDER BY id) AS ids FROM grouped
  GROUP BY reason, trait, most HAVING count(*) BETWEEN 2 AND most
), found AS (
  SELECT a.id AS one, b.id AS other, reason
  FROM shared, unnest(ids) AS a(id), unnest(ids) AS b(id) WHERE a.id < b.id
  UNION ALL
  SELECT one, other, 'name_alike'
  FROM alike JOIN traits a ON a.id = one JOIN traits b ON b.id = other WHERE a.core <> b.core
)
SELECT one, other, array_agg(DISTINCT reason ORDER BY reason) FROM found GROUP BY one, other
"""


def suspected_pairs(county_code: str, *, on: date) -> dict[tuple[int, int], tuple[str, ...]]:
    """Give the pairs of existing enterprises of the county that may be one, each with its set of reasons."""
    traits = _traits(county_code, on)
    columns = {field.name: [getattr(one, field.name) for one in traits] for field in fields(Traits)}
    limits = {
        "carriers": _MOST_CARRIERS, "alike": _ALIKE, "namesakes": _MOST_NAMESAKES, "together": _MOST_TOGETHER,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {**columns, **limits})
        found = {(one, other): tuple(reasons) for one, other, reasons in cursor.fetchall()}
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
