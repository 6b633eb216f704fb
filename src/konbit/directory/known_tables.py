"""Tables whose columns need no guessing: the formats in which directories of the field are published."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from konbit.directory.formats import geojson, gogocarto, konbit_part, murmurations, openfairdb, rdf_rows
from konbit.directory.formats.mykomap import is_mykomap
from konbit.directory.mapping import Mapping
from konbit.directory.targets import is_target

_MYKOMAP_COLUMNS = {
    "Identifier": "key",
    "Name": "name",
    "Description": "description",
    "Organisational Structure": "terms:essglobal/organisational-structure",
    "Primary Activity": "primary:essglobal/activities-ica",
    "Activities": "terms:essglobal/activities-ica",
    "Street Address": "street",
    "Locality": "locality",
    "Region": "region",
    "Postcode": "postcode",
    "Country ID": "country",
    "Country Name": "country",
    "Territory ID": "extra",
    "Website": "website",
    "Phone": "phone",
    "Email": "email",
    "Twitter": "social:twitter",
    "Facebook": "social:facebook",
    "Companies House Number": "identifier:gb-coh",
    "Qualifiers": "terms:essglobal/qualifiers",
    "Membership Type": "terms:essglobal/base-membership-type",
    "Latitude": "latitude",
    "Longitude": "longitude",
    "Geo Container": "extra",
    "Geo Container Confidence": "geocoded_confidence",
    "Geo Container Latitude": "geocoded_latitude",
    "Geo Container Longitude": "geocoded_longitude",
    "Geocoded Address": "extra",
}
# What Co-operatives UK adds in its list of worker co-operatives.
_WORKER_COOP_COLUMNS = {
    "Organisation Name": "alias",
    "Incorporation Date": "founded",
    "Dissolved Date": "closed",
}
# What Konbit adds after the standard's columns when it writes one.
_KONBIT_COLUMNS = {
    "Kind of group": "kind",
    "Other names": "alias",
    "Founded": "founded",
    "Closed": "closed",
    "Last confirmed": "confirmed",
    **dict.fromkeys(("Languages", "Networks", "How sure", "Shown as", "Page", "Source", "Licence"), "skip"),
}
MYKOMAP = Mapping(columns={**_MYKOMAP_COLUMNS, **_WORKER_COOP_COLUMNS, **_KONBIT_COLUMNS})

_TRANSFORMAP_COLUMNS = {
    "name": "name",
    "address": "street",
    "postal code": "postcode",
    "city1": "locality",
    "city": "locality",
    "st": "region",
    "Country": "country",
    "type": "terms",
    "website": "website",
    "Tags (seperate by comma)": "tags",
    "Short description English": "description:en",
    "Short description local language": "description",
    "Email-Address": "email",
    "is Mail public": "show:email",
    "Telephone Number": "phone",
    "Phone public": "show:phone",
    "lon": "longitude",
    "lat": "latitude",
    "Completed by": "skip",
}

Recognise = Callable[[Sequence[str]], Mapping | None]


def known_mapping(headers: Sequence[str]) -> Mapping | None:
    """The mapping of a table in one of the field's own formats, recognised by its headers; or None."""
    found = (recognise(headers) for recognise in _KNOWN)
    return next((mapping for mapping in found if mapping), None)


def _own(headers: Sequence[str]) -> Mapping | None:
    """Konbit's own tables, whose headers are the targets themselves, and its own KML."""
    mostly = sum(map(is_target, headers)) >= len(headers) * 0.8 or konbit_part.ALWAYS in headers
    if not {"key", "name"} <= set(headers) or not mostly:
        return None
    return _with_extras(headers, {header: header for header in headers if is_target(header)})


def _own_geojson(headers: Sequence[str]) -> Mapping | None:
    if not geojson.is_own_geojson(headers):
        return None
    return _with_extras(headers, {header: geojson.own_target(header) for header in headers})


def _mykomap(headers: Sequence[str]) -> Mapping | None:
    return _with_extras(headers, MYKOMAP.columns) if is_mykomap(headers) else None


def _openfairdb(headers: Sequence[str]) -> Mapping | None:
    if not openfairdb.is_openfairdb(headers):
        return None
    return _with_extras(headers, openfairdb.COLUMNS, openfairdb.SEPARATOR)


def _transformap(headers: Sequence[str]) -> Mapping | None:
    if not {"is Mail public", "Phone public", "Tags (seperate by comma)"} <= set(headers):
        return None
    columns = dict(_TRANSFORMAP_COLUMNS)
    if "city1" in headers:
        columns["city"] = "extra"
    return _with_extras(headers, columns)


def _murmurations(headers: Sequence[str]) -> Mapping | None:
    if not murmurations.is_murmurations(headers):
        return None
    columns = {header: murmurations.target_of(header) for header in headers}
    return _with_extras(headers, {header: target for header, target in columns.items() if target})


def _gogocarto(headers: Sequence[str]) -> Mapping | None:
    return _with_extras(headers, gogocarto.COLUMNS) if gogocarto.is_gogocarto(headers) else None


def _transiscope(headers: Sequence[str]) -> Mapping | None:
    return _with_extras(headers, gogocarto.TRANSISCOPE_COLUMNS) if gogocarto.is_transiscope(headers) else None


def _rdf(headers: Sequence[str]) -> Mapping | None:
    if not rdf_rows.is_rdf(headers):
        return None
    return _with_extras(headers, {header: rdf_rows.target_of(header) for header in headers})


def _with_extras(headers: Sequence[str], columns: dict[str, str], list_separator: str = ";") -> Mapping:
    """The mapping of these headers; those without a meaning are kept as they are."""
    points = {geojson.LATITUDE: "latitude", geojson.LONGITUDE: "longitude"}
    return Mapping(
        columns={
            header: {**columns, **points}.get(header) or konbit_part.target_of(header) or "extra"
            for header in headers
        },
        list_separator=list_separator,
    )


_KNOWN: tuple[Recognise, ...] = (
    _own,
    _own_geojson,
    _mykomap,
    _transformap,
    _openfairdb,
    _rdf,
    _murmurations,
    _transiscope,
    _gogocarto,
)
