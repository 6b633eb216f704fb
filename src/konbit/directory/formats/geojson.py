"""GeoJSON (RFC 7946): a collection of features, each a group with a point or an outline."""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.draft import Trouble
from konbit.directory.formats.cells import join_list
from konbit.directory.formats.json_stream import JsonStream
from konbit.directory.formats.table import MOST_COLUMNS, Row, Table, header_text, settled_row

LATITUDE = "geometry.latitude"
LONGITUDE = "geometry.longitude"

_FEATURES_FOR_HEADERS = 2_000
# Beyond any map, in degrees or metres; not-a-number and infinity are refused with it.
_FAR = 1e9

Point = tuple[float, float]


def open_geojson(path: Path) -> Table:
    """The features of a collection as rows; nested properties get headers like `address.city`.

    The headers are those of the first 2,000 features, a rarer one may still appear in a row. Rows are
    numbered as features, from 1. Raises Problem.
    """
    reading = _Reading(path)
    headers: dict[str, None] = {}
    with closing(reading.rows()) as rows:
        try:
            for row in islice(rows, _FEATURES_FOR_HEADERS):
                headers.update(dict.fromkeys(row.cells))
        except Problem:
            # What stands before the break can be read; whoever reads on meets the problem in its place.
            if not headers:
                raise
    if len(headers) > MOST_COLUMNS:
        raise Problem(
            _("The features of this file have more than %(most)s different properties.")
            % {"most": MOST_COLUMNS},
            path.name,
            _("Take out properties that you do not need."),
        )
    return Table("geojson", list(headers), [], reading.rows, reading.read_share)


class _Reading:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._stream: JsonStream | None = None

    def read_share(self) -> float:
        return self._stream.read_share() if self._stream else 0.0

    def rows(self) -> Generator[Row, None, None]:
        """Every feature as a row. Raises Problem where the file stops making sense."""
        number = 0
        with JsonStream(self._path) as stream:
            self._stream = stream
            try:
                for number, feature in enumerate(_features(stream, self._path.name), 1):
                    try:
                        row = _row(number, feature)
                    except RecursionError:
                        row = _refused(number, _("This feature is nested too deeply to be read."))
                    yield row
            except Problem as problem:
                where = _("after feature %(number)s") % {"number": number}
                raise Problem(problem.what, f"{problem.where}, {where}", problem.remedy) from problem
            finally:
                self._stream = None


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
        return _refused(
            number, _("This is not a GeoJSON feature: an object with “properties” and “geometry”.")
        )
    cells: dict[str, str] = {}
    _flatten("", feature.get("properties") or {}, cells)
    if len(cells) > MOST_COLUMNS:
        return _refused(number, _("This feature has too many properties."))
    if feature.get("id") is not None:
        cells.setdefault("id", _text(feature["id"]))
    point, exact = middle(feature.get("geometry"))
    troubles: tuple[Trouble, ...] = ()
    if point:
        cells[LONGITUDE], cells[LATITUDE] = repr(point[0]), repr(point[1])
        if not exact:
            message = _("This group is drawn as a line or an area; its middle is taken as its place.")
            troubles = (Trouble(number, LATITUDE, message),)
    elif feature.get("geometry"):
        message = _("The drawing of this group cannot be read; the group is kept without a place.")
        troubles = (Trouble(number, LATITUDE, message),)
    return settled_row(number, cells, troubles)


def _refused(number: int, why: str) -> Row:
    return Row(number, {}, (Trouble(number, "", why, fatal=True),))


def _flatten(prefix: str, properties: dict[str, Any], cells: dict[str, str]) -> None:
    for name, value in properties.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}{name}.", value, cells)
        elif text := _text(value):
            cells[header_text(prefix + name)] = text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, (dict, list)) for one in value):
        return join_list(_text(one) for one in value)
    return json.dumps(value, ensure_ascii=False)


def middle(geometry: Any) -> tuple[Point | None, bool]:
    """Longitude and latitude that stand for a geometry, and whether it was a single point.

    A polygon gives the centroid of its outer ring (the shoelace formula: Bourke 1988, Calculating the area
    and centroid of a polygon); anything else, the mean of its points. None when it has no usable point.
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
