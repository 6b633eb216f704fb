"""From what a row says to the state of a group."""

from __future__ import annotations

from typing import Any

from konbit.directory.coordinates import FindTown as FindTown
from konbit.directory.queries.looked_up import known_answer
from konbit.directory.queries.vocabulary import KnownTerms
from konbit.directory.state import State


def state_from(fields: dict[str, Any], terms: KnownTerms, find_town: FindTown) -> State:
    """The parts of a group's state that a row's fields (`Draft.fields`) speak of.

    A place without coordinates is looked up by its town; an unsure town is noted with a confidence of
    30 percent and not put on the map until somebody agrees.
    """
    contacts = list(fields.get("contacts", []))
    if fields.get("website"):
        contacts.insert(0, {"kind": "website", "value": fields["website"], "audience": "public"})
    primary = {tuple(term) for term in fields.get("primary_terms", [])}
    tags = [
        [pk, tuple(term) in primary]
        for term in dict.fromkeys(map(tuple, fields.get("terms", [])))
        if (pk := terms.id(*term)) is not None
    ]
    sizes = [
        {"dimension": pk, "value": size["value"], "on": size.get("on", "")}
        for size in fields.get("sizes", [])
        if (pk := terms.id(*size["dimension"])) is not None
    ]
    return {
        "kind": fields.get("kind", "initiative"),
        "name": fields["name"],
        "names": fields.get("names", {}),
        "aliases": list(fields.get("aliases", [])),
        "language": fields.get("language", ""),
        "description": fields.get("descriptions", {}),
        "valid_from": fields.get("founded", ""),
        "valid_until": fields.get("closed", ""),
        "confirmed_on": fields.get("confirmed") or None,
        "own_words": fields.get("own_words", {}),
        "extras": fields.get("extras", {}),
        "places": [in_town(place, find_town) for place in fields.get("places", [])],
        "contacts": contacts,
        "identifiers": [list(identifier) for identifier in fields.get("identifiers", [])],
        "terms": tags,
        "sizes": sizes,
    }


def placing(state: State) -> str:
    """Whether a group is `placed` on the map, `unsure` (a town that needs a person's eye) or `unplaced`."""
    for place in state["places"]:
        if "given_latitude" in place or "geocoded_latitude" in place:
            return "placed"
    return "unsure" if any(place.get("locality") for place in state["places"]) else "unplaced"


def in_town(said: dict[str, Any], find_town: FindTown) -> dict[str, Any]:
    """A place without coordinates where a geocoder once found its address, else at its town; an unsure town
    is noted and not put on the map. An address that was not found surely lowers the confidence only."""
    place = dict(said)
    if "radius_km" in place:
        place["radius_km"] = round(place["radius_km"])
    if "given_latitude" in place or "geocoded_latitude" in place:
        return place
    answer = known_answer(place)
    if answer is None:
        return _at_town(place, find_town)
    if not answer.is_sure:
        return _at_town(place, find_town) | {"confidence": answer.confidence}
    return place | {
        "geocoded_latitude": answer.latitude,
        "geocoded_longitude": answer.longitude,
        "confidence": answer.confidence,
    }


def _at_town(place: dict[str, Any], find_town: FindTown) -> dict[str, Any]:
    if not place.get("locality"):
        return place
    town = find_town(place["locality"], place.get("region", ""), place.get("country", ""))
    if town is None:
        return place
    latitude, longitude, sure = town
    if not sure:
        return place | {"confidence": 30}
    return place | {
        "geocoded_latitude": latitude,
        "geocoded_longitude": longitude,
        "confidence": 70,
        "precision": "town",
    }
