"""What indicators stores: where cells lie and how far they reach, targets, visits suggested, what was published."""

from .cell_file import CellFile, CellStamp
from .publication import Publication
from .visit import VisitAnswer, VisitSuggestion
from .year_target import YearTarget

__all__ = ["CellFile", "CellStamp", "Publication", "VisitAnswer", "VisitSuggestion", "YearTarget"]
