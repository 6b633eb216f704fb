"""The map of a place that somebody proposes to change: where it is, where it would be, how far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from konbit.directory.map.drawing import region_map
from konbit.directory.map.nearby import towns_within
from konbit.directory.map.seals import Cluster
from konbit.directory.queries.proposed import Point, Proposed
from konbit.directory.queries.towns import gazetteer
from konbit.engines.geodesy import Box, distance_km

_AROUND = 0.6  # degrees beside the outermost points
_HEIGHT = 480


@dataclass(frozen=True)
class Sheet:
    """A drawing and what it shows."""

    caption: str
    drawing: SafeString


@dataclass(frozen=True)
class Move:
    """The same part of the world twice, now and as proposed, and in words how far the place moves."""

    sheets: tuple[Sheet, ...]
    words: str


def map_of_move(page: Proposed) -> Move | None:
    """Where a place stands and where it would, None where nothing is placed that changes."""
    points = [*page.before, *page.after]
    if not points:
        return None
    box = _around(points)
    told = ((_("Where it stands now"), page.before), (_("Where it would stand"), page.after))
    sheets = tuple(Sheet(caption, _drawn(caption, box, there)) for caption, there in told if there)
    return Move(sheets, _words(page.before, page.after))


def _drawn(caption: str, box: Box, points: Sequence[Point]) -> SafeString:
    return region_map(
        [Cluster(*point, 1, _near(point), "#difference") for point in points],
        box,
        title=_("Map: %(what)s") % {"what": caption},
        description=_("The circle stands where the place is."),
        together=_same,
        height=_HEIGHT,
        towns=towns_within(box, beyond=1.0),
    )


def _near(point: Point) -> str:
    town = gazetteer().nearest(*point)
    return town.name if town else f"{point[0]:.2f}, {point[1]:.2f}"


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
