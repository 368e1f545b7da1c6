"""The same view answers a browser with the page and HTMX with the piece."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from fugong.core.pages import render, wants_fragment
from fugong.core.tests.factories import VISITOR


def asked(**headers: str) -> HttpRequest:
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    request.actor = VISITOR  # type: ignore[attr-defined]  # as people's middleware does
    return request


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true", "HX-Request-Type": "partial"}, True),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_only_htmx_putting_a_piece_into_a_page_gets_a_piece(headers: dict[str, str], *, fragment: bool) -> None:
    assert wants_fragment(asked(**headers)) is fragment


def test_the_page_stands_in_the_frame_and_the_piece_does_not() -> None:
    context = {"sentence": "缺少工作方案", "refusal": None}

    page = render(asked(), "core/refused", context, status=409)
    piece = render(asked(**{"HX-Request": "true"}), "core/refused", context, status=409)

    assert page.status_code == piece.status_code == 409
    assert b"<html" in page.content
    assert b"<html" not in piece.content
    assert "缺少工作方案" in piece.content.decode()


def test_caches_keep_page_and_piece_apart() -> None:
    assert "HX-Request" in render(asked(), "core/refused", {})["Vary"]
