"""The lake: what contexts publish as facts, append-only Parquet by county and month, read together with the newest."""

from .checking import Difference, reconcile
from .duck import DuckEngine, kept_in_memory, opened
from .facts import Column, Fact, declare, declared
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
from .refreshing import Refreshed, folder, rebuild, refresh
from .spark import carried_over, connected
from .sql import empty, names_of, select, union

__all__ = [
    "AsOf", "Column", "CountingEngine", "Difference", "DuckEngine", "Engine", "Fact", "FileEngine", "Lake",
    "Refreshed", "carried_over", "changed_days", "connected", "counting", "current_position", "declare", "declared",
    "empty", "folder", "kept_in_memory", "names_of", "opened", "published_up_to", "reading", "reading_on", "rebuild",
    "reconcile", "refresh", "select", "take_position", "union",
]  # fmt: skip
