"""Tells a list's rows cell by cell, as the list shows them but without its links and marks: text, numbers, days."""

import html
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from inspect import signature
from typing import Any

from django.db.models import QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext
from django_tables2 import DateColumn

from fugong.core.clock import BEIJING
from fugong.core.clock import words as clock_words
from fugong.core.exchange.rules.safety import Cell
from fugong.core.listing import Listing
from fugong.core.wording import N_

ROWS_AT_A_TIME = 2000
_TRUE, _FALSE, _SEPARATOR = N_("是"), N_("否"), "、"
Teller = Callable[[Any], Cell]


def headers(listing: Listing) -> list[str]:
    """Give the heads of the columns that the list shows, in its order."""
    return [header.label for header in listing.headers]


def rows(listing: Listing) -> Iterator[list[Cell]]:
    """Give every row of the list, all pages, by a cursor that stays in the database."""
    tellers = [_teller(listing.table, column) for column in listing.table.columns]
    found = listing.table.data.data
    records = found.iterator(chunk_size=ROWS_AT_A_TIME) if isinstance(found, QuerySet) else iter(found)
    for record in records:
        yield [tell(record) for tell in tellers]


def filter_words(listing: Listing) -> list[tuple[str, str]]:
    """Give the filters that were set, each by its label and its value in words."""
    if listing.filters is None:
        return []
    form = listing.filters.form
    given = form.cleaned_data if form.is_valid() else {}
    return [(str(form[name].label), _chosen(form.fields[name], value)) for name, value in given.items() if value]


def sort_words(listing: Listing) -> str:
    """Give the order of the list in words."""
    said = []
    for name in listing.table.order_by or ():
        column = listing.table.columns[name.lstrip("-")]
        words = gettext("%(column)s（降序）") if name.startswith("-") else gettext("%(column)s（升序）")
        said.append(words % {"column": column.header})
    return _SEPARATOR.join(said)


def _chosen(field: Any, value: object) -> str:
    words = {str(code): str(word) for code, word in getattr(field, "choices", ())}
    return words.get(str(value)) or _as_text(value)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return gettext(_TRUE if value else _FALSE)
    if isinstance(value, date) and not isinstance(value, datetime):
        return clock_words.day(value)
    return str(value)


def _teller(table: Any, column: Any) -> Teller:
    """Make the function for one column: its own ``value_…``; else numbers and moments as they are, and of everything
    else the text that ``render_…`` draws.
    """
    own, drawn = getattr(table, f"value_{column.name}", None), getattr(table, f"render_{column.name}", None)
    accessor, empty = column.accessor, column.column.empty_values
    of_days = isinstance(column.column, DateColumn)

    def tell(record: Any) -> Cell:
        value = accessor.resolve(record, quiet=True)
        if value in empty:
            return None
        if own is None and (drawn is None or _is_exact(value)):
            cell = _cell(value)
            return cell.date() if of_days and isinstance(cell, datetime) else cell
        offered = {"value": value, "record": record}
        return _cell(told(**{name: offered[name] for name in wanted}))

    told: Callable[..., object] = own or drawn or str
    wanted = set(signature(told).parameters) if told is not str else set()
    return tell


def _is_exact(value: object) -> bool:
    return isinstance(value, date | int | float | Decimal) and not isinstance(value, bool)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return gettext(_TRUE if value else _FALSE)
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, date):
        return value.astimezone(BEIJING).replace(tzinfo=None) if isinstance(value, datetime) else value
    if isinstance(value, list | tuple):
        return _SEPARATOR.join(map(str, value))
    return html.unescape(strip_tags(str(value))) if hasattr(value, "__html__") else str(value)
