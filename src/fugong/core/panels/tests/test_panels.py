"""Higher contexts put panels on lower pages; each person sees those their posts allow."""

from collections.abc import Iterator

import pytest

from fugong.core import panels
from fugong.core.tests.factories import AUDITOR, OFFICER


@pytest.fixture(autouse=True)
def _panels_of_this_test_only() -> Iterator[None]:
    before = dict(panels._registered)
    yield
    panels._registered.clear()
    panels._registered.update(before)


def put(name: str, *, order: int = 50, permission: str = "") -> None:
    panels.register(page="shed", name=name, title="棚", url_name="nowhere", permission=permission, order=order)


def names(actor: object = OFFICER) -> list[str]:
    return [panel.name for panel in panels.of("shed", actor)]  # type: ignore[arg-type]  # a stand-in for an actor


def test_panels_come_in_their_order() -> None:
    put("late", order=90)
    put("early", order=10)

    assert names() == ["early", "late"]


def test_a_panel_shows_only_to_who_has_its_right() -> None:
    put("trail", permission="audit.view")

    assert names(OFFICER) == []
    assert names(AUDITOR) == ["trail"]


def test_registering_again_replaces() -> None:
    put("only", order=10)
    put("only", order=20)

    assert names() == ["only"]


def test_other_pages_have_none_of_it() -> None:
    put("only")

    assert panels.of("elsewhere", OFFICER) == ()
