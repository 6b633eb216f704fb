"""Naming points of a map by a town near them, fast enough for every circle of a map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from math import cos, floor, radians

from konbit.directory.gazetteer import Town
from konbit.directory.map.names import NamedPlace
from konbit.directory.queries.towns import gazetteer
from konbit.engines.geodesy import Box

SMALLEST_AT = ((6, 500_000), (11, 100_000), (30, 15_000))
"""Up to which zoom of the map how large a town must be to give its name to a circle (inhabitants)."""

CLOSE = 5.0  # degrees of longitude: in a smaller part of the map small towns are named too
MOST_TOWNS = 40
_FARTHEST = 12  # degrees


class _Grid:
    """Towns by the square degree in which they lie, each with its rank by the number of its people."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self._squares: dict[tuple[int, int], list[tuple[int, NamedPlace]]] = defaultdict(list)
        for rank, town in enumerate(towns):
            square = floor(town.latitude), floor(town.longitude)
            self._squares[square].append((rank, NamedPlace(town.latitude, town.longitude, town.name)))

    def within(self, bounds: Box) -> list[NamedPlace]:
        """The towns in a box, largest first."""
        width = bounds.lon_max - bounds.lon_min if bounds.lon_max >= bounds.lon_min else bounds.lon_span
        west = floor(bounds.lon_min)
        found = [
            (rank, town)
            for row in range(floor(bounds.lat_min), floor(bounds.lat_max) + 1)
            for column in range(west, min(west + 360, floor(bounds.lon_min + width) + 1))
            for rank, town in self._squares.get((row, (column + 180) % 360 - 180), ())
            if bounds.lat_min <= town.lat <= bounds.lat_max and (town.lon - bounds.lon_min) % 360 <= width
        ]
        return [town for _rank, town in sorted(found, key=lambda one: one[0])]

    def nearest(self, lat: float, lon: float) -> str:
        """The name of the town nearest to a point in degrees, or nothing far out at sea.

        Distances on a plane as wide as its parallel: good enough to name a circle on a map.
        """
        best, name = float("inf"), ""
        shrink = cos(radians(lat))
        row, column = floor(lat), floor(lon)
        for ring in range(_FARTHEST):
            if best < (ring - 1) * shrink:
                break
            for square in _ring(row, column, ring):
                for _rank, town in self._squares.get(square, ()):
                    east = (town.lon - lon + 180) % 360 - 180
                    away = ((town.lat - lat) ** 2 + (east * shrink) ** 2) ** 0.5
                    if away < best:
                        best, name = away, town.name
        return name


def _ring(row: int, column: int, ring: int) -> list[tuple[int, int]]:
    if not ring:
        return [(row, column)]
    span = range(-ring, ring + 1)
    edge = [(row + side, column + step) for side in (-ring, ring) for step in span]
    edge += [(row + step, column + side) for side in (-ring, ring) for step in span[1:-1]]
    return [(y, (x + 180) % 360 - 180) for y, x in edge]


def towns_within(bounds: Box, beyond: float = 0.0) -> list[NamedPlace]:
    """The largest towns in a part of the map, largest first: enough to name it by.

    `beyond`: how much wider and taller than `bounds`, as a share, the part may be drawn on each side.
    """
    tall, wide = (bounds.lat_max - bounds.lat_min) * beyond, bounds.lon_span * beyond
    around = Box(
        max(-90.0, bounds.lat_min - tall),
        min(90.0, bounds.lat_max + tall),
        bounds.lon_min - wide,
        bounds.lon_min + min(360.0, bounds.lon_span + wide),
    )
    return _grid(15_000 if bounds.lon_span < CLOSE else 300_000).within(around)[:MOST_TOWNS]


@lru_cache(maxsize=8)
def _grid(smallest: int) -> _Grid:
    return _Grid(gazetteer().larger_than(smallest))


def town_near(lat: float, lon: float, zoom: int) -> str:
    """The name of a town near a point (degrees), as large as a map of this zoom would name; else nothing."""
    smallest = next(least for most_zoom, least in SMALLEST_AT if zoom <= most_zoom)
    return _near(round(lat, 2), round(lon, 2), smallest)


@lru_cache(maxsize=50_000)
def _near(lat: float, lon: float, smallest: int) -> str:
    return _grid(smallest).nearest(lat, lon)
