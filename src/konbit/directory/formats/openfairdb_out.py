"""Writing groups as entries of OpenFairDB."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from konbit.directory.formats.konbit_part import PART, part_of
from konbit.directory.formats.openfairdb import CATEGORIES
from konbit.directory.formats.outward import (
    Address,
    first_description,
    list_chunks,
    main_shown,
    point_of,
    term_names,
    without_empty,
)
from konbit.directory.queries.exporting import OutGroup

_INITIATIVE = next(code for code, name in CATEGORIES.items() if name == "Initiative")
_CC0 = re.compile(r"CC0\b", re.IGNORECASE)
_ODBL = re.compile(r"ODbL\b", re.IGNORECASE)


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A list of entries as JSON text in pieces."""
    return list_chunks(entry(group, address) for group in groups)


def entry(group: OutGroup, address: Address) -> dict[str, Any]:
    """A group as an entry. All are initiatives: their other kinds are companies and events."""
    shown = main_shown(group)
    point = point_of(shown)
    said = {
        "id": group.uid,
        "created": int(group.made_at.timestamp()),
        "title": group.name,
        "description": first_description(group),
        "lat": point[0] if point else None,
        "lng": point[1] if point else None,
        "street": shown.street,
        "zip": shown.postcode,
        "city": shown.locality,
        "state": shown.region,
        "country": shown.country,
        "email": group.contact("email"),
        "telephone": group.contact("phone"),
        "homepage": group.contact("website"),
        "founded_on": group.founded if len(group.founded) == len("2004-01-28") else "",
        "categories": [_INITIATIVE],
        "tags": [tag for name in term_names(group) if (tag := _tag(name))],
        "links": [{"url": url} for url in _other_addresses(group)],
        "license": _licence(group),
        PART: part_of(group, address),
    }
    return without_empty(said)


def _other_addresses(group: OutGroup) -> list[str]:
    others = [value for kind, value in group.contacts if kind not in ("email", "phone", "person", "other")]
    return [value for value in others if value.startswith("http") and value != group.contact("website")]


def _tag(name: str) -> str:
    """A name as Karte von Morgen writes its tags: small letters, hyphens between words."""
    return re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def _licence(group: OutGroup) -> str:
    """One of the two licences that OpenFairDB knows, where all sources of the group allow it."""
    said = [source.licence for source in group.sources]
    if said and all(map(_CC0.match, said)):
        return "CC0-1.0"
    return "ODbL-1.0" if said and all(_CC0.match(one) or _ODBL.match(one) for one in said) else ""
