"""Reads what was typed for a report into exact values, and says in words what cannot be taken.

Stored forms: yes or no as a truth value, whole numbers as such, decimals as plain text with the item's own places (so
that nothing passes through binary fractions), choices as a list of codes. What was not answered is not there.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cache

from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.reports.rules.forms import Asked, FormTerms
from fugong.reports.rules.items import CHOICES, ITEMS, Item, Kind

__all__ = ["Value", "Values", "amount", "read_number", "read_values"]

Value = bool | int | str | list[str]
Values = dict[str, Value]

_YES = frozenset({"yes", "true", "1", "是", "y", "√"})
_NO = frozenset({"no", "false", "0", "否", "n", "×"})
_LARGEST = Decimal(10) ** 14
_NO_ITEM = N_("本报表没有指标“%(item)s”。")
_NOT_A_NUMBER = N_("“%(label)s”应填数字，收到的是“%(given)s”。")
_BY_LABEL = {item: {label: code for code, label in known.items()} for item, known in CHOICES.items()}
_WIDE = str.maketrans("０１２３４５６７８９．－", "0123456789.-")


def read_values(form: FormTerms, given: Mapping[str, object]) -> tuple[Values, list[Problem]]:
    """Give the values of one report and every problem with them, by item."""
    values: Values = {}
    problems: list[Problem] = []
    for asked in form.items:
        read = _read(asked, given.get(asked.item))
        if isinstance(read, Problem):
            problems.append(read)
        elif read is not None:
            values[asked.item] = read
    if strange := given.keys() - values.keys():
        strange -= set(form.item_codes)
        problems += (
            Problem(key, _NO_ITEM, {"item": ITEMS[key].label if key in ITEMS else key})
            for key in given
            if key in strange
        )
    return values, problems


def amount(value: Value) -> Decimal | None:
    """Give a stored value as a number: yes is 1, no is 0; choices have none."""
    if isinstance(value, bool | int):
        return Decimal(int(value))
    return Decimal(value) if isinstance(value, str) else None


def _read(asked: Asked, given: object) -> Value | Problem | None:
    item = ITEMS[asked.item]
    if item.kind == Kind.WHOLE and type(given) is int and 0 <= given < _LARGEST:
        return given  # most of what other systems send: nothing to read, nothing to round
    if given in (None, "", []):
        return Problem(item.code, N_("请填写“%(label)s”。"), {"label": item.label}) if asked.required else None
    if item.kind == Kind.YESNO:
        return _yesno(item, given)
    if item.kind == Kind.CHOICES:
        return _choices(item, given)
    return _number(item, given)


def _yesno(item: Item, given: object) -> Value | Problem:
    if isinstance(given, bool):
        return given
    word = str(given).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    return Problem(item.code, N_("“%(label)s”应填“是”或“否”。"), {"label": item.label})


def _choices(item: Item, given: object) -> Value | Problem:
    known, codes = CHOICES[item.code], _BY_LABEL[item.code]
    parts = given if isinstance(given, Sequence) and not isinstance(given, str) else _parted(str(given))
    chosen = [codes.get(str(part), str(part)) for part in parts]
    strange = next((code for code in chosen if code not in known), None)
    if strange is not None:
        return Problem(item.code, N_("“%(label)s”没有选项“%(given)s”。"), {"label": item.label, "given": strange})
    return sorted(set(chosen))


def _parted(text: str) -> list[str]:
    for mark in ("、", "，", ",", "；", ";"):
        text = text.replace(mark, "|")
    return [part.strip() for part in text.split("|") if part.strip()]


def _number(item: Item, given: object) -> Value | Problem:
    number = read_number(given)
    if number is None:
        return Problem(item.code, _NOT_A_NUMBER, {"label": item.label, "given": str(given)[:20]})
    if number < 0 and not item.below_zero:
        return Problem(item.code, N_("“%(label)s”不能为负数。"), {"label": item.label})
    if abs(number) >= _LARGEST:
        return Problem(item.code, N_("“%(label)s”数值过大，请核对单位（%(unit)s）。"), _named(item))
    kept = number.quantize(_places(item.decimals))
    if kept != number:
        if item.kind == Kind.WHOLE:
            return Problem(item.code, N_("“%(label)s”应填整数。"), {"label": item.label})
        facts = {"label": item.label, "places": item.decimals}
        return Problem(item.code, N_("“%(label)s”最多保留 %(places)s 位小数。"), facts)
    return int(kept) if item.kind == Kind.WHOLE else f"{kept:f}"


@cache
def _places(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def _named(item: Item) -> dict[str, object]:
    return {"label": item.label, "unit": item.unit}


def read_number(given: object) -> Decimal | None:
    """Read a number as people write it, wide digits and thousands' marks included; None for what is none."""
    if isinstance(given, bool):
        return None
    text = str(given)
    if not isinstance(given, int | float):
        text = text.translate(_WIDE).replace(",", "").replace("，", "").replace(" ", "").strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
