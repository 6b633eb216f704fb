"""Square cells of the Mercator world, packed into one integer: what the search index counts and maps draw.

At zoom z the world is 2^z by 2^z cells. A cell is packed as column << z | row, row 0 in the north; the zoom
is not part of the number, it is implied by the field that holds it (c2, c4, … c16).

Clamps: latitudes beyond ±85.05° fall into the first or last row; longitude 180 falls into the last column,
though it is the same meridian as -180 in the first: viewports are asked for by the numbers as written.
"""

from __future__ import annotations

from math import log2

from .geodesy import Box
from .projection import mercator, mercator_inverse

ZOOMS = (2, 4, 6, 8, 10, 12, 14, 16)
"""The zooms that the search index keeps; cells of 10 000 km down to about 600 m at the equator."""

CLUSTER_PIXELS = 64
"""About how wide a cluster's cell is on the screen, in CSS pixels."""


def cell(lat: float, lon: float, zoom: int) -> int:
    """The packed cell of a point in degrees at a zoom (0 to 30); ValueError outside the world or zooms."""
    column, row = _column_row(lat, lon, _checked(zoom))
    return column << zoom | row


def cells(lat: float, lon: float) -> tuple[int, ...]:
    """The packed cells of a point at each of `ZOOMS`, in that order; ValueError outside the world."""
    deepest = ZOOMS[-1]
    column, row = _column_row(lat, lon, deepest)
    return tuple(column >> (deepest - zoom) << zoom | row >> (deepest - zoom) for zoom in ZOOMS)


def cell_bounds(packed: int, zoom: int) -> Box:
    """The box of a packed cell, in degrees; ValueError for a number that is no cell of that zoom."""
    size = 1 << _checked(zoom)
    column, row = packed >> zoom, packed & (size - 1)
    if not 0 <= column < size:
        raise ValueError(f"{packed} is no cell at zoom {zoom}")
    north, west = mercator_inverse(column / size, row / size)
    south, east = mercator_inverse((column + 1) / size, (row + 1) / size)
    return Box(south, north, west, east)


def zoom_for(viewport: Box, width: int) -> int:
    """The one of `ZOOMS` whose cells are nearest to `CLUSTER_PIXELS` wide in a viewport `width` pixels wide.

    Nearest by ratio, so that cells are 32 to 128 pixels wide between the first and the last zoom.
    Raises ValueError for a width below one pixel.
    """
    if width < 1:
        raise ValueError(f"a viewport {width} pixels wide shows nothing")
    span = max(viewport.lon_span, 1e-9)
    wanted = log2(width / CLUSTER_PIXELS * 360 / span)
    return min(ZOOMS, key=lambda zoom: abs(zoom - wanted))


def _column_row(lat: float, lon: float, zoom: int) -> tuple[int, int]:
    x, y = mercator(lat, lon)
    size = 1 << zoom
    return min(int(x * size), size - 1), min(int(y * size), size - 1)


def _checked(zoom: int) -> int:
    if not 0 <= zoom <= 30:
        raise ValueError(f"zoom {zoom} is outside 0 … 30")
    return zoom
