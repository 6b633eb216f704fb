"""Writing groups as elements of GoGoCarto in full, as one map reads them from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from konbit.directory.formats.konbit_part import PART, part_of
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


def chunks(groups: Iterable[OutGroup], address: Address) -> Iterator[str]:
    """A "gogofull" document as JSON text in pieces."""
    elements = (element(group, address) for group in groups)
    return list_chunks(elements, '{"ontology":"gogofull","data":[', "]}")


def element(group: OutGroup, address: Address) -> dict[str, Any]:
    """A group as an element; whoever gives it stands as its source."""
    shown = main_shown(group)
    point = point_of(shown)
    said = {
        "id": group.uid,
        "name": group.name,
        "geo": {"latitude": point[0], "longitude": point[1]} if point else {},
        "sourceKey": ", ".join(source.name for source in group.sources),
        "address": without_empty(
            {
                "streetAddress": shown.street,
                "addressLocality": shown.locality,
                "addressRegion": shown.region,
                "postalCode": shown.postcode,
                "addressCountry": shown.country,
            }
        ),
        "createdAt": group.made_at.strftime("%d/%m/%Y"),
        "categories": term_names(group),
        "description": first_description(group),
        "website": group.contact("website"),
        "telephone": group.contact("phone"),
        "email": group.contact("email"),
        PART: part_of(group, address),
    }
    return without_empty(said)
