"""What about a report deserves a second look? A doubt explains itself; it is no refusal.

Methods: the range a form calls ordinary; the change against the period before (five times or a fifth); what
contradicts itself within the report; what contradicts the register; and whether a cumulative figure is the one before
plus the month (enterprises revise earlier months, so a difference is shown, not refused).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from fugong.core.wording import N_
from fugong.reports.rules.forms import FormTerms
from fugong.reports.rules.items import ITEMS
from fugong.reports.rules.values import Value, Values, amount

__all__ = ["DOUBTS", "Doubt", "Known", "doubts_about"]

JUMP = 5
# Small figures jump by nature: below this nobody is asked to look again.
WORTH_A_LOOK = Decimal(20)
STAFF_ABOVE_REGISTER = Decimal("1.2")

DOUBTS = {
    "range": N_("“%(label)s”为 %(value)s%(unit)s，超出通常范围（%(low)s 至 %(high)s），请核对单位和小数点。"),
    "jump": N_("“%(label)s”由上期的 %(before)s%(unit)s 变为 %(value)s%(unit)s，变化超过 5 倍，请核对。"),
    "idle_output": N_("填报未开工，但“%(label)s”为 %(value)s%(unit)s，请核对。"),
    "nobody": N_("填报已开工，但在岗职工为 0，请核对。"),
    "staff": N_("在岗职工 %(value)s 人，超过台账登记的用工 %(staff)s 人，请核对，或先更正台账。"),
    "cumulative": N_(
        "“%(label)s”为 %(value)s%(unit)s，与上期累计加本月的 %(expected)s%(unit)s 相差 %(difference)s%(unit)s。"
    ),
}
# The cumulative items beside the month's own.
CUMULATIVE = {"output_value_cum_wan": "output_value_wan", "sales_cum_wan": "sales_wan", "profit_cum_wan": "profit_wan"}
_OUTPUT = ("output_value_wan", "sales_wan", "output_t", "raw_coal_t", "generation_wan_kwh")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at again: the item, which doubt, and the facts of its sentence."""

    item: str
    code: str
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the report: the report of the period before, and the staff on the register."""

    before: Mapping[str, Value] | None = None
    staff: int | None = None


def doubts_about(form: FormTerms, values: Values, known: Known) -> list[Doubt]:
    """Name what is doubtful about a report whose values could be read."""
    return [
        *_ranges(form, values),
        *_jumps(form, values, known),
        *_contradictions(values, known),
        *_sums(values, known),
    ]


def _doubt(item: str, code: str, **facts: object) -> Doubt:
    known = ITEMS[item]
    said = {"label": known.label, "unit": known.unit, **{key: str(value) for key, value in facts.items()}}
    return Doubt(item, code, said)


def _ranges(form: FormTerms, values: Values) -> Iterator[Doubt]:
    for asked in form.items:
        if asked.item not in values or not (asked.low or asked.high):
            continue
        value = amount(values[asked.item])
        if value is not None and not _bound(asked.low or "-1e18") <= value <= _bound(asked.high or "1e18"):
            yield _doubt(asked.item, "range", value=value, low=asked.low or "—", high=asked.high or "—")


@lru_cache(maxsize=256)
def _bound(text: str) -> Decimal:
    return Decimal(text)


def _jumps(form: FormTerms, values: Values, known: Known) -> Iterator[Doubt]:
    if known.before is None or form.period_kind != "day":
        return
    for item, value in values.items():
        now, before = amount(value), amount(known.before[item]) if item in known.before else None
        if not now or not before or max(now, before) < WORTH_A_LOOK:
            continue
        if now > JUMP * before or before > JUMP * now:
            yield _doubt(item, "jump", value=now, before=before)


def _contradictions(values: Values, known: Known) -> Iterator[Doubt]:
    if values.get("operating") is False:
        for item in _OUTPUT:
            value = amount(values[item]) if item in values else None
            if value:
                yield _doubt(item, "idle_output", value=value)
    staff = values.get("staff_at_post")
    if not isinstance(staff, int):
        return
    if values.get("operating") is True and staff == 0:
        yield _doubt("staff_at_post", "nobody")
    if known.staff and staff > known.staff * STAFF_ABOVE_REGISTER:
        yield _doubt("staff_at_post", "staff", value=staff, staff=known.staff)


def _sums(values: Values, known: Known) -> Iterator[Doubt]:
    for total, part in CUMULATIVE.items():
        if known.before is None or not {total, part} <= values.keys() or total not in known.before:
            continue
        expected = _number(known.before[total]) + _number(values[part])
        reported = _number(values[total])
        if reported != expected:
            yield _doubt(total, "cumulative", value=reported, expected=expected, difference=reported - expected)


def _number(value: Value) -> Decimal:
    return amount(value) or Decimal(0)
