"""Maps of GoGoCarto: elements as its API gives them in full, and the entries of Transiscope."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.directory.draft import Trouble
from konbit.directory.formats.geojson import LATITUDE, LONGITUDE, placed
from konbit.directory.formats.json_rows import finished_row, flatten, listed, open_entries, refused
from konbit.directory.formats.konbit_part import prefer_own
from konbit.directory.formats.table import Row, Table

COLUMNS = {
    "id": "key",
    "name": "name",
    "geo.latitude": "latitude",
    "geo.longitude": "longitude",
    "latitude": "latitude",
    "longitude": "longitude",
    LATITUDE: "latitude",
    LONGITUDE: "longitude",
    "address.streetAddress": "street",
    "address.addressLocality": "locality",
    "address.addressRegion": "region",
    "address.postalCode": "postcode",
    "address.addressCountry": "country",
    "streetAddress": "street",
    "addressLocality": "locality",
    "postalCode": "postcode",
    "addressCountry": "country",
    "categories": "terms",
    "description": "description",
    "descriptionMore": "description",
    "commitment": "description",
    "website": "website",
    "telephone": "phone",
    "email": "email",
    **dict.fromkeys(
        ("status", "moderationState", "createdAt", "updatedAt", "stamps", "categoriesDescriptions"), "skip"
    ),
}
TRANSISCOPE_COLUMNS = {
    "id": "key",
    "title": "name",
    "location.lat": "latitude",
    "location.lon": "longitude",
    "address.street": "street",
    "address.city": "locality",
    "address.postalCode": "postcode",
    "address.country": "country",
    "categories": "terms",
    "summary": "description",
    "description": "description",
    "commitment": "description",
    "website": "website",
    "telephone": "phone",
    "email": "email",
    "address.location.lat": "skip",
    "address.location.lon": "skip",
}
_INSTEAD = {
    "description": "description",
    "categories": "terms",
    "geo.latitude": "geocoded_latitude",
    "geo.longitude": "geocoded_longitude",
}
# From the short to the long: each becomes a paragraph.
_DESCRIBING = ("summary", "description", "descriptionMore", "commitment")
_NOT_AS_THEY_ARE = frozenset({*_DESCRIBING, "categories", "taxonomy", "categoriesFull"})
# Other names under which its own importer finds these.
_ALSO = {
    "title": "name",
    "nom": "name",
    "lat": "latitude",
    "lng": "longitude",
    "lon": "longitude",
    "long": "longitude",
}
_PUBLIC_FROM = -1  # below: refused, deleted, a double


def open_gogocarto(path: Path) -> Table:
    """Elements in full ("gogofull", or its JSON-LD), listed under `data` or by themselves. Raises Problem."""
    always = ("id", "name", "geo.latitude", "geo.longitude")
    return open_entries(path, "gogocarto", listed("data", "@graph"), _element, always)


def open_transiscope(path: Path) -> Table:
    """The entries of Transiscope. Raises Problem."""
    always = ("id", "title", "location.lat", "location.lon")
    return open_entries(path, "transiscope", listed("data"), _entry, always)


def is_gogocarto(headers: Sequence[str]) -> bool:
    """Whether these are the headers of elements of GoGoCarto."""
    return {"id", "name", "geo.latitude", "geo.longitude"} <= set(headers)


def is_transiscope(headers: Sequence[str]) -> bool:
    """Whether these are the headers of entries of Transiscope."""
    return {"id", "title", "location.lat", "location.lon"} <= set(headers)


def _element(number: int, element: Any) -> Row:
    if isinstance(element, list):
        return refused(
            number,
            _("This element is in the short form, without most of what is known. Export the full one."),
        )
    if not isinstance(element, dict):
        return refused(number, _("This is not an element of GoGoCarto: an object with “name” and “geo”."))
    said = _with_usual_names(element)
    if "name" not in said:
        return refused(number, _("This is not an element of GoGoCarto: an object with “name” and “geo”."))
    status = said.get("status")
    if isinstance(status, int) and status < _PUBLIC_FROM:
        return refused(number, _("This entry was refused or deleted where it comes from."))
    drawing = said.pop("geoJSONFeature", None)
    geometry = drawing.get("geometry") if isinstance(drawing, dict) else None
    cells = flatten(_sorted_out(said))
    if cells.get("email") == "hidden":
        del cells["email"]
    troubles: tuple[Trouble, ...] = ()
    if not {"geo.latitude", "latitude"} & set(cells):
        troubles = placed(number, geometry, cells)
    return finished_row(number, prefer_own(cells, _INSTEAD), troubles)


def _entry(number: int, entry: Any) -> Row:
    if not isinstance(entry, dict) or "title" not in entry:
        return refused(number, _("This is not an entry of Transiscope: it has no “title”."))
    return finished_row(number, prefer_own(flatten(_sorted_out(entry)), _INSTEAD))


def _with_usual_names(element: dict[str, Any]) -> dict[str, Any]:
    said = {}
    for name, one in element.items():
        usual = _ALSO.get(name, name)
        said[name if usual in element else usual] = one
    return said


def _sorted_out(said: dict[str, Any]) -> dict[str, Any]:
    """The same, descriptions in their order, and names of categories apart from numbers, which say nothing
    without the map's own list."""
    names: list[str] = []
    numbers: list[str] = []
    for listed_under in ("categories", "taxonomy"):
        for one in _list(said.get(listed_under)):
            name = str(one.get("name") or "") if isinstance(one, dict) else str(one)
            (numbers if name.isdigit() else names).append(name)
    return {
        **{name: said[name] for name in _DESCRIBING if name in said},
        **{name: one for name, one in said.items() if name not in _NOT_AS_THEY_ARE},
        "categories": list(dict.fromkeys(filter(None, names))),
        "category numbers": list(dict.fromkeys(numbers)),
    }


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
