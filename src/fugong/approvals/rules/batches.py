"""Deciding many applications alike: what an order may hold, and how far it has got."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fugong.core.refusals import Invalid, Problem, Refused
from fugong.core.wording import N_

__all__ = [
    "ITEM_WORDS",
    "MOST_ITEMS",
    "BatchIsOver",
    "Chosen",
    "ItemState",
    "Progress",
    "guard_chosen",
    "progress_of",
    "read_chosen",
    "reason_of",
    "write_chosen",
]

# One page can still be read; a county of ten thousand filters its ledger.
MOST_ITEMS = 1000


class ItemState(StrEnum):
    """What became of one application of an order."""

    WAITING = "waiting"
    DONE = "done"
    SKIPPED = "skipped"


ITEM_WORDS = {
    ItemState.WAITING: N_("待办理"),
    ItemState.DONE: N_("已办理"),
    ItemState.SKIPPED: N_("已跳过"),
}


class BatchIsOver(Refused):
    """The order was worked off or stopped already, or is at work."""

    code = "batch_is_over"
    message = N_("该批量办理单的状态已变化，不能这样操作。请查看最新进度。")


@dataclass(frozen=True, slots=True)
class Chosen:
    """An application with the version that the officer saw."""

    application_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many applications an order has, and how many of them are done, skipped or still waiting."""

    total: int
    done: int
    skipped: int

    @property
    def worked(self) -> int:
        """Give how many have been worked on."""
        return self.done + self.skipped

    @property
    def waiting(self) -> int:
        """Give how many are still to be worked on."""
        return self.total - self.worked


def guard_chosen(chosen: Sequence[Chosen], *, counties: Iterable[str]) -> str:
    """Give the county of an order, if it has at least one application, not too many, of one county. Raises Invalid."""
    found = sorted(set(counties))
    if not chosen or not found:
        raise Invalid([Problem("chosen", N_("请至少选择一件申请。"))])
    if len(chosen) > MOST_ITEMS:
        raise Invalid([Problem("chosen", N_("一次最多办理 %(most)s 件，请缩小范围。"), {"most": MOST_ITEMS})])
    if len(found) > 1:
        raise Invalid([Problem("chosen", N_("一次只能办理同一县的申请。"))])
    return found[0]


def progress_of(counts: Mapping[str, int]) -> Progress:
    """Give the progress from the number of items in each state."""
    return Progress(sum(counts.values()), counts.get(ItemState.DONE, 0), counts.get(ItemState.SKIPPED, 0))


def read_chosen(text: str) -> tuple[Chosen, ...]:
    """Read ``12:3,15:1`` (application and version), each application once; what cannot be read is left out."""
    found: dict[int, Chosen] = {}
    for part in text.split(","):
        number, _, version = part.partition(":")
        if number.isascii() and number.isdecimal() and version.isascii() and version.isdecimal():
            found.setdefault(int(number), Chosen(int(number), int(version)))
    return tuple(found.values())


def write_chosen(chosen: Iterable[Chosen]) -> str:
    """Write the choice as ``read_chosen`` reads it."""
    return ",".join(f"{one.application_id}:{one.version}" for one in chosen)


def reason_of(refusal: Refused) -> Problem:
    """Give why an application is skipped, as one sentence with its facts."""
    if isinstance(refusal, Invalid) and refusal.problems:
        return refusal.problems[0]
    return Problem("", refusal.message, refusal.facts)
