"""Where the menu leads: one table of entries, of which each person sees those their posts allow."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse

from fugong.core.permission import Actor
from fugong.core.wording import N_


@dataclass(frozen=True)
class Entry:
    """One entry of the menu: its word, its address, the rights of which any one opens it, and its picture."""

    label: str
    url_name: str
    permissions: tuple[str, ...]
    icon: str


@dataclass(frozen=True)
class Group:
    """Entries that belong to the same kind of work."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Link:
    """An entry as drawn on a page."""

    label: str
    url: str
    icon: str
    here: bool = False


MENU = (
    Group(
        N_("办理"),
        (
            Entry(N_("待办"), "approvals:inbox", ("approvals.decide", "approvals.opine"), "inbox"),
            Entry(N_("我的复产申请"), "approvals:mine", ("approvals.apply",), "document"),
            Entry(N_("我的报表"), "reports:mine", ("approvals.apply",), "document"),
            Entry(N_("填报用时"), "registry:own-burden", ("approvals.apply",), "history"),
        ),
    ),
    Group(
        N_("掌握"),
        (
            Entry(N_("复产态势"), "cockpit:cockpit", ("cockpit.view",), "chart"),
            Entry(N_("数据发布"), "cockpit:publications", ("indicators.publish",), "document"),
            Entry(N_("值得走访"), "cockpit:visits", ("indicators.view",), "building"),
            Entry(N_("申请台账"), "approvals:ledger", ("approvals.view",), "document"),
            Entry(N_("报送进度"), "reports:progress", ("reports.view",), "document"),
            Entry(N_("企业台账"), "registry:enterprises", ("registry.view",), "building"),
            Entry(N_("填报负担"), "registry:burden", ("registry.burden",), "history"),
            Entry(N_("政策规则"), "policy:rules", ("policy.view",), "book"),
        ),
    ),
    Group(
        N_("管理"),
        (
            Entry(N_("账号"), "people:accounts", ("people.view",), "people"),
            Entry(N_("单位与岗位"), "people:offices", ("people.view",), "building"),
            Entry(N_("操作留痕"), "audit:trail", ("audit.view",), "history"),
            Entry(N_("个人信息清除"), "personal:erasures", ("audit.view",), "book"),
            Entry(N_("系统状态"), "system", ("system.view",), "gear"),
            Entry(N_("事件推送"), "webhooks:deliveries", ("system.view",), "history"),
        ),
    ),
)


def menu_for(actor: Actor, path: str) -> list[tuple[str, list[Link]]]:
    """Give the menu of one person, the entry of the present page marked."""
    groups = [(group.label, list(_links(group, actor))) for group in MENU]
    # Of entries that lie within each other the page belongs to the innermost.
    here = max((link.url for _, links in groups for link in links if path.startswith(link.url)), key=len, default="")
    return [(label, [replace(link, here=link.url == here) for link in links]) for label, links in groups if links]


def first_page_for(actor: Actor) -> str | None:
    """Give the address of the page with which this person's work begins; none when the posts open nothing."""
    return next((link.url for group in MENU for link in _links(group, actor)), None)


def _links(group: Group, actor: Actor) -> Iterator[Link]:
    for entry in group.entries:
        if any(actor.may(permission) for permission in entry.permissions):
            try:
                url = reverse(entry.url_name)
            except NoReverseMatch:
                continue
            yield Link(entry.label, url, entry.icon)
