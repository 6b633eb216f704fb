"""Map projections of a sphere of radius 1: Equal Earth for the world, Mercator for regions and cells."""

from __future__ import annotations

from math import asin, asinh, atan, cos, degrees, isfinite, pi, radians, sin, sinh, sqrt, tan

from .geodesy import on_earth

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2

EQUAL_EARTH_HALF_WIDTH = pi / (_M * _A1)
"""Largest x of the Equal Earth projection: the equator at 180°."""

MERCATOR_LIMIT = degrees(atan(sinh(pi)))
"""The latitude (85.05°) at which the spherical Mercator world is a square; beyond it there is no map."""


def equal_earth(lat: float, lon: float) -> tuple[float, float]:
    """Degrees to Equal Earth (x eastward, y northward), in units of the Earth's radius: areas are true.

    Raises ValueError for a point outside the world.
    Source: B. Šavrič, T. Patterson, B. Jenny (2018), 'The Equal Earth map projection', IJGIS 33 (3).
    """
    on_earth(lat, lon)
    theta = asin(_M * sin(radians(lat)))
    return radians(lon) * cos(theta) / (_M * _slope(theta)), _height(theta)


def equal_earth_inverse(x: float, y: float) -> tuple[float, float]:
    """Equal Earth (x, y) back to degrees (lat, lon); ValueError for a point outside the map.

    Source: as `equal_earth`; the parametric latitude by Newton's method.
    """
    top = _height(pi / 3)
    if not (isfinite(x) and isfinite(y) and abs(y) <= top + 1e-9):
        raise ValueError(f"({x}, {y}) is outside the Equal Earth map")
    theta = max(-pi / 3, min(pi / 3, y / _A1))
    for _step in range(12):
        theta -= (_height(theta) - y) / _slope(theta)
    lat = degrees(asin(max(-1.0, min(1.0, sin(theta) / _M))))
    lon = degrees(x * _M * _slope(theta) / cos(theta))
    if abs(lon) > 180 + 1e-6:
        raise ValueError(f"({x}, {y}) is outside the Equal Earth map")
    return lat, max(-180.0, min(180.0, lon))


def _height(theta: float) -> float:
    square = theta * theta
    return theta * (_A1 + _A2 * square + square**3 * (_A3 + _A4 * square))


def _slope(theta: float) -> float:
    square = theta * theta
    return _A1 + 3 * _A2 * square + square**3 * (7 * _A3 + 9 * _A4 * square)


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Degrees to the unit square of the spherical Mercator world: x from 180° W eastward, y southward.

    Latitudes beyond ±85.05° lie on the edge of the square. Raises ValueError for a point outside the world.
    Source: J. P. Snyder (1987), 'Map Projections: A Working Manual', USGS Professional Paper 1395, eq. 7-2.
    """
    on_earth(lat, lon)
    lat = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, lat))
    y = 0.5 - asinh(tan(radians(lat))) / (2 * pi)
    return (lon + 180) / 360, max(0.0, min(1.0, y))


def mercator_inverse(x: float, y: float) -> tuple[float, float]:
    """A point of the unit square of the Mercator world back to degrees (lat, lon); ValueError outside it.

    Source: as `mercator`, eq. 7-4.
    """
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError(f"({x}, {y}) is outside the unit square of the Mercator map")
    return degrees(atan(sinh(pi * (1 - 2 * y)))), x * 360 - 180
