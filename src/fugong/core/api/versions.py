"""Who changes a row says which version was seen: ``ETag`` tells it, ``If-Match`` gives it back (RFC 9110)."""

import re

from django.http import HttpRequest, HttpResponse

from fugong.core.api.shapes import UnfitParameter
from fugong.core.refusals import Problem, Refused
from fugong.core.wording import N_

_TAG = re.compile(r'"([0-9]{1,9})"')


class VersionNeeded(Refused):
    """Whoever changes a row blindly would undo what others did."""

    code = "version_needed"
    status = 428
    message = N_("请在 If-Match 请求头中给出您读取时的版本（ETag）。")


class Overtaken(Refused):
    """Somebody was faster: the version given is not the present one."""

    code = "stale"
    status = 412
    message = N_("该内容已被他人更新，或给出的版本不正确。请重新读取后再办理。")


def seen_version(request: HttpRequest) -> int:
    """Give the version the machine saw. Raises VersionNeeded, UnfitParameter for what is no version of ours.

    ``*`` means "whatever it is now" and is therefore no version; a list of versions was not seen but guessed.
    """
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        raise VersionNeeded
    tag = _TAG.fullmatch(given)
    if tag is None:
        raise UnfitParameter([Problem("If-Match", N_('应为读取时得到的 ETag，例如 "3"。'))])
    return int(tag.group(1))


def tell_version(response: HttpResponse, version: int) -> None:
    """Write the version of the row that is told."""
    response["ETag"] = f'"{version}"'
