"""The columns of reports and of meter readings in a workbook; those of one form, or of all that a county has."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from fugong.core.exchange import Column, coded, text
from fugong.core.permission import Actor
from fugong.core.refusals import Problem
from fugong.core.wording import N_
from fugong.registry import public as registry
from fugong.reports.models import ReportForm
from fugong.reports.rules.forms import FormTerms
from fugong.reports.rules.items import ITEMS, Item, Kind
from fugong.reports.rules.periods import period_named
from fugong.reports.rules.values import read_number

__all__ = ["form_columns", "reading_columns", "report_columns"]

_YES_NO = {"yes": N_("是"), "no": N_("否")}
_NO_PERIOD = N_("“%(given)s”不是报告期，请按 2020-03-02（日报）、2020-03（月报）的样式填写。")
_NO_DAY = N_("“%(given)s”不是日期，请按 2020-03-02 的样式填写。")
_NO_AMOUNT = N_("“%(given)s”不是数字。")


def report_columns(actor: Actor) -> tuple[Column, ...]:
    """Give the columns of a workbook of reports of any form of the actor's counties."""
    counties = {area[:6] for area in actor.areas_for("reports.fill") if area}
    forms = ReportForm.objects.filter(county_code__in=counties).order_by("code", "version")
    return _columns({form.code: form.title for form in forms}, ITEMS.values(), required=())


def form_columns(terms: FormTerms) -> tuple[Column, ...]:
    """Give the columns of a workbook of one form."""
    required = [asked.item for asked in terms.items if asked.required]
    return _columns({terms.code: terms.title}, [ITEMS[code] for code in terms.item_codes], required=required)


def reading_columns(_actor: Actor) -> tuple[Column, ...]:
    """Give the columns of a file of meter readings."""
    return (
        Column("meter_no", N_("电表编号"), text, required=True, width=22, example="3200000001",
               note=N_("供电企业登记的电能表编号。"), aliases=(N_("表号"), N_("电能表编号"))),
        Column("on", N_("用电日期"), _day, required=True, width=14, example="2020-03-02", aliases=(N_("日期"),)),
        Column("kwh", N_("日用电量（千瓦时）"), _kwh, required=True, width=20, example="1250.50", numbers=True,
               note=N_("最多两位小数。"), aliases=(N_("日用电量"), N_("电量"), "kWh")),
    )  # fmt: skip


def _columns(forms: dict[str, str], items: Iterable[Item], *, required: Iterable[str]) -> tuple[Column, ...]:
    return (
        Column("uscc", N_("统一社会信用代码"), registry.uscc.normalised, required=True, width=24,
               example="91110000MA00000077", note=N_("营业执照上的 18 位代码。"),
               aliases=(N_("信用代码"), N_("社会信用代码"))),
        Column("name", N_("企业名称"), text, width=32, example=N_("示例机械厂07"), expected=False,
               note=N_("便于核对，以统一社会信用代码为准。"), aliases=(N_("单位名称"),)),
        Column("form", N_("报表"), coded(forms), required=True, width=24, choices=forms,
               example=next(iter(forms.values()), "")),
        Column("period_on", N_("报告期"), _period, required=True, width=14, example="2020-03-02",
               note=N_("日报填当日，月报填年月（1—2月合并填 2 月），年报填年份。")),
        *(_item(item, required=item.code in required) for item in items),
        Column("reason", N_("更正原因"), text, width=24, expected=False,
               note=N_("该报告期已报过、本次内容不同的，必须填写。")),
        Column("explanation", N_("情况说明"), text, width=24, expected=False,
               note=N_("数据与以往或台账差异较大、确属实的，在此说明。")),
    )  # fmt: skip


def _item(item: Item, *, required: bool) -> Column:
    """Give an item's column; what is typed there is read by the rules of the form."""
    notes = {Kind.CHOICES: N_("多项用顿号隔开：用工、物流、原料、资金、订单、防疫物资、其他。")}
    return Column(
        item.code, _header(item), text, width=max(14, 2 * len(_header(item)) + 2), numbers=item.kind in _NUMBERS,
        choices=_YES_NO if item.kind == Kind.YESNO else {}, note=notes.get(item.kind, ""), aliases=(item.label,),
        word=item.label, required=required, expected=False,
    )  # fmt: skip


_NUMBERS = (Kind.WHOLE, Kind.DECIMAL)


def _header(item: Item) -> str:
    if not item.unit:
        return item.label
    return f"{item.label[:-1]}，{item.unit}）" if item.label.endswith("）") else f"{item.label}（{item.unit}）"


def _period(cell: str) -> date | Problem | str:
    return _dated(cell, _NO_PERIOD)


def _day(cell: str) -> date | Problem | str:
    return _dated(cell, _NO_DAY)


def _dated(cell: str, otherwise: str) -> date | Problem | str:
    given = text(cell)
    return given and (period_named(given) or Problem("", otherwise, {"given": given[:20]}))


def _kwh(cell: str) -> Decimal | Problem | str:
    given = text(cell)
    if not given:
        return ""
    number = read_number(given)
    return Problem("", _NO_AMOUNT, {"given": given[:20]}) if number is None else number
