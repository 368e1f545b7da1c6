"""What indicators stores: where the counted cells lie and how far they reach."""

from .cell_file import CellFile, CellStamp

__all__ = ["CellFile", "CellStamp"]
