"""GeoJSON (RFC 7946): a collection of features, each a group with a point or an outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.json_rows import cell_text, finished_row, flatten, open_entries, refused
from konbit.directory.formats.json_stream import JsonStream
from konbit.directory.formats.table import Row, Table

LATITUDE = "geometry.latitude"
LONGITUDE = "geometry.longitude"

# Beyond any map, in degrees or metres; not-a-number and infinity are refused with it.
_FAR = 1e9
_OWN_COLUMNS = {
    "id": "key",
    "name": "name",
    "kind": "kind",
    "street": "street",
    "locality": "locality",
    "region": "region",
    "postcode": "postcode",
    "country": "country",
    "terms": "terms",
    "primary": "primary",
    "aliases": "alias",
    "founded": "founded",
    "closed": "closed",
    "last_confirmed": "confirmed",
    LATITUDE: "latitude",
    LONGITUDE: "longitude",
    "looked_up.latitude": "geocoded_latitude",
    "looked_up.longitude": "geocoded_longitude",
    "looked_up_confidence": "geocoded_confidence",
}
_OWN_PARTS = {"description": "description:{}", "identifiers": "identifier:{}", "names": "alias"}
_OWN_CONTACTS = {"website": "website", "phone": "phone", "email": "email", "person": "person"}

Point = tuple[float, float]


def open_geojson(path: Path) -> Table:
    """The features of a collection as rows; nested properties get headers like `address.city`.

    Rows are numbered as features, from 1. Raises Problem.
    """
    return open_entries(path, "geojson", _features, _row)


def is_own_geojson(headers: Sequence[str]) -> bool:
    """Whether these are the headers of a GeoJSON that Konbit wrote."""
    return {"id", "name", "kind", "url", "certainty"} <= set(headers)


def own_target(header: str) -> str:
    """What a column of such a GeoJSON means."""
    part, _dot, detail = header.partition(".")
    if part == "contacts" and detail:
        return _OWN_CONTACTS.get(detail, f"social:{detail}")
    if part in _OWN_PARTS and detail:
        return _OWN_PARTS[part].format(detail)
    return _OWN_COLUMNS.get(header, "skip")


def _features(stream: JsonStream, name: str) -> Iterator[Any]:
    if stream.next_mark() == "{":
        for key in stream.members():
            if key == "features" and stream.next_mark() == "[":
                yield from stream.items()
                return
            stream.value()
    raise Problem(
        _("This file is not a GeoJSON collection: it has no list of features."),
        name,
        _("Export it as a “FeatureCollection”."),
    )


def _row(number: int, feature: Any) -> Row:
    """A feature as a row; a value that is no feature gives an empty, rejected one."""
    if not isinstance(feature, dict) or not isinstance(feature.get("properties") or {}, dict):
        return refused(
            number, _("This is not a GeoJSON feature: an object with “properties” and “geometry”.")
        )
    cells = flatten(feature.get("properties") or {})
    if feature.get("id") is not None:
        cells.setdefault("id", cell_text(feature["id"]))
    troubles = placed(number, feature.get("geometry"), cells)
    if cells.get("looked_up") == "true" and LATITUDE in cells:
        cells["looked_up.latitude"], cells["looked_up.longitude"] = cells.pop(LATITUDE), cells.pop(LONGITUDE)
    return finished_row(number, cells, troubles)


def placed(number: int, geometry: Any, cells: dict[str, str]) -> tuple[Trouble, ...]:
    """Puts the point of a geometry into the cells, and tells where it had to be guessed."""
    point, exact = middle(geometry)
    if point:
        cells[LONGITUDE], cells[LATITUDE] = repr(point[0]), repr(point[1])
        if exact:
            return ()
        message = _("This group is drawn as a line or an area; its middle is taken as its place.")
        if geometry.get("type") == "MultiPoint":
            message = _("This group has several points; the first is taken as its place.")
        return (Trouble(number, LATITUDE, message),)
    if geometry:
        message = _("The drawing of this group cannot be read; the group is kept without a place.")
        return (Trouble(number, LATITUDE, message),)
    return ()


def middle(geometry: Any) -> tuple[Point | None, bool]:
    """Longitude and latitude that stand for a geometry, and whether it was a single point.

    A polygon gives the centroid of its outer ring (the shoelace formula: Bourke 1988, Calculating the area
    and centroid of a polygon), several points their first: somebody is there, and perhaps nobody between
    them; anything else, the mean of its points. None when it has no usable point.
    """
    if not isinstance(geometry, dict):
        return None, True
    parts = geometry.get("geometries")
    if isinstance(parts, list):
        return (middle(parts[0])[0], False) if parts else (None, True)
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "MultiPolygon" and isinstance(coordinates, list):
        rings = [_points(polygon[:1]) for polygon in coordinates if isinstance(polygon, list)]
        return _centroid(max(rings, key=len, default=[])), False
    if kind == "Polygon" and isinstance(coordinates, list):
        return _centroid(_points(coordinates[:1])), False
    points = _points(coordinates)
    if kind == "MultiPoint" and points:
        return points[0], len(points) == 1
    return _mean(points), len(points) == 1


def _points(coordinates: Any) -> list[Point]:
    """All usable points of nested coordinate lists, in their order."""
    if not isinstance(coordinates, list):
        return []
    if len(coordinates) >= 2 and all(
        isinstance(one, (int, float)) and abs(one) < _FAR for one in coordinates[:2]
    ):
        return [(coordinates[0], coordinates[1])]
    return [point for one in coordinates for point in _points(one)]


def _mean(points: Sequence[Point]) -> Point | None:
    if not points:
        return None
    count = len(points)
    return sum(x for x, _y in points) / count, sum(y for _x, y in points) / count


def _centroid(ring: Sequence[Point]) -> Point | None:
    if not ring:
        return None
    # Measured from the first corner: far from the origin the products would lose digits.
    x0, y0 = ring[0]
    area = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
        area += cross
        x_sum += (x1 + x2 - 2 * x0) * cross
        y_sum += (y1 + y2 - 2 * y0) * cross
    if not area:
        return _mean(ring)
    return x0 + x_sum / (3 * area), y0 + y_sum / (3 * area)
