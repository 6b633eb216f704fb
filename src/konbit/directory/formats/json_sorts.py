"""Which of the formats in JSON a file holds, by the names in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from konbit.base.errors import Problem
from konbit.directory.formats.json_stream import JsonStream

_MOST_KEYS = 200
_USUAL = "geojson"
"""What says of itself that it is nothing else; its reader then tells what is wrong."""


def sort_of_json(path: Path) -> str:
    """The name of the reader for a JSON file, by its outermost names and those of its first entry."""
    try:
        outer, entry = _names(path)
    except Problem:
        return _USUAL
    return next((name for name, holds in _SIGNS if holds(outer, entry)), _USUAL)


Holds = Callable[[set[str], set[str]], bool]

_SIGNS: tuple[tuple[str, Holds], ...] = (
    ("geojson", lambda outer, _entry: "features" in outer),
    ("murmurations", lambda outer, entry: "linked_schemas" in outer | entry),
    ("gogocarto", lambda outer, _entry: "ontology" in outer),
    ("gogocarto", lambda _outer, entry: {"name", "geo", "sourceKey"} <= entry),
    ("jsonld", lambda outer, entry: bool({"@context", "@graph", "@id", "@type"} & (outer | entry))),
    ("openfairdb", lambda outer, entry: "visible" in outer or {"title", "lat", "lng"} <= entry),
    ("gogocarto", lambda _outer, entry: bool({"geo", "geoJSONFeature"} & entry)),
    ("transiscope", lambda _outer, entry: {"title", "location"} <= entry),
    ("openfairdb", lambda _outer, entry: {"id", "title", "categories"} <= entry),
)


def _names(path: Path) -> tuple[set[str], set[str]]:
    """The names in the outermost object up to its first list, and those in the first entry of that list."""
    outer: set[str] = set()
    with JsonStream(path) as stream:
        if stream.next_mark() == "[":
            return outer, _keys(next(stream.items(), None))
        for key in stream.members():
            outer.add(key)
            if stream.next_mark() == "[" and key not in ("linked_schemas", "@context", "@type"):
                return outer, _keys(next(stream.items(), None))
            stream.value()
            if len(outer) > _MOST_KEYS:
                break
    return outer, set()


def _keys(entry: Any) -> set[str]:
    return set(entry) if isinstance(entry, dict) else set()
