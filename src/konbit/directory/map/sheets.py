"""The two sheets a map is drawn on: where a place lies on it, and its ground of sea, graticule and land."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import ceil, floor

from konbit.engines.geodesy import Box
from konbit.engines.projection import EQUAL_EARTH_HALF_WIDTH, equal_earth, mercator

from . import land
from .path import Point, line, shape

MARGIN = 4
"""Room around the world for its outline, in units of the drawing."""

_NORTH, _SOUTH = 84.0, -57.0  # the land without Antarctica lies between these
_LEAST_SPAN = 0.25 / 360  # of the Mercator world: a city; closer, neither outline nor names say more
_FINE_SPAN = 60 / 360  # wider windows take the coarser outline: the eye sees no difference, the line does


@dataclass(frozen=True)
class Ground:
    """Paths of what lies under the seals, ready for the `d` of an SVG path."""

    sea: str
    graticule: str
    land: str


@dataclass(frozen=True)
class World:
    """Equal Earth, the whole equator across a width in units of the drawing."""

    width: int

    @property
    def height(self) -> int:
        """Height in units of the drawing, Antarctica left out."""
        return ceil(self.place(_SOUTH, 0)[1]) + MARGIN

    def place(self, lat: float, lon: float) -> Point:
        """Degrees to (x, y) of the drawing, from its upper left corner."""
        scale = (self.width - 2 * MARGIN) / (2 * EQUAL_EARTH_HALF_WIDTH)
        x, y = equal_earth(lat, lon)
        return self.width / 2 + x * scale, MARGIN + (equal_earth(_NORTH, 0)[1] - y) * scale

    def ground(self) -> Ground:
        """The ground of every world of this width: made once, then kept."""
        return _world_ground(self)


@cache
def _world_ground(world: World) -> Ground:
    place = world.place
    down = [_NORTH - step * (_NORTH - _SOUTH) / 24 for step in range(25)]
    rim = [place(lat, -180) for lat in down] + [place(lat, 180) for lat in reversed(down)]
    meridians = (line(place(lat, lon) for lat in down[::2]) for lon in range(-150, 180, 30))
    parallels = (line([place(lat, -180), place(lat, 180)]) for lat in range(-30, 90, 30))
    coasts = (shape(place(lat, lon) for lat, lon in ring) for ring in land.rings("world"))
    return Ground(shape(rim), "".join((*meridians, *parallels)), "".join(coasts))


@dataclass(frozen=True)
class Region:
    """A window of the Mercator world, `width` by `height` units of the drawing.

    `west` and `north` are its corner and `span` its width, as shares of the Mercator world; `west` may lie
    beyond 0 … 1 where the window runs across the 180° meridian.
    """

    width: int
    height: int
    west: float
    north: float
    span: float

    @classmethod
    def around(cls, bounds: Box, width: int, height: int) -> Region:
        """The smallest window of this form with `bounds` (degrees) in its middle, at least a degree wide."""
        west, north = mercator(bounds.lat_max, bounds.lon_min)
        _east, south = mercator(bounds.lat_min, bounds.lon_max)
        across = bounds.lon_span / 360
        span = min(1.0, width / height, max(_LEAST_SPAN, across, (south - north) * width / height))
        tall = span * height / width
        middle = min(1 - tall / 2, max(tall / 2, (north + south) / 2))
        return cls(width, height, west + across / 2 - span / 2, middle - tall / 2, span)

    def place(self, lat: float, lon: float) -> Point:
        """Degrees to (x, y) of the drawing, from its upper left corner; outside it for a far place."""
        x, y = mercator(lat, lon)
        x += round(self.west + self.span / 2 - x)  # the turn of the world in which the window lies
        return self._pixel((x, y))

    def ground(self) -> Ground:
        """Sea over the whole window and the land in it; the last few hundred windows are kept."""
        return _region_ground(self)

    def _pixel(self, point: Point) -> Point:
        scale = self.width / self.span
        return (point[0] - self.west) * scale, (point[1] - self.north) * scale


@lru_cache(maxsize=256)
def _region_ground(region: Region) -> Ground:
    reach = region.span * MARGIN / region.width  # cuts lie outside the window, unseen
    west, east = region.west - reach, region.west + region.span + reach
    north, south = region.north - reach, region.north + region.span * region.height / region.width + reach
    pieces = land_pieces(west, north, east, south)
    coasts = [shape(region._pixel(point) for point in piece) for piece in pieces]
    sea = shape([(0, 0), (region.width, 0), (region.width, region.height), (0, region.height)])
    return Ground(sea, "", "".join(coasts))


def land_pieces(
    west: float, north: float, east: float, south: float, fine: float = _FINE_SPAN
) -> Iterator[list[Point]]:
    """The land within a rectangle, as closed rings, in shares of the Mercator world.

    `west` and `east` may lie beyond 0 … 1 where the rectangle runs across the 180° meridian. Those
    wider than `fine` are given the coarser outline. Fill by the even-odd rule.
    """
    detail: land.Detail = "world" if east - west > fine else "region"
    for ring, (left, top, right, bottom) in _mercator_rings(detail):
        if bottom < north or top > south:
            continue
        for turn in range(floor(west), ceil(east) + 1):
            if left + turn <= east and right + turn >= west:
                yield _window([(x + turn, y) for x, y in ring], west, north, east, south)


@cache
def _mercator_rings(detail: land.Detail) -> tuple[tuple[list[Point], tuple[float, float, float, float]], ...]:
    """An outline in Mercator, each ring with its left, top, right and bottom."""
    rings = [[mercator(lat, lon) for lat, lon in ring] for ring in land.rings(detail)]
    return tuple((ring, _extent(*zip(*ring, strict=True))) for ring in rings)


def _extent(xs: tuple[float, ...], ys: tuple[float, ...]) -> tuple[float, float, float, float]:
    return min(xs), min(ys), max(xs), max(ys)


def _window(ring: list[Point], west: float, north: float, east: float, south: float) -> list[Point]:
    """The part of a ring inside a rectangle, cut along its four sides one after the other.

    Source: I. Sutherland, G. Hodgman (1974), 'Reentrant Polygon Clipping', Communications of the ACM 17 (1).
    """
    for axis, limit, side in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        kept: list[Point] = []
        for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
            if ((before[axis] - limit) * side >= 0) != ((point[axis] - limit) * side >= 0):
                kept.append(_crossing(before, point, axis, limit))
            if (point[axis] - limit) * side >= 0:
                kept.append(point)
        ring = kept
    return ring


def _crossing(one: Point, other: Point, axis: int, limit: float) -> Point:
    share = (limit - one[axis]) / (other[axis] - one[axis])
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
