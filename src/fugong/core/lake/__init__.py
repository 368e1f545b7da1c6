"""The lake: what contexts publish as facts, append-only Parquet by county and month, read together with the newest."""

from .positions import current_position, take_position

__all__ = ["current_position", "take_position"]
