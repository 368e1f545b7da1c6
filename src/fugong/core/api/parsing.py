"""Reads JSON strictly: what another reader could take differently, or the database could not keep, is refused."""

import json
import math
import re
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_


class Unreadable(Refused):
    """The body is no JSON."""

    code = "unreadable"
    status = 400
    message = N_("请求正文不是有效的 JSON（UTF-8 编码）。")


class StrictParser(Parser):
    """JSON as RFC 8259 and I-JSON (RFC 7493) have it: no NaN, no doubled names, no half characters, no NUL."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read the body. Raises Unreadable, Invalid naming each value that cannot be kept."""
        doubled: list[_Doubled] = []
        endless: list[float] = []

        def number(text: str) -> float:
            if not math.isfinite(found := float(text)):
                endless.append(found)  # found again below, with its place
            return found

        def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
            found = dict(pairs)
            if len(found) != len(pairs):
                found = _Doubled(found)
                doubled.append(found)
            return found

        try:
            text = request.body.decode()
            found = json.loads(text, parse_float=number, parse_constant=number, object_pairs_hook=once)
        except (ValueError, RecursionError):
            raise Unreadable from None
        # Going through everything costs more than reading it; what cannot be kept shows in the text beforehand.
        if (doubled or endless or _SUSPECT.search(text)) and (problems := _problems(found, "")):
            raise Invalid(problems)
        return found


class _Doubled(dict[str, Any]):
    """An object in which a name came twice."""


def _problems(value: object, place: str) -> "list[Problem]":
    """Go through everything that was read; deep nesting was refused by the reader before."""
    found: list[Problem] = []
    waiting: list[tuple[object, str]] = [(value, place)]
    while waiting:
        value, place = waiting.pop()
        if isinstance(value, dict):
            waiting += [(inner, f"{place}/{_escaped(name)}".lstrip("/")) for name, inner in value.items()]
            found += [Problem(place, N_("对象中有重复的字段名。"))] if isinstance(value, _Doubled) else []
            found += [Problem(place, _UNSTORABLE) for name in value if not _is_storable(name)]
        elif isinstance(value, list):
            waiting += [(inner, f"{place}/{n}".lstrip("/")) for n, inner in enumerate(value)]
        elif isinstance(value, float) and not math.isfinite(value):
            found.append(Problem(place, N_("不是有限的数。")))
        elif isinstance(value, str) and not _is_storable(value):
            found.append(Problem(place, _UNSTORABLE))
    return found


# NUL and half characters can only come escaped.
_SUSPECT = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_HALF_OR_NUL = re.compile("[\0\ud800-\udfff]")
_UNSTORABLE = N_("含有不能保存的字符（空字符或半个字符）。")


def _is_storable(text: str) -> bool:
    return not _HALF_OR_NUL.search(text)


def _escaped(name: str) -> str:
    # As a JSON pointer writes it (RFC 6901); what cannot be written is shown as such.
    return name.replace("~", "~0").replace("/", "~1").encode("utf-8", "replace").decode()
