"""OpenFairDB, the database of Karte von Morgen: entries of its API, and what its search answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.directory.formats.json_rows import finished_row, flatten, listed, open_entries, refused
from konbit.directory.formats.konbit_part import prefer_own
from konbit.directory.formats.table import Row, Table

SEPARATOR = ","
"""Parts values in one cell: the tables of OpenFairDB do it so."""
CATEGORIES = {
    "2cd00bebec0c48ba9db761da48678134": "Initiative",
    "77b3c33a92554bcf8e8c2c86cedd6f6f": "Company",
    "c2dc278a2d6a4b9b8a50cb606fc017ed": "Event",
}
COLUMNS = {
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
    "links": "website",
    "contact_name": "person",
    "contact_email": "email",
    "contact_phone": "phone",
    "email": "email",
    "telephone": "phone",
    "founded_on": "founded",
    "categories": "tags",
    "tags": "tags",
    **dict.fromkeys(
        (
            *("created_by", "created_at", "created", "version", "status", "avg_rating", "ratings"),
            *(f"ratings.{one}" for one in ("total", "diversity", "fairness", "humanity", "renewable")),
            *("ratings.solidarity", "ratings.transparency"),
        ),
        "skip",
    ),
}
_INSTEAD = {
    "description": "description",
    "founded_on": "founded",
    "links": "contact",
    "tags": "terms",
    "categories": "kind",
    "lat": "geocoded_latitude",
    "lng": "geocoded_longitude",
}


def open_openfairdb(path: Path) -> Table:
    """Entries in JSON: a list of them, or the answer of a search with its visible and invisible ones.

    Raises Problem.
    """
    always = ("id", "title", "lat", "lng", "categories")
    return open_entries(path, "openfairdb", listed("visible", "invisible"), _row, always)


def is_openfairdb(headers: Sequence[str]) -> bool:
    """Whether these are the headers of entries of OpenFairDB, from JSON or from one of its tables."""
    held = set(headers)
    full = {"description", "zip", "homepage", "license"} <= held
    return {"title", "lat", "lng"} <= held and (full or {"id", "categories"} <= held)


def _row(number: int, entry: Any) -> Row:
    if not isinstance(entry, dict) or "title" not in entry:
        return refused(number, _("This is not an entry of OpenFairDB: it has no “title”."))
    said = dict(entry)
    named = said.get("categories")
    if isinstance(named, list):
        said["categories"] = [CATEGORIES.get(one, one) if isinstance(one, str) else one for one in named]
        if "Event" in said["categories"]:
            return refused(number, _("This is an event, not a group."))
    links = said.get("links")
    if isinstance(links, list):
        said["links"] = " ".join(str(one["url"]) for one in links if isinstance(one, dict) and one.get("url"))
    return finished_row(number, prefer_own(flatten(said, SEPARATOR), _INSTEAD))
