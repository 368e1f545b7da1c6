"""One list as the person asked for it in the address."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django_filters import FilterSet
from django_tables2 import Table

PAGE_SIZES = (20, 50, 100)
_OWN_WORDS = ("sort", "columns", "size", "page")


@dataclass(frozen=True)
class Header:
    """A column's head: its words, the order it is in now and the address word that turns the order."""

    name: str
    label: str
    direction: str
    next_sort: str


@dataclass(frozen=True)
class Choice:
    """Something to pick: a column to show or a page size, and whether it is picked now."""

    value: str
    label: str
    chosen: bool


class Listing:
    """Rows filtered, ordered, cut to a page and to the chosen columns, all read from the address.

    ``columns`` in the address picks the columns; a table names those that always stay in ``always_shown`` and those
    hidden until asked for in ``hidden_at_first``. Unknown words in the address are passed over. ``export`` names the
    list under which core's exchange knows it; with it the page offers the list as a file.
    """

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[Any] | list[Any],
        *,
        table: type[Table],
        filters: type[FilterSet] | None = None,
        export: str = "",
    ) -> None:
        self.export = export
        self.request = request
        self.filters = filters(request.GET, queryset=rows, request=request) if filters else None
        found = self.filters.qs if self.filters else rows
        sort = [word for word in request.GET.getlist("sort") if word]
        self.table = table(found, order_by=sort or None)
        self._keep_order_stable()
        self._show_chosen_columns()
        self.table.paginate(per_page=self.size)
        self.table.page = self.table.paginator.get_page(request.GET.get("page"))

    @cached_property
    def size(self) -> int:
        """Rows on a page."""
        asked = self.request.GET.get("size", "")
        return next((size for size in PAGE_SIZES if str(size) == asked), PAGE_SIZES[0])

    @property
    def total(self) -> int:
        """Rows in the whole list, all pages."""
        count: int = self.table.paginator.count
        return count

    @property
    def headers(self) -> list[Header]:
        """Heads of the columns that are shown, in order."""
        return [self._header(column) for column in self.table.columns]

    @property
    def column_choices(self) -> list[Choice]:
        """Columns that the person may show or hide."""
        fixed = getattr(self.table, "always_shown", ())
        return [
            Choice(column.name, str(column.header), column.visible)
            for column in self.table.columns.iterall()
            if column.name not in fixed and str(column.header).strip()
        ]

    @property
    def size_choices(self) -> list[Choice]:
        """Page sizes on offer."""
        return [Choice(str(size), str(size), size == self.size) for size in PAGE_SIZES]

    @property
    def export_formats(self) -> list[tuple[str, str]]:
        """Files on offer."""
        return [("xlsx", gettext("Excel 表格（XLSX）")), ("csv", gettext("文本表格（CSV）"))]

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Give the words of the address that a new filter keeps: order, columns and page size, but not the page."""
        return [(word, value) for word in ("sort", "columns", "size") for value in self.request.GET.getlist(word)]

    @property
    def filtered(self) -> list[tuple[str, str]]:
        """Give the words of the address that filter."""
        return [
            (word, value)
            for word, values in self.request.GET.lists()
            for value in values
            if value and word not in _OWN_WORDS
        ]

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """Give the words of the address that a new choice of columns keeps: filter and order."""
        return [*self.filtered, *(("sort", value) for value in self.request.GET.getlist("sort"))]

    @property
    def is_filtered(self) -> bool:
        """Tell whether the list shows less than everything."""
        return bool(self.filters and self.filtered)

    @property
    def pages(self) -> list[int | str]:
        """Page numbers to offer, with an ellipsis for those left out."""
        return list(self.table.paginator.get_elided_page_range(self.table.page.number, on_each_side=1, on_ends=1))

    def _header(self, column: Any) -> Header:
        order = set(self.table.order_by or ())
        direction = "descending" if f"-{column.name}" in order else "ascending" if column.name in order else ""
        turned = f"-{column.name}" if direction == "ascending" else column.name
        return Header(column.name, str(column.header), direction, turned if column.orderable else "")

    def _keep_order_stable(self) -> None:
        rows = self.table.data.data
        if isinstance(rows, QuerySet):
            # Rows that tie would otherwise jump between pages.
            order = rows.query.order_by or rows.model._meta.ordering or ()  # noqa: SLF001  # Django's own meta
            self.table.data.data = rows.order_by(*order, "pk")

    def _show_chosen_columns(self) -> None:
        fixed = set(getattr(self.table, "always_shown", ()))
        asked = set(self.request.GET.getlist("columns"))
        late = set(getattr(self.table, "hidden_at_first", ()))
        for column in list(self.table.columns.iterall()):
            shown = column.name in asked if asked else column.name not in late
            if not shown and column.name not in fixed and str(column.header).strip():
                self.table.columns.hide(column.name)
