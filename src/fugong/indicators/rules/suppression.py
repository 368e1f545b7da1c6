"""Which cells of a published table may not be shown, so that no figure of one or two enterprises can be worked out.

A cell over fewer than three enterprises is hidden (Statistics Law of the PRC, on data from which a single respondent
can be recognised; the threshold of three is the usual one, Hundepool et al., Statistical Disclosure Control, 2012).
Then whoever knows which enterprise belongs to which groups, as everybody may, is let loose on what is left: adding
and subtracting shown cells, also across groupings, must give the sum of no one or two enterprises. That is decided
exactly, by linear algebra: such a sum can be had if and only if it lies in the space spanned by the shown cells.
As long as one lies there, the smallest cell that touches it is hidden too; the total goes last.

Not guarded: a cell that one large enterprise makes up almost alone, and what enterprises know of themselves.
"""

from collections.abc import Hashable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

__all__ = ["FLOOR", "exposed", "hidden"]

# So many enterprises stand behind every shown figure.
FLOOR: Final = 3
_EXACT = 1e-7
K = TypeVar("K", bound=Hashable)


def hidden(cells: Mapping[K, AbstractSet[int]]) -> set[K]:
    """Give the cells to hide, each given by the enterprises behind its figure; an empty cell hides nobody.

    Hiding goes on until nothing is ``exposed``; what is larger stays as long as it can.
    """
    shown = {key: units for key, units in cells.items() if units}
    kept_back = {key for key, units in shown.items() if len(units) < FLOOR}
    for key in kept_back:
        del shown[key]
    while found := exposed(shown):
        smallest = min(found, key=lambda key: (len(shown[key]), str(key)))
        kept_back.add(smallest)
        del shown[smallest]
    return kept_back


def exposed(shown: Mapping[K, AbstractSet[int]]) -> set[K]:
    """Give the cells from which the sum of some one or two enterprises can be worked out, if there are such."""
    if not shown:
        return set()
    classes = _classes(shown)
    # Enterprises that always stand together cannot be told apart: three of them and more give nobody away.
    small = [number for number, members in enumerate(classes) if len(members) < FLOOR]
    if not small:
        return set()
    first = [next(iter(members)) for members in classes]
    table = np.array([[unit in units for unit in first] for units in shown.values()], dtype=np.float64)
    wanted = _in_reach(table, small, [number for number in small if len(classes[number]) == 1])
    if not wanted:
        return set()
    target = np.zeros(len(classes))
    target[wanted] = 1
    weights = np.linalg.lstsq(table.T, target, rcond=None)[0]
    return {key for key, weight in zip(shown, weights, strict=True) if abs(weight) > _EXACT}


def _classes(shown: Mapping[K, AbstractSet[int]]) -> list[set[int]]:
    """Group the enterprises by the cells they stand in."""
    stands_in: dict[int, list[int]] = {}
    for number, units in enumerate(shown.values()):
        for unit in units:
            stands_in.setdefault(unit, []).append(number)
    found: dict[tuple[int, ...], set[int]] = {}
    for unit, numbers in stands_in.items():
        found.setdefault(tuple(numbers), set()).add(unit)
    return list(found.values())


def _in_reach(table: NDArray[np.float64], small: list[int], single: list[int]) -> list[int]:
    """Give a small class, or two of one enterprise each, whose sum lies in the space of the table's rows."""
    _, sizes, basis = np.linalg.svd(table, full_matrices=False)
    basis = basis[sizes > _EXACT * sizes[0]]
    # The squared length of a class's shadow on the space: 1 where the class lies in it.
    for number in small:
        if basis[:, number] @ basis[:, number] > 1 - _EXACT:
            return [number]
    shadows = basis[:, single]
    held = (shadows * shadows).sum(axis=0)
    both = held[:, None] + held[None, :] + 2 * shadows.T @ shadows
    np.fill_diagonal(both, 0)
    pairs = np.argwhere(both > 2 - _EXACT)
    return [single[int(place)] for place in pairs[0]] if len(pairs) else []
