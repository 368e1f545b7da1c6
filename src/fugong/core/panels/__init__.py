"""What higher contexts show on a lower context's page, without the lower one knowing them.

A context registers its panel when it starts (``apps.py``); the page draws a place for each panel that the person may
see, and HTMX fills it from the panel's own address. Without JavaScript the place is a link to that address.
"""

from dataclasses import dataclass

from fugong.core.permission import Actor

__all__ = ["Panel", "of", "register"]


@dataclass(frozen=True)
class Panel:
    """One piece of a page: where it shows, what it is called, which address fills it and which right it needs."""

    page: str
    name: str
    title: str
    url_name: str
    permission: str
    order: int


_registered: dict[tuple[str, str], Panel] = {}


def register(*, page: str, name: str, title: str, url_name: str, permission: str = "", order: int = 50) -> None:
    """Put a panel on a page; the same page and name again replace it.

    ``title`` is a Chinese msgid. ``url_name`` takes the key of the page's subject as its only argument. Without a
    ``permission`` everybody who sees the page sees the place, and the panel's own address decides.
    """
    panel = Panel(page, name, title, url_name, permission, order)
    _registered[page, name] = panel


def of(page: str, actor: Actor) -> tuple[Panel, ...]:
    """Give the panels of a page that the actor may see, in their order."""
    panels = (
        panel
        for panel in _registered.values()
        if panel.page == page and (not panel.permission or actor.may(panel.permission))
    )
    return tuple(sorted(panels, key=lambda panel: (panel.order, panel.name)))
