"""Writing what is new as an Atom 1.0 feed (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from konbit.directory.formats.outward import without_controls

ATOM = "http://www.w3.org/2005/Atom"
GEORSS = "http://www.georss.org/georss"


@dataclass(frozen=True)
class Entry:
    """A new thing: its permanent id, title, address, when it was made, what it is in a few words, where."""

    id: str
    title: str
    address: str
    made_at: datetime
    summary: str
    point: tuple[float, float] | None = None


def feed(
    *, id: str, title: str, own_address: str, page: str, language: str, author: str, entries: Iterable[Entry]
) -> bytes:
    """The feed as UTF-8 XML. `own_address` is where the feed stands, `page` what it is a feed of."""
    ElementTree.register_namespace("", ATOM)
    ElementTree.register_namespace("georss", GEORSS)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language})
    entries = list(entries)
    newest = max((entry.made_at for entry in entries), default=datetime(1970, 1, 1, tzinfo=UTC))
    _add(root, "id", id)
    _add(root, "title", title)
    _add(root, "updated", newest.isoformat())
    _add(root, "link", rel="self", type="application/atom+xml", href=own_address)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    _add(_add(root, "author"), "name", author)
    _add(root, "generator", "Konbit")
    for entry in entries:
        made = _add(root, "entry")
        _add(made, "id", entry.id)
        _add(made, "title", entry.title)
        _add(made, "link", rel="alternate", type="text/html", href=entry.address)
        _add(made, "published", entry.made_at.isoformat())
        _add(made, "updated", entry.made_at.isoformat())
        _add(made, "summary", entry.summary)
        if entry.point:
            point = ElementTree.SubElement(made, f"{{{GEORSS}}}point")
            point.text = f"{entry.point[0]:.5f} {entry.point[1]:.5f}"
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        element.text = without_controls(text)
    return element
