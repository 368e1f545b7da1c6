"""What indicators stores: where the counted cells lie and how far they reach; the year's targets."""

from .cell_file import CellFile, CellStamp
from .year_target import YearTarget

__all__ = ["CellFile", "CellStamp", "YearTarget"]
