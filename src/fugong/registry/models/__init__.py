"""What the registry stores: reference tables, enterprises, and the dated and yearly facts about them."""

from .answer import Answer
from .burden_entry import BurdenEntry
from .controlling_holder import ControllingHolder
from .enterprise import Enterprise
from .figures import AnnualFigures, SizeClass
from .industry import Industry
from .membership import Membership
from .merge import Merge
from .region import Region
from .representative import Representative
from .suspected_pair import SuspectedPair

__all__ = [
    "AnnualFigures",
    "Answer",
    "BurdenEntry",
    "ControllingHolder",
    "Enterprise",
    "Industry",
    "Membership",
    "Merge",
    "Region",
    "Representative",
    "SizeClass",
    "SuspectedPair",
]
