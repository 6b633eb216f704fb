"""What most formats need of a group on its way out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from konbit.base.text import pick
from konbit.directory.places import ShownPlace
from konbit.directory.queries.exporting import OutGroup, OutPlace, OutSource

Address = Callable[[OutGroup], str]
"""Gives the full address of a group's page."""

_NOWHERE = ShownPlace(*("",) * 7, lat=None, lon=None, precision="", radius_km=None)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def main_place(group: OutGroup) -> OutPlace | None:
    """The place of a group where a format holds only one: a site on the map, if it has one."""
    sites = [place for place in group.places if place.shown.role == "site"] or list(group.places)
    return next((place for place in sites if point_of(place.shown)), sites[0] if sites else None)


def main_shown(group: OutGroup) -> ShownPlace:
    """That place as it may be shown; of a group without one every word is empty."""
    place = main_place(group)
    return place.shown if place else _NOWHERE


def point_of(shown: ShownPlace) -> tuple[float, float] | None:
    """Latitude and longitude as they may be shown, to six decimals."""
    if shown.lat is None or shown.lon is None:
        return None
    return round(shown.lat, 6), round(shown.lon, 6)


def term_names(group: OutGroup) -> list[str]:
    """The names of a group's terms, in its language where they have one, main ones first."""
    held = sorted(group.terms, key=lambda one: not one[1])
    names = (pick(term.label, group.language or "en").text for term, _primary in held)
    return list(dict.fromkeys(name for name in names if name))


def first_description(group: OutGroup) -> str:
    """The description for formats that hold one: in the group's language, else any."""
    return pick(group.description, group.language or "en").text


def without_empty(said: dict[str, Any]) -> dict[str, Any]:
    """The same without what says nothing; zero and no are something."""
    return {name: value for name, value in said.items() if value not in ("", None, [], {})}


def noting(groups: Iterable[OutGroup], sources: dict[OutSource, None]) -> Iterator[OutGroup]:
    """The groups one by one, while the sources of each are added to `sources`."""
    for group in groups:
        sources.update(dict.fromkeys(group.sources))
        yield group


def without_controls(text: str) -> str:
    """The text without the characters that XML 1.0, and so a workbook, cannot hold."""
    return _FORBIDDEN.sub("", text)


def written(value: Any) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def list_chunks(entries: Iterable[dict[str, Any]], before: str = "[", after: str = "]") -> Iterator[str]:
    """A list of entries as JSON text in pieces, one a line, between two pieces of text."""
    yield before
    yield from entry_chunks(entries)
    yield f"\n{after}\n"


def entry_chunks(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The entries of a list as JSON text, one a line, with commas between them."""
    for number, entry in enumerate(entries):
        yield ("," if number else "") + "\n" + written(entry)


class Through:
    """Gives back each line that a writer of CSV writes instead of keeping it."""

    def write(self, line: str) -> str:
        return line
