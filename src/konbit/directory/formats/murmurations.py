"""Murmurations: profiles of organisations in JSON, one or many, and the table that its importer takes."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from konbit.directory.draft import Trouble
from konbit.directory.formats.csv_table import open_csv
from konbit.directory.formats.json_rows import finished_row, listed, open_entries, refused
from konbit.directory.formats.konbit_part import prefer_own
from konbit.directory.formats.murmurations_fields import SCHEMA, faults
from konbit.directory.formats.murmurations_paths import cells_of, header_of, profile_of
from konbit.directory.formats.table import Row, Table

COLUMNS = {
    "oid": "key",
    "unique_id": "key",
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
    "linked_schemas(list-0)": "skip",
}
_LISTS = (
    (re.compile(r"tags(?:\[\d+\]|\(list-\d+\))\Z"), "tags"),
    (re.compile(r"urls\[\d+\]\.url\Z"), "website"),
)
_INSTEAD = {
    "description": "description",
    "nickname": "alias",
    "tags(list-0)": "terms",
    "starts_at": "founded",
    "ends_at": "closed",
    "geolocation.lat": "geocoded_latitude",
    "geolocation.lon": "geocoded_longitude",
}
_ADDRESS_PARTS = ("street_address", "locality", "postal_code")
# What reading these cells tells by itself where it goes wrong.
_TOLD_IN_READING = re.compile(
    r"(?:name|primary_url|geolocation\.l(?:at|on)|latitude|longitude|country_iso_3166|urls\[\d+\]\.url"
    r"|contact_details\.\w+|(?:starts|ends)_at)\Z"
)


def open_murmurations(path: Path) -> Table:
    """Profiles in JSON (one, a list, or listed under `data`), or in a table of text. Raises Problem."""
    with path.open("rb") as file:
        start = file.read(100).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start in (b"{", b"["):
        return open_entries(path, "murmurations", listed("data"), _row, ("name", "linked_schemas(list-0)"))
    table = open_csv(path)

    def rows() -> Generator[Row, None, None]:
        with closing(table.rows()) as lines:
            for line in lines:
                profile = {"linked_schemas": [SCHEMA], **profile_of(line.cells)}
                yield replace(line, troubles=(*line.troubles, *_troubles(line.number, profile, line.cells)))

    return replace(table, format="murmurations", rows=rows)


def is_murmurations(headers: Sequence[str]) -> bool:
    """Whether these are the headers of profiles, from JSON or from a table."""
    if "linked_schemas(list-0)" in headers:
        return True
    signs = "oid" in headers or "geolocation.lat" in headers or any(map(_in_list, headers))
    return "name" in headers and signs and (headers[0] == "oid" or "primary_url" in headers)


def target_of(header: str) -> str:
    """What a column of profiles means; nothing for one that is to be kept as it is."""
    return COLUMNS.get(header) or _in_list(header)


def _in_list(header: str) -> str:
    return next((target for pattern, target in _LISTS if pattern.match(header)), "")


def _row(number: int, profile: Any) -> Row:
    if not isinstance(profile, dict):
        return refused(number, _("This is not a profile: an object with “name” and “linked_schemas”."))
    cells = prefer_own(cells_of(profile), _INSTEAD)
    if any(part in cells for part in _ADDRESS_PARTS):
        cells.pop("full_address", None)
    for name in ("starts_at", "ends_at"):
        if name in cells:
            cells[name] = _day(profile.get(name)) or cells[name]
    return finished_row(number, cells, tuple(_troubles(number, profile, cells)))


def _troubles(number: int, profile: dict[str, Any], cells: dict[str, str]) -> list[Trouble]:
    return [
        Trouble(number, header_of(fault.field, cells), fault.message)
        for fault in faults(profile)
        if not (fault.field in cells and _TOLD_IN_READING.match(fault.field))
    ]


def _day(moment: Any) -> str:
    """The day of a moment in seconds since 1970, or nothing."""
    with suppress(TypeError, ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(moment, UTC).date().isoformat()
    return ""
