"""What indicators stores: where the counted cells lie and how far they reach; the year's targets; visits suggested."""

from .cell_file import CellFile, CellStamp
from .visit import VisitAnswer, VisitSuggestion
from .year_target import YearTarget

__all__ = ["CellFile", "CellStamp", "VisitAnswer", "VisitSuggestion", "YearTarget"]
