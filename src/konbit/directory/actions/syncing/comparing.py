"""What a row says of a group that it did not say before: renamed, moved, closed, changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from konbit.base.period import latest
from konbit.directory.models import Difference
from konbit.directory.places import shown_place
from konbit.engines.geodesy import distance_km

Fields = dict[str, Any]
Point = tuple[float, float]
Kind = Difference.Kind
LONGEST = 300


@dataclass(frozen=True)
class Told:
    """One difference: its kind, what was and is now in plain words, how far it moved."""

    kind: str
    was: str = ""
    now: str = ""
    km: float | None = None


def told(before: Fields, after: Fields) -> list[Told]:
    """The differences of two rows (`Draft.fields`) about the same group; `changed` where it is none other.

    Moved is a group whose coordinates differ, are new, or are gone. Of a group without coordinates in both
    rows the town counts.
    """
    found = []
    if before.get("name") != after.get("name"):
        found.append(Told(Kind.RENAMED, _short(before.get("name", "")), _short(after.get("name", ""))))
    if moved := _moved(before, after):
        found.append(moved)
    closed = after.get("closed", "")
    if closed and not before.get("closed") and latest(closed) <= date.today():
        found.append(Told(Kind.CLOSED, now=closed))
    return found or [Told(Kind.CHANGED)]


def _moved(before: Fields, after: Fields) -> Told | None:
    was, now = _points(before), _points(after)
    if was == now and (was or _town(before) == _town(after)):
        return None
    km = distance_km(*was[0], *now[0]) if was and now else None
    return Told(Kind.MOVED, _where(before), _where(after), km)


def _points(fields: Fields) -> list[Point]:
    """The coordinates that a row says, those given by hand before looked-up ones."""
    found: list[Point] = []
    for place in fields.get("places", []):
        for said in ("given", "geocoded"):
            if f"{said}_latitude" in place and f"{said}_longitude" in place:
                found.append((place[f"{said}_latitude"], place[f"{said}_longitude"]))
                break
    return found


def _town(fields: Fields) -> list[str]:
    return [place.get("locality", "") for place in fields.get("places", [])]


def _where(fields: Fields) -> str:
    """Its first place in words that may be public."""
    for place in fields.get("places", []):
        shown = shown_place(place)
        words = ", ".join(part for part in (shown.street, shown.locality or shown.region) if part)
        if words:
            return _short(words)
    return ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
