"""The whole of a group as plain values: what is written, compared, recorded and undone.

A state is a JSON-able dict with the keys of `EMPTY`. An import writes the parts that its file says, an
edit the parts that its form shows, an undo the parts that were before; all go the same way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from konbit.chronicle.personal import Personal
from konbit.directory.models import Contact, Group, Identifier, Place, Size, Tagging

State = dict[str, Any]

COLUMNS = (
    "kind", "name", "names", "aliases", "language", "languages", "description", "audience",
    "certainty", "valid_from", "valid_until", "own_words", "extras",
)  # fmt: skip
PLACE_COLUMNS = (
    "role", "name", "street", "locality", "region", "postcode", "country", "given_latitude",
    "given_longitude", "geocoded_latitude", "geocoded_longitude", "confidence", "precision",
    "radius_km",
)  # fmt: skip
EMPTY: State = {
    "kind": "initiative", "name": "", "names": {}, "aliases": [], "language": "", "languages": [],
    "description": {}, "audience": "public", "certainty": "published", "valid_from": "",
    "valid_until": "", "own_words": {}, "extras": {}, "confirmed_on": None, "removed_at": None,
    "motive": None, "places": [], "contacts": [], "identifiers": [], "terms": [], "sizes": [],
}  # fmt: skip
EMPTY_PLACE = {
    name: None if name.endswith(("itude", "confidence", "radius_km")) else "" for name in PLACE_COLUMNS
} | {"role": "site", "precision": "exact"}


def states_of(groups: Iterable[Group]) -> dict[int, State]:
    """The states of these groups by id, in one query per table."""
    groups = list(groups)
    ids = [group.pk for group in groups]
    places, contacts, identifiers, terms, sizes = (defaultdict(list) for _ in range(5))
    for place in Place.objects.filter(group__in=ids).order_by("order", "id"):
        places[place.group_id].append(place_state(place))
    for contact in Contact.objects.filter(group__in=ids).order_by("id"):
        contacts[contact.group_id].append(
            {"kind": contact.kind, "value": contact.value, "audience": contact.audience}
        )
    for group, scheme, value in (
        Identifier.objects.filter(group__in=ids).order_by("id").values_list("group", "scheme", "value")
    ):
        identifiers[group].append([scheme, value])
    for group, term, primary in (
        Tagging.objects.filter(group__in=ids).order_by("id").values_list("group", "term", "primary")
    ):
        terms[group].append([term, primary])
    for size in Size.objects.filter(group__in=ids, source=None).order_by("id"):
        sizes[size.group_id].append({"dimension": size.dimension_id, "value": size.value, "on": size.on})
    return {
        group.pk: {name: getattr(group, name) for name in COLUMNS}
        | {
            "confirmed_on": group.confirmed_on and group.confirmed_on.isoformat(),
            "removed_at": group.removed_at and group.removed_at.isoformat(),
            "motive": group.motive_id,
            "places": places[group.pk],
            "contacts": contacts[group.pk],
            "identifiers": identifiers[group.pk],
            "terms": terms[group.pk],
            "sizes": sizes[group.pk],
        }
        for group in groups
    }


def place_state(place: Place) -> dict[str, Any]:
    """A place as plain values, empty ones left out."""
    values = {name: getattr(place, name) for name in PLACE_COLUMNS}
    return {name: value for name, value in values.items() if value not in (None, "")}


def recorded(state: State) -> State:
    """A state as the chronicle takes it: personal contacts as personal values, empty parts left out."""
    shown = {name: value for name, value in state.items() if value not in (None, "", [], {})}
    if "contacts" in shown:
        shown["contacts"] = [
            contact
            if contact["kind"] == Contact.Kind.WEBSITE
            else {**contact, "value": Personal(contact["value"])}
            for contact in shown["contacts"]
        ]
    return shown


def difference(before: State, after: State) -> tuple[State, State]:
    """The parts in which two states differ, as they were and as they are."""
    differing = [name for name in EMPTY if before.get(name) != after.get(name)]
    return {name: before.get(name) for name in differing}, {name: after.get(name) for name in differing}
