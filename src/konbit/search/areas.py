"""Areas of the Earth as cells of the index: what makes "in this box" and "near this point" fast.

An area is a set of cells, each at one of the index's zooms, so that a question about a place is a question
about a few hundred known values and never a walk over all coordinates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import acos, cos, pi, radians, sin

from konbit.engines.cells import ZOOMS, cell, cell_bounds
from konbit.engines.geodesy import EARTH_RADIUS_KM, distance_km

MOST_CELLS = 64  # of a box; more would cost more than looking at the coordinates on its rim
SMALLEST_SHARE = 10  # the rim of a circle is cut from cells that reach at most a tenth of its radius

Cells = dict[int, list[int]]


@dataclass(frozen=True)
class Cover:
    """Cells by zoom: those wholly `inside` an area, and those on its `rim`, which reach beyond it."""

    inside: Cells
    rim: Cells


def cover_box(south: float, west: float, north: float, east: float) -> Cover:
    """The cells of a box in degrees (west not above east), at the finest zoom that needs few enough."""
    zoom, (left, top), (right, bottom) = _corners(south, west, north, east)
    inside: list[int] = []
    rim: list[int] = []
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            within = left < column < right and top < row < bottom
            (inside if within else rim).append(column << zoom | row)
    return Cover({zoom: inside} if inside else {}, {zoom: rim})


def _corners(
    south: float, west: float, north: float, east: float
) -> tuple[int, tuple[int, int], tuple[int, int]]:
    for zoom in reversed(ZOOMS):
        upper, lower = _column_row(north, west, zoom), _column_row(south, east, zoom)
        if (lower[0] - upper[0] + 1) * (lower[1] - upper[1] + 1) <= MOST_CELLS:
            break
    return zoom, upper, lower


def _column_row(lat: float, lon: float, zoom: int) -> tuple[int, int]:
    packed = cell(lat, lon, zoom)
    return packed >> zoom, packed & ((1 << zoom) - 1)


@lru_cache(maxsize=1024)
def cover_circle(lat: float, lon: float, km: float) -> Cells:
    """The cells, large and small, that fill a circle around a point in degrees.

    The rim follows the circle to about a twentieth of the radius: a place just beside it may fall on either
    side. Quadtree descent; a cell at the last zoom counts when its middle lies in the circle.
    """
    found: Cells = defaultdict(list)
    found[ZOOMS[-1]].append(cell(lat, lon, ZOOMS[-1]))
    sine, cosine, around = sin(radians(lat)), cos(radians(lat)), radians(lon)
    waiting = [(1, packed) for packed in range(1 << 2 * ZOOMS[1])]
    while waiting:
        level, packed = waiting.pop()
        zoom = ZOOMS[level]
        row = _row(packed & ((1 << zoom) - 1), zoom)
        middle = ((packed >> zoom) + 0.5) * (2 * pi / (1 << zoom)) - pi
        away = EARTH_RADIUS_KM * acos(
            max(-1.0, min(1.0, sine * row.sine + cosine * row.cosine * cos(middle - around)))
        )
        if away + row.reach <= km:
            found[zoom].append(packed)
        elif away - row.reach <= km:
            if level + 1 < len(ZOOMS) and row.reach > km / SMALLEST_SHARE:
                waiting += [(level + 1, part) for part in _parts(packed, zoom, ZOOMS[level + 1])]
            elif away <= km:
                found[zoom].append(packed)
    return dict(found)


def _parts(packed: int, zoom: int, deeper: int) -> Iterator[int]:
    """The cells of a deeper zoom that make up a cell."""
    step = deeper - zoom
    column, row = packed >> zoom << step, (packed & ((1 << zoom) - 1)) << step
    for x in range(column, column + (1 << step)):
        for y in range(row, row + (1 << step)):
            yield x << deeper | y


@dataclass(frozen=True)
class _Row:
    """A row of cells: sine and cosine of its middle latitude, and how far (km) its cells reach from there."""

    sine: float
    cosine: float
    reach: float


@lru_cache(maxsize=16_384)
def _row(row: int, zoom: int) -> _Row:
    """The first and last rows reach to the poles, as what lies there falls into them."""
    box = cell_bounds(row, zoom)
    north = 90.0 if row == 0 else box.lat_max
    south = -90.0 if row == (1 << zoom) - 1 else box.lat_min
    middle = (north + south) / 2
    reach = max(distance_km(middle, 0.0, lat, box.lon_span / 2) for lat in (south, middle, north))
    return _Row(sin(radians(middle)), cos(radians(middle)), reach * 1.01)
