"""Every address says who may open it: a view without a declared permission fails here, before anybody finds it."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from fugong.core.personal.edge import is_private
from fugong.people.public import PERMISSIONS

ASSETS = ("django.contrib.staticfiles.views.serve",)


def patterns(under: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Give every address of the product with its pattern."""
    for found in (under or get_resolver()).url_patterns:
        address = f"{prefix}{found.pattern}"
        if isinstance(found, URLResolver):
            yield from patterns(found, address)
        else:
            yield address, found


ALL = dict(patterns())


@pytest.mark.parametrize("address", sorted(ALL))
def test_every_address_declares_who_may_open_it(address: str) -> None:
    view = ALL[address].callback
    if f"{view.__module__}.{view.__name__}" in ASSETS:
        return
    declared = getattr(view, "permission_declared", None)
    assert declared, f"{address}: put needs(…), signed_in_only or open_to_public on {view.__module__}.{view.__name__}"
    if declared == "token":  # which scope each operation needs is looked at in tests/api/test_gate.py
        assert address.startswith("/api/")
        return
    assert declared in {"public", "signed in", *PERMISSIONS}, f"{address}: no role carries {declared}"


def test_there_are_addresses_to_check() -> None:
    assert {"/", "/audit/", "/sign-in/"} <= ALL.keys()


@pytest.mark.parametrize("address", [address for address in sorted(ALL) if "roster" in address])
def test_nothing_is_kept_of_a_page_with_data_about_persons(address: str) -> None:
    assert is_private(ALL[address].callback), f"{address}: put carries_personal_data on its view"
