"""A value is a pair: what counts over what it is counted against, with all that is needed to count it again."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from fugong.indicators.rules.definition import Definition, Kind

__all__ = ["Part", "Source", "Value", "composed", "rate_of"]

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Source:
    """What a value was counted from: the facts known up to a position of the county, as of a time."""

    county_code: str
    position: int
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """One of the values an index is composed of, and its weight."""

    weight: Decimal
    value: "Value"


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value for one group on one day.

    ``numerator`` and ``denominator`` are exact sums over the rows; ``counted``, ``missing`` and ``excluded`` are how
    many rows went in, are not known, and are left out by the definition with a reason. An index has parts instead of a
    pair of its own.
    """

    definition: Definition
    on: date
    by: str
    group: str
    numerator: Decimal
    denominator: Decimal
    counted: int
    missing: int
    excluded: int
    source: Source
    parts: tuple[Part, ...] = ()

    @property
    def code(self) -> str:
        """Give the indicator's code."""
        return self.definition.code

    @property
    def version(self) -> int:
        """Give the version of the definition."""
        return self.definition.version

    @property
    def as_of(self) -> datetime:
        """Give the time up to which facts were known."""
        return self.source.as_of

    @property
    def list_version(self) -> str:
        """Name the list that was counted: which, on which day, in which state of the register."""
        return f"{self.definition.population}@{self.on.isoformat()}#{self.source.position}"

    @property
    def rate(self) -> Decimal | None:
        """Give the printed figure: per cent of a share or growth, points of an index, the sum itself of a total."""
        return rate_of(self)


def rate_of(value: Value) -> Decimal | None:
    """Compute the printed figure from the pair, rounded half up to the definition's places; nothing over nothing."""
    kind = value.definition.kind
    if kind is Kind.INDEX:
        return _index(value)
    if kind is Kind.TOTAL:
        return _rounded(value.numerator, value.definition)
    if not value.denominator:
        return None
    share = value.numerator / value.denominator - (1 if kind is Kind.GROWTH else 0)
    return _rounded(share * _HUNDRED, value.definition)


def composed(definition: Definition, parts: tuple[Part, ...]) -> Value:
    """Compose an index from values of the same group and day; it counts the rows of its first part."""
    first = parts[0].value
    return Value(
        definition, first.on, first.by, first.group, Decimal(0), Decimal(0), first.counted, first.missing,
        first.excluded, first.source, parts,
    )  # fmt: skip


def _index(value: Value) -> Decimal | None:
    total = Decimal(0)
    for part in value.parts:
        if not part.value.denominator:
            return None
        total += part.weight * part.value.numerator / part.value.denominator
    return _rounded(total * _HUNDRED, value.definition)


def _rounded(number: Decimal, definition: Definition) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-definition.decimals), ROUND_HALF_UP)
