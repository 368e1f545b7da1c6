"""The prefecture's counties as outlines, and the county's townships as tiles."""

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fugong.cockpit.rules.shares import level_of
from fugong.indicators import public as indicators
from fugong.registry import public as registry

__all__ = ["MAP_HEIGHT", "MAP_WIDTH", "Outline", "Tile", "level_of_all", "outlines", "tiles_of"]

MAP_WIDTH, MAP_HEIGHT = 460, 420
_MAPS = Path(__file__).resolve().parents[1] / "maps"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A county on the map: its outline as the path of an SVG, and where its name stands."""

    code: str
    name: str
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A township: how many of its enterprises operate, and a level from 0 to 4 for its shade."""

    code: str
    name: str
    numerator: int
    denominator: int
    level: int


@cache
def outlines(county_code: str) -> tuple[Outline, ...]:
    """Give the outlines of the prefecture in which a county lies; none where no map of it is at hand."""
    for path in sorted(_MAPS.glob("*.geojson")):
        features = json.loads(path.read_text("utf-8"))["features"]
        if any(feature["properties"]["code"] == county_code for feature in features):
            return tuple(_drawn(features))
    return ()


def tiles_of(county_code: str, *, on: date) -> list[Tile]:
    """Give the townships with how many of their enterprises reported to operate, in order of code."""
    values = {
        value.group: value
        for value in indicators.latest("resumption_gross", county_code=county_code, on=on, version=2, by="township")
    }
    return [
        Tile(place.code, place.name, *_counted(values.get(place.code))) for place in registry.townships(county_code)
    ]


def level_of_all(tiles: Iterable[Tile]) -> int:
    """Give the level of the townships together."""
    held = list(tiles)
    return level_of(sum(tile.numerator for tile in held), sum(tile.denominator for tile in held))


def _counted(value: indicators.Value | None) -> tuple[int, int, int]:
    if value is None or not value.denominator:
        return 0, 0, 0
    return int(value.numerator), int(value.denominator), level_of(value.numerator, value.denominator)


def _drawn(features: list[dict[str, Any]]) -> Iterator[Outline]:
    shapes = [(feature["properties"], list(_rings(feature["geometry"]))) for feature in features]
    points = [point for _, rings in shapes for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    narrow = math.cos(math.radians((south + north) / 2))
    scale = min(MAP_WIDTH / ((east - west) * narrow), MAP_HEIGHT / (north - south))

    def placed(point: Point) -> Point:
        return round((point[0] - west) * narrow * scale, 1), round((north - point[1]) * scale, 1)

    for told, rings in shapes:
        drawn = [[placed(point) for point in ring] for ring in rings]
        x, y = _middle(max(drawn, key=len))
        path = "".join(f"M{'L'.join(f'{a},{b}' for a, b in ring)}Z" for ring in drawn)
        yield Outline(told["code"], told["name"], path, round(x), round(y))


def _rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    told = geometry["coordinates"]
    for polygon in told if geometry["type"] == "MultiPolygon" else [told]:
        yield from ([(x, y) for x, y, *_ in ring] for ring in polygon)


def _middle(ring: list[Point]) -> Point:
    """Give the middle of a ring's box, where a name can stand."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return round((min(xs) + max(xs)) / 2, 1), round((min(ys) + max(ys)) / 2, 1)
