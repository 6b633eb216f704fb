"""An agenda as people write it, one point a line: "decide: The budget, 20 min"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from konbit.assembly.models import Item

_KIND = re.compile(r"\s*([^:]{1,20}?)\s*:\s*(.+)", re.DOTALL)
_MINUTES = re.compile(r"[\s,;(–-]*\b(\d{1,3})\s*(?:min\w*\.?|['′])\s*\)?\s*\Z", re.IGNORECASE)
_NUMBER = re.compile(r"\s*\(?\d{1,2}[.)]\s+")


@dataclass(frozen=True)
class Point:
    """A point of an agenda: what for, its title, how many minutes it may take (None: not said)."""

    kind: str
    title: str
    minutes: int | None


def read_point(line: str) -> Point:
    """The point that a line says; without a known word before a colon it is to be discussed."""
    said = _NUMBER.sub("", line, count=1).strip()
    minutes = None
    if found := _MINUTES.search(said):
        minutes, said = int(found[1]), said[: found.start()].strip()
    kinds = {word.casefold(): kind.value for kind in Item.Kind for word in (kind.value, str(kind.label))}
    match = _KIND.match(said)
    if match and match[1].casefold() in kinds:
        return Point(kinds[match[1].casefold()], match[2].strip(), minutes)
    return Point(Item.Kind.DISCUSS.value, said, minutes)


def without_number(line: str) -> str:
    """A goal without the number that somebody wrote before it."""
    return _NUMBER.sub("", line, count=1).strip()


def written(point: Point) -> str:
    """A point as one line, which `read_point` reads again."""
    minutes = f", {point.minutes} min" if point.minutes else ""
    return f"{Item.Kind(point.kind).label}: {point.title}{minutes}"
