"""The map of a place that somebody proposes to change: where it is, where it would be, how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.directory.map.drawing import region_map
from konbit.directory.map.seals import Cluster
from konbit.directory.queries.proposed import Point, Proposed
from konbit.engines.geodesy import Box, distance_km

_AROUND = 0.6  # degrees beside the outermost points
_HEIGHT = 420


@dataclass(frozen=True)
class Move:
    """The drawing, and in words how far the place moves."""

    drawing: SafeString
    words: str


def map_of_move(page: Proposed) -> Move | None:
    """Where a place stands and where it would, None where nothing is placed that changes."""
    clusters = [
        *(Cluster(*point, 1, _("Now"), "#difference") for point in page.before),
        *(Cluster(*point, 1, _("Proposed"), "#difference") for point in page.after),
    ]
    if not clusters:
        return None
    drawing = region_map(
        clusters,
        _around([*page.before, *page.after]),
        title=_("Map: where it stands now, and where it would stand"),
        description=_("A circle for each place, now and as proposed."),
        together=_same,
        height=_HEIGHT,
    )
    return Move(drawing, _words(page.before, page.after))


def _same(_members: Sequence[Cluster]) -> str:
    return "#difference"


def _around(points: Sequence[Point]) -> Box:
    """A box around the points, the short way where they lie on both sides of the 180° meridian."""
    south, north = min(lat for lat, _lon in points), max(lat for lat, _lon in points)
    lons = [lon for _lat, lon in points]
    if max(lons) - min(lons) > 180:
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    west, east = min(lons) - _AROUND, max(lons) + _AROUND
    return Box(max(-85.0, south - _AROUND), min(85.0, north + _AROUND), _turned(west), _turned(east))


def _turned(longitude: float) -> float:
    return (longitude + 180) % 360 - 180 if abs(longitude) > 180 else longitude


def _words(before: Sequence[Point], after: Sequence[Point]) -> str:
    if len(before) != 1 or len(after) != 1:
        return ""
    away = distance_km(*before[0], *after[0])
    if away < 1:
        return _("It moves by less than 1 km.")
    return _("It moves by %(km)s km.") % {"km": number_format(round(away))}
