"""The lake: what contexts publish as facts, append-only Parquet by county and month, read together with the newest."""

from fugong.core.database.removing import may_remove_files

from .checking import Difference, reconcile
from .duck import DuckEngine, kept_in_memory, opened
from .facts import Column, Fact, declare, declared
from .files import folder
from .joining import Joined, counties, join
from .positions import current_position, take_position
from .reading import (
    AsOf,
    CountingEngine,
    Engine,
    FileEngine,
    Lake,
    changed_days,
    counting,
    published_up_to,
    reading,
    reading_on,
)
from .refreshing import Refreshed, rebuild, refresh
from .spark import carried_over, connected
from .sql import empty, names_of, select, union

__all__ = [
    "AsOf", "Column", "CountingEngine", "Difference", "DuckEngine", "Engine", "Fact", "FileEngine", "Joined",
    "Lake", "Refreshed", "carried_over", "changed_days", "connected", "counties", "counting", "current_position",
    "declare", "declared", "empty", "folder", "join", "kept_in_memory", "may_remove_files", "names_of", "opened",
    "published_up_to", "reading", "reading_on", "rebuild", "reconcile", "refresh", "select", "take_position",
    "union",
]  # fmt: skip
