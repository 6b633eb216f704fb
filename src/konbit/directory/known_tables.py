"""Tables whose columns need no guessing: the formats in which directories of the field are published."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from konbit.directory.formats.geojson import LATITUDE, LONGITUDE
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

_OPENFAIRDB_COLUMNS = {
    "id": "key",
    "title": "name",
    "description": "description",
    "lat": "latitude",
    "lng": "longitude",
    "street": "street",
    "zip": "postcode",
    "city": "locality",
    "country": "country",
    "state": "region",
    "homepage": "website",
    "contact_name": "person",
    "contact_email": "email",
    "contact_phone": "phone",
    "founded_on": "founded",
    "categories": "tags",
    "tags": "tags",
    **dict.fromkeys(("created_by", "created_at", "created", "version", "avg_rating", "ratings"), "skip"),
}

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

_MURMURATIONS_COLUMNS = {
    "oid": "key",
    "name": "name",
    "nickname": "alias",
    "primary_url": "website",
    "description": "description",
    "mission": "description",
    "full_address": "street",
    "street_address": "street",
    "locality": "locality",
    "region": "region",
    "postal_code": "postcode",
    "country_name": "country",
    "country_iso_3166": "country",
    "geolocation.lat": "latitude",
    "geolocation.lon": "longitude",
    "latitude": "latitude",
    "longitude": "longitude",
    "telephone": "phone",
    "email": "email",
    "contact_details.email": "email",
    "contact_details.contact_form": "website",
    "starts_at": "founded",
    "ends_at": "closed",
}
_MURMURATIONS_LISTS = (
    (re.compile(r"tags(?:\[\d+\]|\(list-\d+\))\Z"), "tags"),
    (re.compile(r"urls\[\d+\]\.url\Z"), "website"),
)

Recognise = Callable[[Sequence[str]], Mapping | None]


def known_mapping(headers: Sequence[str]) -> Mapping | None:
    """The mapping of a table in one of the field's own formats, recognised by its headers; or None."""
    found = (recognise(headers) for recognise in _KNOWN)
    return next((mapping for mapping in found if mapping), None)


def _own(headers: Sequence[str]) -> Mapping | None:
    """Konbit's own tables, whose headers are the targets themselves."""
    if not {"key", "name"} <= set(headers) or sum(map(is_target, headers)) < len(headers) * 0.8:
        return None
    return _with_extras(headers, {header: header for header in headers if is_target(header)})


def _mykomap(headers: Sequence[str]) -> Mapping | None:
    return _with_extras(headers, MYKOMAP.columns) if is_mykomap(headers) else None


def _openfairdb(headers: Sequence[str]) -> Mapping | None:
    if not {"title", "description", "lat", "lng", "zip", "homepage", "license"} <= set(headers):
        return None
    return _with_extras(headers, _OPENFAIRDB_COLUMNS, list_separator=",")


def _transformap(headers: Sequence[str]) -> Mapping | None:
    if not {"is Mail public", "Phone public", "Tags (seperate by comma)"} <= set(headers):
        return None
    columns = dict(_TRANSFORMAP_COLUMNS)
    if "city1" in headers:
        columns["city"] = "extra"
    return _with_extras(headers, columns)


def _murmurations(headers: Sequence[str]) -> Mapping | None:
    listed = [header for header in headers if _in_list(header)]
    if "name" not in headers or not ("oid" in headers or "geolocation.lat" in headers or listed):
        return None
    if headers[0] != "oid" and "primary_url" not in headers:
        return None
    return _with_extras(headers, {**_MURMURATIONS_COLUMNS, **{one: _in_list(one) for one in listed}})


def _in_list(header: str) -> str:
    return next((target for pattern, target in _MURMURATIONS_LISTS if pattern.match(header)), "")


def _with_extras(headers: Sequence[str], columns: dict[str, str], list_separator: str = ";") -> Mapping:
    """The mapping of these headers; those without a meaning are kept as they are."""
    points = {LATITUDE: "latitude", LONGITUDE: "longitude"}
    return Mapping(
        columns={header: {**columns, **points}.get(header, "extra") for header in headers},
        list_separator=list_separator,
    )


_KNOWN: tuple[Recognise, ...] = (_own, _mykomap, _transformap, _openfairdb, _murmurations)
