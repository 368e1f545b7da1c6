"""Long lists page by page: a signed cursor says where the last page ended, so rows added meanwhile move nothing."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from pydantic import Field

from fugong.core.api.shapes import Asked, Told, UnfitParameter
from fugong.core.refusals import Problem
from fugong.core.wording import N_

T = TypeVar("T")
MOST_ROWS, USUAL_ROWS = 200, 50
_SALT = "fugong.core.api.paging"
CURSOR = "cursor"
_OF_THE_PAGE = frozenset({CURSOR, "limit"})

Cursor = Annotated[str, Field(max_length=300, pattern=r"^[A-Za-z0-9:_=-]+$")]


class PageAsked(Asked):
    """Which page of a list is asked; a list's own filters are added to these."""

    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = USUAL_ROWS
    cursor: Cursor | None = None


class Page(Told, Generic[T]):
    """One page: its rows in the order in which they were entered, and the cursor of the next page, if there is one."""

    items: list[T]
    next: str | None


def page_of(
    request: HttpRequest, response: HttpResponse, rows: QuerySet[Any], *, asked: PageAsked,
    show: Callable[[Sequence[Any]], Sequence[Any]],
) -> dict[str, Any]:  # fmt: skip
    """Give one page of the rows, shown all at once; the next page's address stands in the ``Link`` header too.

    Raises UnfitParameter for a cursor that is not ours or belongs to another list or other filters.
    """
    after = _read(asked.cursor, request) if asked.cursor else 0
    found = list(rows.filter(pk__gt=after).order_by("pk")[: asked.limit + 1])
    page = found[: asked.limit]
    following = _write(page[-1].pk, request) if len(found) > asked.limit else None
    if following:
        kept = [(name, value) for name, value in _filters(request) if name != CURSOR]
        address = f"{request.path}?{urlencode([*kept, ('limit', asked.limit), (CURSOR, following)])}"
        response["Link"] = f'<{address}>; rel="next"'
    return {"items": list(show(page)), "next": following}


def _write(last: int, request: HttpRequest) -> str:
    return signing.dumps([last, _list(request)], salt=_SALT)


def _read(cursor: str, request: HttpRequest) -> int:
    try:
        last, of = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError):
        last, of = 0, ""
    if of != _list(request):
        raise UnfitParameter([Problem(CURSOR, N_("分页标识不属于该列表，请从第一页重新读取。"))])
    return int(last)


def _list(request: HttpRequest) -> str:
    """Name the list: its address and filters, not whose it is; whoever asks sees only what is visible to them."""
    return hashlib.sha256(f"{request.path}?{urlencode(_filters(request))}".encode()).hexdigest()[:16]


def _filters(request: HttpRequest) -> list[tuple[str, str]]:
    return sorted((name, str(value)) for name, value in request.GET.items() if name not in _OF_THE_PAGE)
