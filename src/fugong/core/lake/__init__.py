"""The lake: what contexts publish as facts, append-only Parquet by county and month, read together with the newest."""

from .checking import Difference, reconcile
from .facts import Column, Fact, declare, declared
from .positions import current_position, take_position
from .reading import AsOf, Engine, Lake, published_up_to, reading
from .refreshing import Refreshed, folder, rebuild, refresh
from .sql import select

__all__ = [
    "AsOf", "Column", "Difference", "Engine", "Fact", "Lake", "Refreshed", "current_position", "declare", "declared",
    "folder", "published_up_to", "reading", "rebuild", "reconcile", "refresh", "select", "take_position",
]  # fmt: skip
