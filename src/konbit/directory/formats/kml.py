"""KML (OGC 12-007r2), the format of Google My Maps and Google Earth, and KMZ, which is KML packed.

Read piece by piece, so that its length does not matter.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.geojson import LATITUDE, LONGITUDE, placed
from konbit.directory.formats.json_rows import finished_row
from konbit.directory.formats.kml_document import Document, Place, Refused
from konbit.directory.formats.konbit_part import prefer_own
from konbit.directory.formats.table import LARGEST_FILE, MOST_COLUMNS, Row, Table, headers_in

_PIECE = 1 << 16
_INSTEAD = {
    "description": "description",
    LATITUDE: "geocoded_latitude",
    LONGITUDE: "geocoded_longitude",
}


def open_kml(path: Path) -> Table:
    """The places of a KML or KMZ file, numbered from 1; folders stand in a column. Raises Problem."""
    reading = _Reading(path)
    headers = headers_in(reading.rows(), ["name"])[:MOST_COLUMNS]
    return Table("kml", headers, [], reading.rows, reading.read_share)


class _Reading:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._share = 0.0

    def read_share(self) -> float:
        return self._share

    def rows(self) -> Generator[Row, None, None]:
        """Every place as a row. Raises Problem where the file stops making sense."""
        document = Document()
        number = fed = 0
        with _opened(self._path) as (file, size):
            while True:
                piece = file.read(_PIECE)
                fed += len(piece)
                self._share = min(fed / max(size, 1), 1.0)
                try:
                    document.feed(piece, fed)
                except (expat.ExpatError, LookupError, ValueError) as error:
                    raise self._problem(_("This file is not proper XML."), number, document.line) from error
                except Refused as error:
                    raise self._problem(str(error), number, document.line) from error
                for place in document.taken():
                    number += 1
                    yield _row(number, place)
                if not piece:
                    break
        if not document.is_kml:
            raise self._problem(_("This file is not KML: it has no places."), number, document.line)

    def _problem(self, what: str, number: int, line: int) -> Problem:
        where = _("%(file)s, line %(line)s, after entry %(number)s") % {
            "file": self._path.name,
            "line": line,
            "number": number,
        }
        return Problem(what, where, _("Export it again from the program that it comes from."))


def _row(number: int, place: Place) -> Row:
    cells = {header: cell for header, cell in place.cells.items() if header and cell}
    troubles = placed(number, _geometry(place.shapes), cells)
    return finished_row(number, prefer_own(cells, _INSTEAD), troubles)


def _geometry(shapes: list[tuple[str, str]]) -> dict[str, Any] | None:
    """The shapes of a place as GeoJSON has them."""
    made = [(shape, _points(text)) for shape, text in shapes]
    if not made:
        return None
    shape, points = made[0]
    if len(made) == 1:
        coordinates = {"Point": points[0] if points else [], "LineString": points, "Polygon": [points]}
        return {"type": shape, "coordinates": coordinates[shape]}
    if all(shape == "Point" for shape, _points_of_it in made):
        return {"type": "MultiPoint", "coordinates": [points[0] for _shape, points in made if points]}
    return {"type": "GeometryCollection", "geometries": [_geometry([shapes[0]])]}


def _points(text: str) -> list[list[float]]:
    """`longitude,latitude,height` with blanks between points."""
    points = []
    for one in text.split():
        try:
            points.append([float(number) for number in one.split(",")[:2]])
        except ValueError:
            return []
    return points


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The XML of a file, unpacked where it is packed, and how many bytes it has."""
    with path.open("rb") as file:
        packed = file.read(4) == b"PK\x03\x04"
    if not packed:
        with path.open("rb") as file:
            yield file, path.stat().st_size
        return
    try:
        with zipfile.ZipFile(path) as archive:
            inside = next((one for one in archive.infolist() if one.filename.lower().endswith(".kml")), None)
            if inside is None or inside.file_size > LARGEST_FILE:
                raise Problem(
                    _("This packed file holds no KML that can be read."),
                    path.name,
                    _("Export it as KML, without packing."),
                )
            with archive.open(inside) as file:
                yield file, inside.file_size
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise Problem(
            _("This packed file is broken."), path.name, _("Export it as KML, without packing.")
        ) from error
