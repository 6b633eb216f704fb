"""Writing groups as GeoJSON (RFC 7946), feature by feature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from konbit.directory.formats.outward import Address, entry_chunks, noting, written
from konbit.directory.queries.exporting import OutGroup, OutSource


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A feature collection as text in pieces. A group without a place on the map has no geometry; the
    sources of all groups, with their licences, stand at the end."""
    sources: dict[OutSource, None] = {}
    yield '{"type":"FeatureCollection","features":['
    yield from entry_chunks(feature(group, address) for group in noting(groups, sources))
    yield f'\n],"sources":{written([as_source(source) for source in sources])}}}\n'


def feature(group: OutGroup, address: Address) -> dict[str, Any]:
    """A group as a GeoJSON feature."""
    return {
        "type": "Feature",
        "id": group.uid,
        "geometry": _geometry(group),
        "properties": {
            name: value
            for name, value in (
                ("name", group.name),
                ("names", group.names),
                ("kind", group.link.kind),
                ("url", address(group)),
                ("description", group.description),
                ("street", _first(group, "street")),
                ("locality", _first(group, "locality")),
                ("region", _first(group, "region")),
                ("postcode", _first(group, "postcode")),
                ("country", _first(group, "country")),
                ("shown_as", _first(group, "precision")),
                ("looked_up", _is_looked_up(group)),
                ("looked_up_confidence", group.places[0].confidence if _is_looked_up(group) else None),
                ("aliases", list(group.aliases)),
                ("primary", [term.uri or term.ref for term, primary in group.terms if primary]),
                ("terms", [term.uri or term.ref for term, _primary in group.terms]),
                ("networks", [network.name for network in group.networks]),
                ("contacts", [{"kind": kind, "value": value} for kind, value in group.contacts]),
                ("identifiers", [{"scheme": scheme, "value": value} for scheme, value in group.identifiers]),
                ("founded", group.founded),
                ("closed", group.closed),
                ("last_confirmed", group.confirmed_on.isoformat() if group.confirmed_on else ""),
                ("certainty", group.certainty),
                ("sources", [source.code for source in group.sources]),
            )
            if value not in ("", [], {}, None, False)
        },
    }


def as_source(source: OutSource) -> dict[str, str]:
    """A source with what its licence asks for."""
    return {
        "code": source.code,
        "name": source.name,
        "licence": source.licence,
        "attribution": source.attribution,
        "url": source.url,
    }


def _first(group: OutGroup, name: str) -> str:
    return str(getattr(group.places[0].shown, name)) if group.places else ""


def _is_looked_up(group: OutGroup) -> bool:
    """Whether the first point comes from an address, not from somebody who knows the place."""
    return bool(group.places) and group.places[0].given is None and group.places[0].geocoded is not None


def _geometry(group: OutGroup) -> dict[str, Any] | None:
    points = [
        [round(place.shown.lon, 6), round(place.shown.lat, 6)]
        for place in group.places
        if place.shown.lat is not None and place.shown.lon is not None
    ]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
