"""What contexts declare to be importable and exportable; each says so once, at start-up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict
from django_filters import FilterSet
from django_tables2 import Table

from fugong.core.exchange.models import ImportBatch
from fugong.core.exchange.rules.columns import Column
from fugong.core.listing import Listing
from fugong.core.permission import Actor, require
from fugong.core.refusals import NotThere, Problem, Refused
from fugong.core.wording import N_

Values = Mapping[int, Mapping[str, object]]
_COUNTY_LENGTH = 6


class NoCountyOfOnesOwn(Refused):
    """A list belongs to one county; who is responsible for several cannot say which."""

    code = "exchange.no_county"
    message = N_("名录由县级或乡镇岗位导入；您的职责范围跨县，不能导入。")


class TakeOver(Protocol):
    """A context's action that takes good rows over: it books what they became, then records the act."""

    def __call__(self, batch: ImportBatch, *, rows: Values, by: Actor, at: datetime) -> None:
        """Take the rows over, in one transaction."""


class TakeBack(Protocol):
    """A context's action that takes imported things back as far as nothing was built upon them."""

    def __call__(self, batch: ImportBatch, *, by: Actor, at: datetime) -> None:
        """Take back what can be; raise a Refused when nothing can."""


@dataclass(frozen=True, kw_only=True)
class Import:
    """A kind of list that can be imported.

    ``url_name`` and ``list_title`` lead back to the list that it fills. ``columns`` are asked for the person, whose
    area narrows the choices. ``key`` are the columns by which a row repeats another one. ``judge`` applies the
    context's own rules to many rows of a county as of a day: number of the row → its problems. ``obstacles`` names the
    rows that cannot be taken back, and why. What is only ever corrected, never taken back, has no ``take_back``.
    """

    name: str
    title: str
    permission: str
    url_name: str
    list_title: str
    columns: Callable[[Actor], Sequence[Column]]
    key: tuple[str, ...]
    judge: Callable[[Values, str, Actor, date], Mapping[int, Sequence[Problem]]]
    take: TakeOver
    take_back: TakeBack | None = None
    obstacles: Callable[[ImportBatch], Mapping[int, Problem]] = lambda _batch: {}

    def county_of(self, actor: Actor) -> str:
        """Give the one county for which the actor imports. Raises NotPermitted, NoCountyOfOnesOwn."""
        require(actor, self.permission)
        counties = {area[:_COUNTY_LENGTH] for area in actor.areas_for(self.permission)}
        county = min(counties, default="")
        if len(counties) > 1 or len(county) < _COUNTY_LENGTH:
            raise NoCountyOfOnesOwn
        return county


@dataclass(frozen=True, kw_only=True)
class ListExport:
    """A list that can be exported exactly as it is shown: the same rows, filter, order and columns.

    ``rows`` are those that the actor may see on a day, as on the list's own page.
    """

    name: str
    title: str
    permission: str
    url_name: str
    rows: Callable[[Actor, date], QuerySet[Any]]
    table: type[Table]
    filters: type[FilterSet] | None = None

    def listing(self, query: str, *, actor: Actor, on: date) -> Listing:
        """Give the list for the words of an address, as its page would show it to the actor."""
        asked = HttpRequest()
        asked.method = "GET"
        asked.GET = QueryDict(query)
        asked.actor = actor  # type: ignore[attr-defined]  # as people's middleware does
        return Listing(asked, self.rows(actor, on), table=self.table, filters=self.filters)

    def county_of(self, actor: Actor) -> str:
        """Give the division in whose trail the export is noted: the county, or what lies above it."""
        require(actor, self.permission)
        return f"{min(actor.areas_for(self.permission))[:_COUNTY_LENGTH]:0<6}"


_imports: dict[str, Import] = {}
_lists: dict[str, ListExport] = {}


def declare(what: Import | ListExport) -> None:
    """Make a list importable or exportable; the same name again replaces it."""
    if isinstance(what, Import):
        _imports[what.name] = what
    else:
        _lists[what.name] = what


def import_named(name: str) -> Import:
    """Give the import of this name. Raises NotThere."""
    if name not in _imports:
        raise NotThere
    return _imports[name]


def list_named(name: str) -> ListExport:
    """Give the exportable list of this name. Raises NotThere."""
    if name not in _lists:
        raise NotThere
    return _lists[name]


def subjects_of(batch: ImportBatch, model: type[Model]) -> dict[int, int]:
    """Give what the batch's rows became and still are: number of the thing → number of the row."""
    rows = batch.rows.filter(subject_type=model._meta.label_lower, taken_back_at=None)  # noqa: SLF001  # documented
    return dict(rows.values_list("subject_id", "row_number"))
