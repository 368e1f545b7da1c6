"""The pages of exporting: order a list as a file, see how far it is, fetch it while it is kept."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from fugong.core import clock, pages
from fugong.core.exchange import queries
from fugong.core.exchange.actions import exporting
from fugong.core.exchange.declared import list_named
from fugong.core.exchange.rules.states import ExportState
from fugong.core.exchange.spooling import MEDIA_TYPES
from fugong.core.permission import actor_of, signed_in_only
from fugong.core.refusals import Refused
from fugong.core.wording import N_


class FileIsGone(Refused):
    """An exported file is kept for a day."""

    code = "exchange.file_is_gone"
    status = 410
    message = N_("导出文件只保留 24 小时，已过期或已清除。请回到列表重新导出。")


@signed_in_only
@require_POST
def order(request: HttpRequest, name: str) -> HttpResponse:
    """Order the list as its page shows it; a small one is fetched at once, a large one on a page that waits."""
    pk = exporting.order(
        name, query=request.POST.get("query", ""), file_format=request.POST.get("file_format", ""),
        by=actor_of(request), at=clock.now(),
    )  # fmt: skip
    made = queries.export_seen_by(actor_of(request), pk, now=clock.now()).state == ExportState.READY
    return redirect("exchange:content" if made else "exchange:export", pk=pk)


@signed_in_only
@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a large export is; while a job works on it, the page asks again by itself."""
    found = queries.export_seen_by(actor_of(request), pk, now=clock.now())
    context = {"export": found, "declared": list_named(found.list_name)}
    return pages.render(request, "core/exchange/export", context)


@signed_in_only
@require_safe
def content(request: HttpRequest, pk: int) -> FileResponse:
    """Hand the file out to whoever ordered it."""
    found = queries.export_seen_by(actor_of(request), pk, now=clock.now())
    path = exporting.place_of(found)
    if found.state != ExportState.READY or not path.is_file():
        raise FileIsGone
    name = gettext("%(title)s_%(day)s.%(ending)s") % {
        "title": gettext(list_named(found.list_name).title),
        "day": found.ordered_at.astimezone(clock.BEIJING).strftime("%Y%m%d_%H%M"),
        "ending": found.file_format,
    }
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=MEDIA_TYPES[found.file_format]
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
