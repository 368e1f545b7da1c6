"""What the registry stores: reference tables, enterprises, and the dated and yearly facts about them."""

from .controlling_holder import ControllingHolder
from .enterprise import Enterprise
from .figures import AnnualFigures, SizeClass
from .industry import Industry
from .membership import Membership
from .region import Region
from .representative import Representative

__all__ = [
    "AnnualFigures",
    "ControllingHolder",
    "Enterprise",
    "Industry",
    "Membership",
    "Region",
    "Representative",
    "SizeClass",
]
