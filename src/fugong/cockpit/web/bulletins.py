"""Published figures for everybody: no sign-in, no names of enterprises, every version, as a page, CSV or JSON."""

import csv

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from fugong.cockpit.queries import bulletin as reading
from fugong.cockpit.web.publications import day_from
from fugong.core import pages
from fugong.core.permission import open_to_public
from fugong.core.refusals import NotThere
from fugong.indicators import public as indicators
from fugong.registry import public as registry

KEPT_SECONDS = 300


@open_to_public
@require_safe
def bulletins(request: HttpRequest, county: str) -> HttpResponse:
    """List what a county has published."""
    names = registry.township_names([county])
    rows = indicators.published(county)
    if county not in names:
        raise NotThere
    plans = {one.code: one for one in indicators.all_plans()}
    context = {
        "county": county, "county_name": names[county], "rows": [(plans[row.code], row) for row in rows],
        "standings": indicators.PUBLICATION_STANDINGS,
    }  # fmt: skip
    return pages.render(request, "cockpit/bulletins", context)


@open_to_public
@require_safe
def bulletin(request: HttpRequest, /, *, county: str, code: str, period: str) -> HttpResponse:
    """Show a publication: a version of it (``?version=``) or the newest; as a file with ``?format=csv`` or ``json``."""
    versions = indicators.versions_of(county, code, day_from(period))
    asked = request.GET.get("version", "")
    row = next((one for one in versions if str(one.version) == asked), None) if asked else next(iter(versions), None)
    if row is None:
        raise NotThere
    form = request.GET.get("format", "")
    # What was published never changes; which version is the newest and in which language it is shown may.
    etag = f'"{row.digest[:24]}-{versions[0].version}-{request.LANGUAGE_CODE}-{form}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    answer = _FORMS.get(form, _page)(request, row)
    answer["ETag"] = etag
    patch_cache_control(answer, private=True, max_age=KEPT_SECONDS)
    return answer


def _page(request: HttpRequest, row: indicators.Publication) -> HttpResponse:
    versions = indicators.versions_of(row.county_code, row.code, row.period_on)
    context = {
        "row": row, "plan": indicators.plan(row.code), "versions": versions, "is_newest": row == versions[0],
        "sheets": reading.sheets_of(indicators.tables_from(row.tables)), "hidden": indicators.HIDDEN,
        "county_name": registry.township_names([row.county_code]).get(row.county_code, row.county_code),
        "standings": indicators.PUBLICATION_STANDINGS,
    }  # fmt: skip
    return pages.render(request, "cockpit/bulletin", context)


def _csv(_request: HttpRequest, row: indicators.Publication) -> HttpResponse:
    name = f"{row.county_code}-{row.code}-{row.period_on.isoformat()}-v{row.version}"
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    writer = csv.writer(answer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([gettext(header) for header in reading.FILE_HEADERS])
    writer.writerows(reading.rows_for_file(reading.sheets_of(indicators.tables_from(row.tables))))
    return answer


def _json(_request: HttpRequest, row: indicators.Publication) -> HttpResponse:
    told = {
        "county": row.county_code, "publication": row.code, "period": row.period_on.isoformat(),
        "version": row.version, "standing": row.standing, "facts_known_until": row.counted_at.isoformat(),
        "released_at": row.released_at.isoformat(), "reason": row.reason, "digest": row.digest, "tables": row.tables,
    }  # fmt: skip
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


_FORMS = {"csv": _csv, "json": _json}
