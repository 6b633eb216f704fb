"""Distances, search boxes and blurred places on a spherical Earth (degrees and kilometres)."""

from __future__ import annotations

from itertools import pairwise
from math import acos, asin, ceil, cos, degrees, floor, isfinite, pi, radians, sin, sqrt
from typing import Literal, NamedTuple, get_args

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth. Source: H. Moritz (2000), 'Geodetic Reference System 1980', J. of Geodesy."""

Precision = Literal["exact", "district", "town", "region", "none"]

BLUR_STEP = {"district": 0.01, "town": 0.05, "region": 0.5}
"""Height of a blurring cell in degrees of latitude: about 1.1 km, 5.6 km and 56 km."""

_ROUNDING = 1e-9  # degrees (a tenth of a millimetre) added to boxes, so that a point on the rim is inside


class Box(NamedTuple):
    """A piece of the Earth between two parallels and two meridians, in degrees.

    Where `lon_min` is greater than `lon_max`, the box runs eastward across the 180° meridian.
    """

    lat_min: float
    lat_max: float
    lon_min: float
    lon_max: float

    @property
    def lon_span(self) -> float:
        """Width in degrees of longitude, 0 to 360."""
        span = self.lon_max - self.lon_min
        return span if span >= 0 else span + 360


def on_earth(lat: float, lon: float) -> tuple[float, float]:
    """The same point, if it is one: latitude within ±90°, longitude within ±180°.

    Raises ValueError, naming the value, for a point outside the world or one that is not a number.
    """
    if not (isfinite(lat) and -90 <= lat <= 90):
        raise ValueError(f"latitude {lat} is outside -90 … 90")
    if not (isfinite(lon) and -180 <= lon <= 180):
        raise ValueError(f"longitude {lon} is outside -180 … 180")
    return lat, lon


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two points in degrees, in kilometres; ValueError outside the world.

    Source: R. W. Sinnott (1984), 'Virtues of the Haversine', Sky and Telescope 68 (2).
    """
    lat1, lon1, lat2, lon2 = map(radians, (*on_earth(lat1, lon1), *on_earth(lat2, lon2)))
    haversine = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(haversine)))


def bands(lat: float, lon: float, radius_km: float, n: int = 8) -> list[Box]:
    """Boxes that together cover the circle of `radius_km` around a point: `n` horizontal bands.

    Every point of the circle is in a box; the boxes hold about 10 % more than the circle at n = 8, so that a
    range query over them is a close first sieve and `distance_km` the second. A band that crosses the 180°
    meridian is two boxes, one that holds a pole spans all longitudes; no returned box has
    lon_min > lon_max. Raises ValueError for a point outside the world, a negative radius, or n < 1.
    """
    on_earth(lat, lon)
    if not (isfinite(radius_km) and radius_km >= 0):
        raise ValueError(f"a radius of {radius_km} km is not a distance")
    if n < 1:
        raise ValueError("a circle needs at least one band")
    radius = min(radius_km / EARTH_RADIUS_KM, pi)
    south = max(-90.0, lat - degrees(radius) - _ROUNDING)
    north = min(90.0, lat + degrees(radius) + _ROUNDING)
    edges = [south + (north - south) * i / n for i in range(n)] + [north]
    boxes: list[Box] = []
    for low, high in pairwise(edges):
        half = _half_width(lat, radius, low, high) + _ROUNDING
        boxes += _split(low, high, lon - half, lon + half)
    return boxes


def _half_width(lat: float, radius: float, low: float, high: float) -> float:
    """Widest reach of the circle in longitude (degrees) between two latitudes.

    The reach follows from the spherical law of cosines; as a function of latitude it has one turning
    point, so the widest place of a band is there or at one of its edges.
    """
    latitudes = [low, high]
    if abs(sin(radians(lat))) < abs(cos(radius)):
        turning = degrees(asin(sin(radians(lat)) / cos(radius)))
        if low < turning < high:
            latitudes.append(turning)
    return max(_reach(lat, radius, at) for at in latitudes)


def _reach(lat: float, radius: float, at: float) -> float:
    across = cos(radians(lat)) * cos(radians(at))
    beyond = cos(radius) - sin(radians(lat)) * sin(radians(at))
    if across < 1e-12:  # at a pole, or around one: all longitudes or none
        return 180.0 if beyond <= 1e-12 else 0.0
    return degrees(acos(max(-1.0, min(1.0, beyond / across))))


def _split(low: float, high: float, west: float, east: float) -> list[Box]:
    if east - west >= 360:
        return [Box(low, high, -180.0, 180.0)]
    if west < -180:
        return [Box(low, high, west + 360, 180.0), Box(low, high, -180.0, east)]
    if east > 180:
        return [Box(low, high, west, 180.0), Box(low, high, -180.0, east - 360)]
    return [Box(low, high, west, east)]


def blur(lat: float, lon: float, precision: Precision) -> tuple[float, float] | None:
    """The point that may be shown for a place: the centre of the blurring cell it lies in, in degrees.

    Cells are rows of `BLUR_STEP` degrees of latitude, each cut into equal columns about as wide as the row is
    high. Every point of a cell gives the same answer, so nothing is left of the exact position but the cell;
    asking again never narrows it. "exact" returns the point itself, "none" returns None.
    Raises ValueError for a point outside the world or an unknown precision.
    """
    on_earth(lat, lon)
    if precision not in get_args(Precision):
        raise ValueError(f"precision {precision!r} is not one of {', '.join(get_args(Precision))}")
    if precision == "exact":
        return lat, lon
    if precision == "none":
        return None
    rows = round(180 / BLUR_STEP[precision])
    row = min(floor((lat + 90) / 180 * rows), rows - 1)
    row_lat = (row + 0.5) / rows * 180 - 90
    columns = max(1, ceil(2 * rows * cos(radians(row_lat))))
    column = min(floor((lon + 180) / 360 * columns), columns - 1)
    return round(row_lat, 6), round((column + 0.5) / columns * 360 - 180, 6)
