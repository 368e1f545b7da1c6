"""Does a computed value bear out the published one? One question per comparator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["SIGNS", "Measured", "agrees", "rounded"]

SIGNS = {
    "at_least": "≥",
    "rounds_to": "rounds to",
    "exactly": "=",
    "same_day": "same day",
    "all": "all",
    "in_order": "in order",
}


@dataclass(frozen=True)
class Measured:
    """What the platform's records say: a value, how it reads, its count pair and the number of rows behind it."""

    value: object
    reads: str
    records: int
    numerator: int | None = None
    denominator: int | None = None
    details: Mapping[str, object] = field(default_factory=dict)


def agrees(comparator: str, *, target: object, decimals: int | None, measured: Measured) -> bool:
    """Tell whether the measured value bears out the published one."""
    return _JUDGES[comparator](target, decimals, measured)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Round half up to a number of decimals; negative ones round to tens, hundreds and so on."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _number(value: object) -> Decimal:
    return Decimal(str(value))


def _at_least(target: object, _decimals: int | None, measured: Measured) -> bool:
    return measured.value is not None and _number(measured.value) >= _number(target)


def _rounds_to(target: object, decimals: int | None, measured: Measured) -> bool:
    if isinstance(measured.value, list) and isinstance(target, list):
        # Several figures published together, such as made and sold: each must round to its own.
        pairs = zip(measured.value, target, strict=False)
        each = [_rounds_to(wanted, decimals, Measured(found, "", 0)) for found, wanted in pairs]
        return len(measured.value) == len(target) and all(each)
    if measured.value is None:
        return False
    return rounded(_number(measured.value), decimals or 0) == rounded(_number(target), decimals or 0)


def _as_given(target: object, _decimals: int | None, measured: Measured) -> bool:
    """Exactly, same day, in order: the measure gives the published thing itself or it does not."""
    return measured.value == target


def _all(_target: object, _decimals: int | None, measured: Measured) -> bool:
    # All of nobody proves nothing.
    return bool(measured.denominator) and measured.numerator == measured.denominator


Judge = Callable[[object, int | None, Measured], bool]
_JUDGES: dict[str, Judge] = {
    "at_least": _at_least,
    "rounds_to": _rounds_to,
    "exactly": _as_given,
    "same_day": _as_given,
    "in_order": _as_given,
    "all": _all,
}
