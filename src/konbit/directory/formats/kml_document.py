"""The places of a KML document while it is being read.

A document that defines entities is refused: they can make a small file endless, or ask for files of this
machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from konbit.directory.formats.table import header_text

_LONGEST_TOKEN = 4_000_000  # bytes of one tag, or characters of one text, that have to be held
_LARGEST_PLACE = 16_000_000  # characters of one place, its shapes and the names of its data
_OF_EACH = 100  # characters that one more shape or cell counts for, however short
_DEEPEST = 100
_SHAPES = {"Point": "Point", "LineString": "LineString", "LinearRing": "LineString", "Polygon": "Polygon"}
_TEXTS = {
    "name": "name",
    "description": "description",
    "address": "address",
    "phoneNumber": "phone",
    "Snippet": "snippet",
}


@dataclass
class Place:
    """A place: its cells by header, and its shapes: the kind in GeoJSON and the coordinates as text."""

    cells: dict[str, str] = field(default_factory=dict)
    shapes: list[tuple[str, str]] = field(default_factory=list)


class Refused(Exception):
    """Something that no map needs, and that harms."""


class Document:
    """What has been read so far: the places that are whole, and the one that is being read."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._open: list[str] = []
        self._folders: list[str] = []
        self._place: Place | None = None
        self._text: list[str] = []
        self._length = 0
        self._held = 0
        self._data = ""
        self._whole: list[Place] = []
        self.is_kml = False

    @property
    def line(self) -> int:
        """The line that was read last."""
        return self._parser.CurrentLineNumber

    def feed(self, piece: bytes, fed: int) -> None:
        """The next piece of the file, the empty one at its end; `fed` bytes were given with it."""
        self._parser.Parse(piece, not piece)
        if piece and fed - self._parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise Refused(_("A tag or a text in this file is too long."))

    def taken(self) -> Iterator[Place]:
        """The places that were finished since the last time."""
        whole, self._whole = self._whole, []
        yield from whole

    def _doctype(self, *_said: object) -> None:
        raise Refused(_("This file defines entities of its own, which no map needs."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._open.append(tag)
        if len(self._open) > _DEEPEST:
            raise Refused(_("This file is nested too deeply to be read."))
        self._text, self._length = [], 0
        if tag == "kml":
            self.is_kml = True
        elif tag in ("Folder", "Document"):
            self._folders.append("")
        elif tag == "Placemark":
            self._place, self._held = Place(), 0
        elif self._place is not None and tag in ("Data", "SimpleData"):
            self._data = attributes.get("name", "")
        elif self._place is not None and tag == "link" and "href" in attributes:
            self._place.cells.setdefault("link", attributes["href"])

    def _characters(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        if self._length > _LONGEST_TOKEN:
            raise Refused(_("A tag or a text in this file is too long."))

    def _end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        self._open.pop()
        text = "".join(self._text).strip()
        self._text, self._length = [], 0
        above = self._open[-1] if self._open else ""
        if tag in ("Folder", "Document"):
            self._folders.pop()
        elif tag == "name" and above == "Folder" and self._folders:
            self._folders[-1] = text
        elif self._place is None:
            return
        elif tag == "Placemark":
            self._place.cells["folder"] = " / ".join(filter(None, self._folders))
            self._whole.append(self._place)
            self._place = None
        else:
            self._part(self._place, tag, above, text)

    def _part(self, place: Place, tag: str, above: str, text: str) -> None:
        self._held += len(text) + len(self._data) + _OF_EACH
        if self._held > _LARGEST_PLACE:
            raise Refused(_("A place in this file says more than can be held."))
        cells = place.cells
        if above == "Placemark" and tag in _TEXTS:
            cells.setdefault(_TEXTS[tag], text.removeprefix("tel:") if tag == "phoneNumber" else text)
        elif tag == "coordinates":
            # The outline of an area stands first, its holes after it.
            inside = "innerBoundaryIs" in self._open
            shape = "Polygon" if "Polygon" in self._open else _SHAPES.get(above, "")
            if shape and not inside:
                place.shapes.append((shape, text))
        elif (tag == "value" and above == "Data") or tag == "SimpleData":
            cells.setdefault(header_text(self._data), text)
