"""What somebody proposes of a group, as plain values: made harmless, and brought together with what stands
there by the time that it is taken."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.directory.places import shown_place
from konbit.directory.plain_text import plain
from konbit.directory.state import State

PARTS = frozenset(
    {
        *("name", "names", "aliases", "language", "description", "own_words"),
        *("places", "contacts", "terms"),
    }
)
"""The parts of a group that anybody may propose to change; all others only its own people write."""

NEW_PARTS = PARTS | {"kind", "certainty", "confirmed_on"}
"""The parts that a new group may come with."""

LONGEST = 60_000  # characters of a whole proposal, written as JSON
FEW_LINKS = 2
_LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
_TOLD = ("name", "names", "aliases", "description", "own_words")


def harmless(state: State, allowed: frozenset[str]) -> State:
    """The parts without HTML and invisible characters. Raises `Problem` for parts that cannot be proposed,
    and for a text so long that nobody would read it."""
    unknown = sorted(set(state) - allowed)
    if unknown:
        raise Problem(
            _("This part of a group cannot be proposed: %(part)s.") % {"part": unknown[0]},
            remedy=_("Say it in words to those who look after the group."),
        )
    if len(json.dumps(state, ensure_ascii=False)) > LONGEST:
        raise Problem(_("This is too long."), remedy=_("Say the most important, and where more can be read."))
    return {part: _plain(value) for part, value in state.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)[0]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def blurred(place: dict[str, Any]) -> dict[str, Any]:
    """A place of a state as far as everybody may know it; one that is shown exactly as it is."""
    if (place.get("precision") or "exact") == "exact":
        return place
    shown = shown_place(place)
    told = ("role", "name", "locality", "region", "country", "precision", "radius_km")
    return {name: getattr(shown, name) for name in told if getattr(shown, name)}


def links_in(state: State, *texts: str) -> int:
    """How many links stand in what is told of a group, besides its contacts, and in these texts."""
    told = [json.dumps(state.get(part, ""), ensure_ascii=False) for part in _TOLD]
    return sum(len(_LINK.findall(text)) for text in [*told, *texts])


def differing(stood: State, wanted: State) -> State:
    """Those of the wanted parts that differ from what stood there."""
    return {part: value for part, value in wanted.items() if value != stood.get(part)}


def brought_together(now: State, stood: State, wanted: State) -> State:
    """The wanted parts, made from what stood there when they were proposed, as a change of what stands now.

    Of lists and of texts in several languages only the entries that were changed change: others that came,
    or that whoever proposed this did not see, stay.
    """
    return {part: _together(now.get(part), stood.get(part), value) for part, value in wanted.items()}


def _together(now: Any, stood: Any, wanted: Any) -> Any:
    if now == stood:
        return wanted
    if isinstance(wanted, list) and isinstance(now, list):
        return _lists_together(now, stood or [], wanted)
    if isinstance(wanted, dict) and isinstance(now, dict):
        before = stood or {}
        changed = {key: words for key, words in wanted.items() if before.get(key) != words}
        gone = set(before) - set(wanted)
        return {key: words for key, words in {**now, **changed}.items() if key not in gone}
    return wanted


def _lists_together(now: list[Any], stood: list[Any], wanted: list[Any]) -> list[Any]:
    """New entries stand where the first of those stood that they replace, else at the end."""
    gone = [one for one in stood if one not in wanted]
    gone += [one for one in now if isinstance(one, dict) and "precision" in one and blurred(one) in gone]
    added = [one for one in wanted if one not in stood and one not in now]
    first = next((index for index, one in enumerate(now) if one in gone), len(now))
    before = [one for one in now[:first] if one not in gone]
    return [*before, *added, *(one for one in now[first:] if one not in gone)]
