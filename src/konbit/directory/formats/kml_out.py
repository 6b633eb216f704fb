"""Writing groups as KML, for Google Earth, Google My Maps and most programs that draw maps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from konbit.directory.formats.cells import join_list
from konbit.directory.formats.konbit_part import PART, part_of
from konbit.directory.formats.outward import (
    Address,
    first_description,
    main_shown,
    point_of,
    without_controls,
)
from konbit.directory.queries.exporting import OutGroup

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
    shown = main_shown(group)
    point = point_of(shown)
    town = ", ".join(filter(None, (shown.street, shown.locality, shown.country)))
    data = {
        "key": group.uid,
        "street": shown.street,
        "locality": shown.locality,
        "region": shown.region,
        "postcode": shown.postcode,
        "country": shown.country,
        "website": group.contact("website"),
        "email": group.contact("email"),
        **_flat(part_of(group, address), f"{PART}."),
    }
    return (
        "<Placemark>"
        + _element("name", group.name)
        + f"<atom:link href={_quoted(address(group))}/>"
        + _element("address", town)
        + _element("phoneNumber", group.contact("phone"))
        + _element("description", first_description(group))
        + "<ExtendedData>"
        + "".join(
            f"<Data name={_quoted(name)}>{_element('value', value)}</Data>"
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
    return f"<{name}>{escape(without_controls(text))}</{name}>" if text else ""


def _quoted(text: str) -> str:
    return quoteattr(without_controls(text))
