"""Writing groups as KML, for Google Earth, Google My Maps and most programs that draw maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from konbit.directory.formats.cells import join_list
from konbit.directory.formats.konbit_part import PART, part_of
from konbit.directory.formats.outward import Address, first_description, main_place, point_of
from konbit.directory.queries.exporting import OutGroup

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # XML cannot say them
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:atom="http://www.w3.org/2005/Atom">\n'
    "<Document>\n<name>Konbit</name>\n"
)


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A KML document as text in pieces; a group without a place on the map is there without a point."""
    yield _HEAD
    for group in groups:
        yield _placemark(group, address)
    yield "</Document>\n</kml>\n"


def _placemark(group: OutGroup, address: Address) -> str:
    place = main_place(group)
    point = point_of(place)
    shown = place.shown if place else None
    town = ", ".join(filter(None, (shown.street, shown.locality, shown.country))) if shown else ""
    data = {
        "key": group.uid,
        "street": shown.street if shown else "",
        "locality": shown.locality if shown else "",
        "region": shown.region if shown else "",
        "postcode": shown.postcode if shown else "",
        "country": shown.country if shown else "",
        "website": group.contact("website"),
        "email": group.contact("email"),
        **_flat(part_of(group, address), f"{PART}."),
    }
    return (
        "<Placemark>"
        + _element("name", group.name)
        + f"<atom:link href={quoteattr(_said(address(group)))}/>"
        + (_element("address", town) if town else "")
        + _element("phoneNumber", group.contact("phone"))
        + _element("description", first_description(group))
        + "<ExtendedData>"
        + "".join(
            f"<Data name={quoteattr(_said(name))}><value>{escape(_said(value))}</value></Data>"
            for name, value in data.items()
            if value
        )
        + "</ExtendedData>"
        + (f"<Point><coordinates>{point[1]},{point[0]}</coordinates></Point>" if point else "")
        + "</Placemark>\n"
    )


def _flat(part: dict[str, Any], before: str) -> dict[str, str]:
    """Nested properties as names with points between; what is a list of things is told by its names."""
    flat: dict[str, str] = {}
    for name, value in part.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{before}{name}."))
        elif isinstance(value, list):
            flat[before + name] = join_list(
                " · ".join(one.values()) if isinstance(one, dict) else str(one) for one in value
            )
        else:
            flat[before + name] = str(value)
    return flat


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_said(text))}</{name}>" if text else ""


def _said(text: str) -> str:
    return _FORBIDDEN.sub("", text)
