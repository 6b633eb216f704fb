"""What Konbit adds to an entry in somebody else's format, under `konbit`, and takes back from there.

Other programs pass over it. It holds what their format has no field for, or holds less exactly: terms by
their address, dates of which only the year is known, text by language, whether a point was looked up. So
whatever passes from one Konbit to another in any of these formats says the same as before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from konbit.directory.formats.geojson_out import as_source
from konbit.directory.formats.outward import Address, main_place, without_empty
from konbit.directory.queries.exporting import OutGroup

PART = "konbit"
ALWAYS = f"{PART}.kind"
"""The header of a column that every entry with this part has."""
_PREFIX = f"{PART}."
_SINGLE = frozenset(
    {
        *("kind", "language", "alias", "primary", "terms", "founded", "closed", "confirmed"),
        *("geocoded_latitude", "geocoded_longitude", "geocoded_confidence"),
    }
)
_WITH_DETAIL = frozenset({"description", "identifier"})
_HAVE_A_FIELD = ("website", "phone", "email")
_CONTACTS = {**{kind: kind for kind in (*_HAVE_A_FIELD, "person")}, "other": "contact"}


def part_of(group: OutGroup, address: Address) -> dict[str, Any]:
    """What is added to the entry of a group.

    Its sources with their licences, its page and how exactly the place is shown are for whoever reads it
    elsewhere; they are not taken back.
    """
    main = [term.uri or term.ref for term, primary in group.terms if primary]
    names = [name for name in group.names.values() if name and name != group.name]
    numbers: dict[str, list[str]] = {}
    for scheme, value in group.identifiers:
        numbers.setdefault(scheme, []).append(value)
    place = main_place(group)
    found = place.geocoded if place and not place.given else None
    return without_empty(
        {
            "kind": group.link.kind,
            "language": group.language,
            "alias": list(dict.fromkeys([*names, *group.aliases])),
            "description": group.description,
            "primary": main,
            "terms": [term.uri or term.ref for term, _primary in group.terms],
            "identifier": numbers,
            "contact": _contacts(group),
            "founded": group.founded,
            "closed": group.closed,
            "confirmed": group.confirmed_on.isoformat() if group.confirmed_on else "",
            "certainty": group.certainty,
            "geocoded_latitude": round(found[0], 6) if found else None,
            "geocoded_longitude": round(found[1], 6) if found else None,
            "geocoded_confidence": place.confidence if place and found else None,
            "shown_as": place.shown.precision if place else "",
            "page": address(group),
            "sources": [without_empty(as_source(source)) for source in group.sources],
        }
    )


def _contacts(group: OutGroup) -> dict[str, str]:
    """What other formats have no field for: further contacts of a kind, and other kinds."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in group.contacts:
        by_kind.setdefault(kind, []).append(value)
    return {
        kind: "; ".join(values)
        for kind, values in by_kind.items()
        if len(values) > 1 or kind not in _HAVE_A_FIELD
    }


def target_of(header: str) -> str:
    """What a column of this part means; nothing for a header that does not belong to it."""
    if not header.startswith(_PREFIX):
        return ""
    name, detail = _named(header)
    if name == "contact" and detail:
        return _CONTACTS.get(detail, f"social:{detail}")
    if name in _WITH_DETAIL and detail:
        return f"{name}:{detail}"
    return name if name in _SINGLE and not detail else "skip"


def _named(header: str) -> tuple[str, str]:
    name, _dot, detail = header.removeprefix(_PREFIX).partition(".")
    return name, detail


def prefer_own(cells: dict[str, str], instead: Mapping[str, str]) -> dict[str, str]:
    """The cells without those that this part says more exactly; `instead` names them: header to part.

    Its sources are left out: they are told to readers, and a long list of them would be a cell too long.
    """
    said = {_named(header)[0] for header in cells if header.startswith(_PREFIX)}
    return {
        header: cell
        for header, cell in cells.items()
        if instead.get(header, "") not in said and header != f"{_PREFIX}sources"
    }
