"""What the groups of a breakdown are called."""

from collections.abc import Iterable, Mapping

from fugong.registry import public as registry

__all__ = ["group_names"]


def group_names(by: str, groups: Iterable[str]) -> Mapping[str, str]:
    """Give the names of groups by their codes; what has no name of its own keeps its code."""
    match by:
        case "township":
            return registry.township_names(groups)
        case "industry":
            return registry.industry_names_in_use(groups)
        case "ownership":
            return registry.HOLDERS
        case "size":
            return registry.SIZES
        case _:
            return {}
