"""Areas of duty: a division code is a path, and an area is its beginning.

Province 52 ⊃ city 5203 ⊃ county 520322 ⊃ township 520322101 ⊃ village 520322101001.
"""

from collections.abc import Iterable


def covers(area: str, division_code: str) -> bool:
    """Tell whether the area holds the division; no area holds nothing, and nothing holds an unknown place."""
    return bool(area) and bool(division_code) and division_code.startswith(area)


def reach(areas: Iterable[str], division_code: str) -> bool:
    """Tell whether one of the areas holds the division."""
    return any(covers(area, division_code) for area in areas)


def widest(areas: Iterable[str]) -> tuple[str, ...]:
    """Give the fewest areas that hold the same places, in order: an area inside another adds nothing."""
    kept: list[str] = []
    for area in sorted({area for area in areas if area}):
        if not kept or not area.startswith(kept[-1]):
            kept.append(area)
    return tuple(kept)
