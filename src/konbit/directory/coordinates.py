"""Latitudes and longitudes as people write them, and what is likely wrong with a pair of them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from konbit.engines.geodesy import distance_km

# South, west, north, east in degrees; west is greater than east where the country lies across 180°.
Bounds = tuple[float, float, float, float]
FindBounds = Callable[[str], Bounds | None]
FindTown = Callable[[str, str, str], tuple[float, float, bool] | None]
"""Locality, region and country to latitude, longitude and whether it is surely that town."""
FindPoint = Callable[[], tuple[float, float] | None]

_PLAIN = re.compile(r"[-+]?\d{1,3}(?:\.\d*)?\Z")
_PARTS = re.compile(
    r"(?P<before>[NSEWO])?\s*(?P<sign>[-+−])?\s*(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|deg|d|\s)?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*['’′m]?\s*)?"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:[\"”″s]|'')?\s*)?(?P<after>[NSEWO])?\Z",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*\Z")
# Small neighbours' towns, islands and the sea around a country's outermost towns.
_MARGIN = 2.0
# A place may lie well outside the town by which it is known, but not so far.
_NEAR_KM, _FAR_KM = 50.0, 200.0


def degrees(text: str) -> float | None:
    """Decimal degrees from "51.6083", "51,6083", "51°36'30\\"N" or "W 3.65"; None for anything else.

    Numbers beyond ±180 are given as they are, for `settled_pair` to judge.
    """
    if _PLAIN.match(text):
        return float(text)
    bare = text.strip()
    match = _PARTS.match(bare)
    if not match:
        return _bare_number(bare)
    value = sum(
        float(match[part].replace(",", ".")) / share
        for part, share in (("degrees", 1), ("minutes", 60), ("seconds", 3600))
        if match[part]
    )
    point = (match["before"] or match["after"] or "").upper()
    return -value if match["sign"] in ("-", "−") or point in ("S", "W", "O") else value


def pair(text: str) -> tuple[float, float] | None:
    """Latitude and longitude from one cell such as "51.6083, -3.6547"; None for anything else."""
    match = _PAIR.match(text)
    return (float(match[1]), float(match[2])) if match else None


def settled_pair(
    latitude: float,
    longitude: float,
    country: str,
    bounds: FindBounds | None,
    town: FindPoint | None = None,
) -> tuple[tuple[float, float] | None, str]:
    """The point that was meant, in degrees, or None; and what a person should look at, or nothing.

    A pair that fits the world, the country (ISO-2) or, where that does not tell, the town only when swapped
    is swapped. `town` gives the middle of the town that is stated, if it is surely known; it is only asked
    in case of doubt.
    """
    if not latitude and not longitude:
        return None, _("0, 0 means that nobody knows; the group is kept without a place.")
    in_world = abs(latitude) <= 90 and abs(longitude) <= 180
    swapped_in_world = abs(longitude) <= 90 and abs(latitude) <= 180
    if not in_world and not swapped_in_world:
        return None, _("This point lies outside the world; the group is kept without a place.")
    swapped = _("Latitude and longitude looked swapped; they were put right. Check the place.")
    if not in_world:
        return (longitude, latitude), swapped
    box = bounds(country) if bounds and country else None
    fits = not box or inside(box, latitude, longitude)
    fits_swapped = swapped_in_world and (not box or inside(box, longitude, latitude))
    if fits_swapped and not fits:
        return (longitude, latitude), swapped
    if not fits:
        return (latitude, longitude), _("This point lies outside %(country)s. Check the place.") % {
            "country": country
        }
    if fits_swapped and town and _lies_there_swapped(latitude, longitude, town()):
        return (longitude, latitude), swapped
    return (latitude, longitude), ""


def _lies_there_swapped(latitude: float, longitude: float, town: tuple[float, float] | None) -> bool:
    """Whether a point is far from a town, and around it once latitude and longitude are swapped."""
    if town is None or distance_km(latitude, longitude, *town) <= _FAR_KM:
        return False
    return distance_km(longitude, latitude, *town) <= _NEAR_KM


def inside(box: Bounds, latitude: float, longitude: float) -> bool:
    """Whether a point lies in a box or within two degrees of it."""
    south, west, north, east = box
    if not south - _MARGIN <= latitude <= north + _MARGIN:
        return False
    width = (east - west) % 360 if east != west else 0.0
    return (longitude - west + _MARGIN) % 360 <= width + 2 * _MARGIN


def _bare_number(text: str) -> float | None:
    """A number of any size, such as metres of a national grid, which lie outside the world."""
    try:
        value = float(text.replace(",", ".")) if len(text) < 40 else math.nan
    except ValueError:
        return None
    return value if math.isfinite(value) else None
