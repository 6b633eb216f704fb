"""Organisations in linked data as rows of a table.

They are told in schema.org with the terms of ESSGlobal, as Konbit writes them, or in the vocabularies in
which maps of the movement were published (GoodRelations, vCard, FOAF, WGS84).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.formats.cells import join_list
from konbit.directory.formats.json_rows import finished_row
from konbit.directory.formats.table import Row, header_text

SCHEMA = "https://schema.org/"
ESSGLOBAL = "http://purl.org/essglobal/vocab/"
OWN = "urn:konbit:"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_FOAF = "http://xmlns.com/foaf/0.1/"
_DC = "http://purl.org/dc/terms/"
_WGS84 = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_GOOD_RELATIONS = "http://purl.org/goodrelations/v1#"
ALWAYS = ("@id", "@type", "name")


@dataclass(frozen=True)
class Literal:
    """A text, in a language where it says so."""

    text: str
    language: str = ""


@dataclass
class Node:
    """A thing: its address (may be empty), and what is said of it, by the address of each property."""

    id: str = ""
    types: list[str] = field(default_factory=list)
    said: dict[str, list[Literal | Node]] = field(default_factory=dict)


_GROUPS = {
    ESSGLOBAL + "SSEInitiative": "",
    ESSGLOBAL + "Network": "network",
    SCHEMA + "GovernmentOrganization": "public_body",
    **dict.fromkeys(
        (
            *(SCHEMA + one for one in ("Organization", "LocalBusiness", "NGO", "Corporation", "Cooperative")),
            *(_FOAF + one for one in ("Organization", "Group")),
            *(_VCARD + one for one in ("Organization", "Group")),
            _GOOD_RELATIONS + "BusinessEntity",
            *(f"http://www.w3.org/ns/org#{one}" for one in ("Organization", "FormalOrganization")),
        ),
        "",
    ),
}
"""Types of groups, with the kind that they are where they say it."""

# Header, what it means, and the properties that say it.
_PLAIN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("url", "website", (SCHEMA + "url", _FOAF + "homepage", _VCARD + "hasURL", _VCARD + "url")),
    ("telephone", "phone", (SCHEMA + "telephone", _FOAF + "phone", _VCARD + "hasTelephone", _VCARD + "tel")),
    ("email", "email", (SCHEMA + "email", _FOAF + "mbox", _VCARD + "hasEmail", _VCARD + "email")),
    ("sameAs", "social", (SCHEMA + "sameAs", "http://www.w3.org/2002/07/owl#sameAs")),
    ("foundingDate", "founded", (SCHEMA + "foundingDate",)),
    ("dissolutionDate", "closed", (SCHEMA + "dissolutionDate",)),
    ("lastReviewed", "confirmed", (SCHEMA + "lastReviewed",)),
)
_TERMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("primarySector", "primary", (ESSGLOBAL + "primarySector", OWN + "primary")),
    (
        "terms",
        "terms",
        (
            *(ESSGLOBAL + one for one in ("organisationalStructure", "baseMembershipType", "qualifier")),
            *(
                ESSGLOBAL + one
                for one in ("hasQualifier", "economicSector", "additionalSectors", "legalForm")
            ),
            SCHEMA + "keywords",
        ),
    ),
)
_NAMES = (SCHEMA + "name", _GOOD_RELATIONS + "name", _FOAF + "name", _VCARD + "fn", _DC + "title",
          "http://www.w3.org/2000/01/rdf-schema#label")  # fmt: skip
_OTHER_NAMES = (SCHEMA + "alternateName", "http://www.w3.org/2004/02/skos/core#altLabel")
_DESCRIPTIONS = (SCHEMA + "description", _DC + "description", "http://purl.org/dc/elements/1.1/description",
                 "http://www.w3.org/2000/01/rdf-schema#comment")  # fmt: skip
_PLACES = (SCHEMA + "location", ESSGLOBAL + "hasAddress", SCHEMA + "address", _VCARD + "hasAddress")
_AREAS = SCHEMA + "areaServed"
_IN_PLACES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("streetAddress", "street", (SCHEMA + "streetAddress", _VCARD + "street-address")),
    ("addressLocality", "locality", (SCHEMA + "addressLocality", _VCARD + "locality")),
    ("addressRegion", "region", (SCHEMA + "addressRegion", _VCARD + "region")),
    ("postalCode", "postcode", (SCHEMA + "postalCode", _VCARD + "postal-code")),
    ("addressCountry", "country", (SCHEMA + "addressCountry", _VCARD + "country-name")),
    ("latitude", "latitude", (SCHEMA + "latitude", _WGS84 + "lat")),
    ("longitude", "longitude", (SCHEMA + "longitude", _WGS84 + "long")),
)
# Below a place: its parts may stand in it or in these.
_DEEPER = (SCHEMA + "address", SCHEMA + "geo", _VCARD + "hasGeo", _VCARD + "hasAddress")
_TARGETS = {
    "@id": "extra",
    "@type": "skip",
    "key": "key",
    "kind": "kind",
    "name": "name",
    "alternateName": "alias",
    "areaServed": "area",
    "place": "place_name",
    "looked up latitude": "geocoded_latitude",
    "looked up longitude": "geocoded_longitude",
    "looked up confidence": "geocoded_confidence",
    **{header: target for header, target, _said in (*_PLAIN, *_TERMS, *_IN_PLACES)},
}


def is_rdf(headers: Sequence[str]) -> bool:
    """Whether these are the headers of rows that come from linked data."""
    return {"@id", "@type"} <= set(headers)


def target_of(header: str) -> str:
    """What a column of such rows means; `description.fr` and `identifier.gb-coh` say more in their header."""
    name, _dot, detail = header.partition(".")
    if name in ("description", "identifier"):
        return f"{name}:{detail}" if detail else {"identifier": "extra"}.get(name, name)
    return _TARGETS.get(header, "extra")


def no_groups(name: str) -> Problem:
    """What is wrong with a file of this name that tells of no group at all."""
    return Problem(_("This file tells of no organisation."), name, _("Check that you chose the right file."))


def row_of(number: int, node: Node) -> Row | None:
    """The row of a thing; none of one that is no group."""
    if not any(one in _GROUPS for one in node.types):
        return None
    cells = {"@id": node.id, "@type": join_list(node.types)}
    names = [one.text for one in _literals(node, _NAMES)]
    cells["name"] = names[0] if names else ""
    others = [*names[1:], *(one.text for one in _literals(node, _OTHER_NAMES))]
    cells["alternateName"] = join_list(dict.fromkeys(one for one in others if one != cells["name"]))
    for literal in _literals(node, _DESCRIPTIONS):
        header = f"description.{literal.language}" if literal.language else "description"
        cells.setdefault(header, literal.text)
    for header, _target, properties in _PLAIN:
        cells[header] = "; ".join(dict.fromkeys(_texts(node, properties)))
    for header, _target, properties in _TERMS:
        cells[header] = join_list(dict.fromkeys(_term_names(node, properties)))
    cells["kind"] = _kind(node)
    cells.update(_identifiers(node))
    cells.update(_place(node))
    cells.setdefault("key", node.id)
    return finished_row(number, {header_text(header): cell for header, cell in cells.items() if cell})


def _kind(node: Node) -> str:
    said = _texts(node, (OWN + "kind",))
    return next((one for one in (*said, *(_GROUPS.get(kind, "") for kind in node.types)) if one), "")


def _identifiers(node: Node) -> dict[str, str]:
    """Numbers in registers; that of a Konbit is the key."""
    by_scheme: dict[str, list[str]] = {}
    for value in node.said.get(SCHEMA + "identifier", ()):
        if isinstance(value, Literal):
            by_scheme.setdefault("", []).append(value.text)
            continue
        scheme = next(iter(_texts(value, (SCHEMA + "propertyID",))), "")
        by_scheme.setdefault(scheme, []).extend(_texts(value, (SCHEMA + "value",)))
    own = by_scheme.pop("konbit", [])
    cells = {
        f"identifier.{scheme}" if scheme else "identifier": join_list(one)
        for scheme, one in by_scheme.items()
    }
    return {**cells, "key": own[0]} if own else cells


def _place(node: Node) -> dict[str, str]:
    """The first place, and the areas that are served."""
    first = next((one for name in _PLACES for one in node.said.get(name, ()) if isinstance(one, Node)), node)
    parts = [first, *(one for name in _DEEPER for one in first.said.get(name, ()) if isinstance(one, Node))]
    cells = {
        header: next((text for part in parts for text in _texts(part, properties)), "")
        for header, _target, properties in _IN_PLACES
    }
    if first is not node:
        cells["place"] = next((one.text for one in _literals(first, (SCHEMA + "name",))), "")
    looked_up = _texts(first, (OWN + "lookedUp",))
    if looked_up:
        cells["looked up latitude"] = cells.pop("latitude")
        cells["looked up longitude"] = cells.pop("longitude")
        cells["looked up confidence"] = looked_up[0] if looked_up[0].isdigit() else ""
    areas = [one for one in node.said.get(_AREAS, ()) if isinstance(one, Node)]
    named = [one.text for area in areas for one in _literals(area, (SCHEMA + "name",))[:1]]
    cells["areaServed"] = join_list([*(one.text for one in _literals(node, (_AREAS,))), *named])
    return cells


def _term_names(node: Node, properties: Sequence[str]) -> Iterator[str]:
    """Each term by its address, else its written form, else its name."""
    for value in (one for name in properties for one in node.said.get(name, ())):
        if isinstance(value, Literal):
            yield value.text
            continue
        codes = _texts(value, (SCHEMA + "termCode",))
        names = [one.text for one in _literals(value, (SCHEMA + "name",))]
        yield from [one for one in (value.id, *codes, *names) if one and not one.startswith("_:")][:1]


def _literals(node: Node, properties: Sequence[str]) -> list[Literal]:
    found = (one for name in properties for one in node.said.get(name, ()))
    return [one for one in found if isinstance(one, Literal) and one.text]


def _texts(node: Node, properties: Sequence[str]) -> list[str]:
    """Values as text: addresses of things too, as `mailto:` and `tel:` are written so."""
    found = [one for name in properties for one in node.said.get(name, ())]
    if not found:  # most properties of most groups
        return []
    texts = (
        one.text if isinstance(one, Literal) else one.id.removeprefix("mailto:").removeprefix("tel:")
        for one in found
    )
    return [one for one in texts if one and not one.startswith("_:")]
