"""Writing groups as linked data: schema.org organisations with the terms of ESSGlobal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from konbit.directory.formats.outward import Address, list_chunks, noting, written
from konbit.directory.queries.exporting import OutGroup, OutPlace, OutSource
from konbit.directory.queries.labels import TermLabel

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "schema": "https://schema.org/",
    "essglobal": "http://purl.org/essglobal/vocab/",
    "konbit": "urn:konbit:",
}
_ESSGLOBAL = {
    "structure": "essglobal:organisationalStructure",
    "membership": "essglobal:baseMembershipType",
    "qualifier": "essglobal:qualifier",
}
_TYPES = {
    "network": ["Organization", "essglobal:Network"],
    "public_body": ["GovernmentOrganization"],
}


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A JSON-LD document as text in pieces: one node per group, then one per source with its licence."""
    return list_chunks(_nodes(groups, address), f'{{"@context":{written(CONTEXT)},"@graph":[', "]}")


def _nodes(groups: Iterable[OutGroup], address: Address) -> Iterator[dict[str, Any]]:
    sources: dict[OutSource, None] = {}
    for group in noting(groups, sources):
        yield node(group, address)
    yield from map(dataset, sources)


def document(group: OutGroup, address: Address) -> dict[str, Any]:
    """One group as a JSON-LD document of its own."""
    graph = [node(group, address), *map(dataset, group.sources)]
    return {"@context": CONTEXT, "@graph": graph}


def node(group: OutGroup, address: Address) -> dict[str, Any]:
    """A group as a node; what is not known is left out. The first of its names is the one that it goes by."""
    said: dict[str, Any] = {
        "@id": address(group),
        "@type": _TYPES.get(group.link.kind, ["Organization", "essglobal:SSEInitiative"]),
        "konbit:kind": group.link.kind,
        "identifier": _identifiers(group),
        "name": _in_languages({group.language or "und": group.name, **group.names}),
        "alternateName": list(group.aliases),
        "description": _in_languages(group.description),
        "url": _contacts(group, "website"),
        "telephone": _contacts(group, "phone"),
        "email": _contacts(group, "email"),
        "sameAs": [
            value
            for kind, value in group.contacts
            if kind not in ("website", "phone", "email", "person") and value.startswith("http")
        ],
        "foundingDate": group.founded,
        "dissolutionDate": group.closed,
        "lastReviewed": group.confirmed_on.isoformat() if group.confirmed_on else "",
        "knowsLanguage": list(group.languages),
        "location": [_place(place) for place in group.places if place.shown.role == "site"],
        "areaServed": [_place(place) for place in group.places if place.shown.role == "service"],
        "memberOf": [{"@type": "Organization", "name": network.name} for network in group.networks],
        **_terms(group),
        "subjectOf": [{"@id": _source_id(source)} for source in group.sources],
    }
    return {name: value for name, value in said.items() if value not in ("", [], {}, None)}


def _identifiers(group: OutGroup) -> list[dict[str, str]]:
    numbers = [("konbit", group.uid), *group.identifiers]
    return [{"@type": "PropertyValue", "propertyID": scheme, "value": value} for scheme, value in numbers]


def _contacts(group: OutGroup, wanted: str) -> str | list[str]:
    values = [value for kind, value in group.contacts if kind == wanted]
    return values[0] if len(values) == 1 else values


def _in_languages(text: dict[str, str]) -> list[dict[str, str]]:
    return [{"@value": words, "@language": code} for code, words in text.items() if words]


def _place(place: OutPlace) -> dict[str, Any]:
    shown = place.shown
    address = {
        "streetAddress": shown.street,
        "addressLocality": shown.locality,
        "addressRegion": shown.region,
        "postalCode": shown.postcode,
        "addressCountry": shown.country,
    }
    said: dict[str, Any] = {
        "@type": "Place",
        "name": shown.name,
        "address": {"@type": "PostalAddress", **{name: value for name, value in address.items() if value}},
    }
    if shown.lat is not None and shown.lon is not None:
        point = {"@type": "GeoCoordinates", "latitude": round(shown.lat, 6), "longitude": round(shown.lon, 6)}
        said["geo"] = point
        if not place.given:
            said["konbit:lookedUp"] = "yes" if place.confidence is None else str(place.confidence)
    return {name: value for name, value in said.items() if value}


def _terms(group: OutGroup) -> dict[str, list[dict[str, Any]]]:
    """Terms of ESSGlobal by its properties, those of other vocabularies as what the group knows about."""
    said: dict[str, list[dict[str, Any]]] = {}
    for term, primary in group.terms:
        name = _ESSGLOBAL.get(term.facet, "keywords")
        if term.facet == "activity":
            name = "essglobal:primarySector" if primary else "essglobal:additionalSectors"
        elif primary:
            said.setdefault("konbit:primary", []).append(_term(term, with_name=False))
        said.setdefault(name, []).append(_term(term, with_name=name == "keywords"))
    return said


def _term(term: TermLabel, *, with_name: bool) -> dict[str, Any]:
    if not with_name and term.uri:
        return {"@id": term.uri}
    return {
        "@type": "DefinedTerm",
        **({"@id": term.uri} if term.uri else {}),
        "termCode": term.ref,
        "name": _in_languages(term.label),
    }


def _source_id(source: OutSource) -> str:
    return source.url or f"urn:konbit:source:{source.code}"


def dataset(source: OutSource) -> dict[str, str]:
    said = {
        "@id": _source_id(source),
        "@type": "Dataset",
        "name": source.name,
        "license": source.licence,
        "creditText": source.attribution,
    }
    return {name: value for name, value in said.items() if value}
