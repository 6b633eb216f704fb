"""Writing groups as Murmurations profiles, in JSON and in the table that its importer takes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from konbit.directory.dates import first_day
from konbit.directory.formats.cells import neutralise
from konbit.directory.formats.konbit_part import PART, part_of
from konbit.directory.formats.murmurations_fields import LONGEST_NAME, LONGEST_TAG, MOST_TAGS, SCHEMA
from konbit.directory.formats.murmurations_paths import cells_of
from konbit.directory.formats.outward import (
    Address,
    Through,
    first_description,
    list_chunks,
    main_shown,
    point_of,
    term_names,
    without_empty,
)
from konbit.directory.places import ShownPlace
from konbit.directory.queries.exporting import OutGroup

TABLE_HEADERS = (
    *("oid", "name", "nickname", "primary_url", "tags(list-0)", "description", "status", "street_address"),
    *("locality", "region", "postal_code", "full_address", "country_iso_3166", "geolocation.lat"),
    *("geolocation.lon", "telephone", "contact_details.email", "starts_at", "ends_at"),
    *(f"{PART}.{one}" for one in ("kind", "alias", "primary", "terms", "founded", "closed", "confirmed")),
    *(f"{PART}.{one}" for one in ("certainty", "shown_as", "page")),
)
_WHOLE_DAY = len("2004-01-28")
_MEMBER_OF = "https://schema.org/memberOf"


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A list of profiles as JSON text in pieces."""
    return list_chunks(profile(group, address) for group in groups)


def lines(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """The same as CSV text, line by line; the group's id is the first column.

    A moment stands there only where the day is known: a table cannot say which of two columns is the more
    exact.
    """
    writer = csv.writer(Through())
    yield writer.writerow(TABLE_HEADERS)
    for group in groups:
        cells = {"oid": group.uid, **cells_of(profile(group, address))}
        if ";" in cells.get("nickname", ""):  # a cell of several names: it stands whole in our own column
            del cells["nickname"]
        for header, day in (("starts_at", group.founded), ("ends_at", group.closed)):
            if len(day) < _WHOLE_DAY:
                cells.pop(header, None)
        yield writer.writerow([neutralise(cells.get(header, "")) for header in TABLE_HEADERS])


def profile(group: OutGroup, address: Address) -> dict[str, Any]:
    """A group as a profile of organizations_schema-v1.0.0; what is not known is left out."""
    shown = main_shown(group)
    point = point_of(shown)
    said = {
        "linked_schemas": [SCHEMA],
        "name": group.name[:LONGEST_NAME],
        "nickname": next(iter(group.aliases), ""),
        "primary_url": group.contact("website"),
        "tags": [name[:LONGEST_TAG] for name in term_names(group)][:MOST_TAGS],
        "description": first_description(group),
        "status": "completed" if group.closed else "active",
        "full_address": _full_address(shown),
        "street_address": shown.street,
        "locality": shown.locality,
        "region": shown.region,
        "postal_code": shown.postcode,
        "country_iso_3166": shown.country,
        "geolocation": {"lat": point[0], "lon": point[1]} if point else {},
        "relationships": [
            {"predicate_url": _MEMBER_OF, "object_url": address(replace(group, link=network))}
            for network in group.networks
        ],
        "starts_at": _moment(group.founded),
        "ends_at": _moment(group.closed),
        "contact_details": without_empty({"email": group.contact("email")}),
        "telephone": group.contact("phone"),
        "unique_id": group.uid,
        PART: part_of(group, address),
    }
    return without_empty(said)


def _full_address(shown: ShownPlace) -> str:
    town = " ".join(filter(None, (shown.postcode, shown.locality)))
    return ", ".join(filter(None, (shown.street, town, shown.region, shown.country)))


def _moment(partial: str) -> int | None:
    """The first moment that a partial date may mean, in seconds since 1970."""
    if not partial:
        return None
    day = date.fromisoformat(first_day(partial))
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
