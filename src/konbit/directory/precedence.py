"""Whose word is shown, where several sources speak of one group. Plain values in, plain values out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from konbit.directory.claim_fields import Words, empty_of, is_empty, part_of, parts_of, plain
from konbit.directory.state import State

OWN, NEWEST = "own", "newest"
DEFAULT_ORDER = (OWN, NEWEST)
PRECISIONS = ("exact", "district", "town", "region", "none")
AUDIENCES = ("public", "network", "group", "stewards")
LISTED = frozenset({"identifiers", "aliases"})
BY_NAME = frozenset({"own_words", "extras"})

OrderOf = Callable[[str], Sequence[str]]
"""A field to whose word goes first there: codes of sources, "own" and "newest"."""


@dataclass(frozen=True)
class Said:
    """What one claim says of a group. `on`: the day or partial date of its word, for people; `rank`: grows
    with it. `claim` is the id of its row."""

    code: str
    words: Words
    on: str = ""
    rank: tuple[str, ...] = ()
    claim: int = 0


@dataclass(frozen=True)
class Resolved:
    """What is shown of a field, whose word that is, and who else speaks of it, in their order."""

    value: Any
    said: Said
    others: tuple[Said, ...] = ()

    @property
    def source_code(self) -> str:
        """The code of the source whose word is shown."""
        return self.said.code


def resolve(said: Sequence[Said], order_of: OrderOf) -> dict[str, Resolved]:
    """Whose word is shown, field by field, of all that is spoken of.

    Whoever the order does not name comes after those that it names: the group's own word, then the newest.
    Numbers in registers and other names are those of all together; so are loose columns, name by name. Two
    things no order can do: show what the group took away, or ways to reach its people that it did not give
    (see `is_last_word`), and show a place more exactly, or a contact to more people, than it may be (see
    `_careful`).
    """
    fields = dict.fromkeys(field for one in said for field in one.words)
    found = {}
    for field in fields:
        first, *others = ranked([one for one in said if field in one.words], field, order_of(field))
        value = _value(field, [first, *others])
        found[field] = Resolved(_careful(field, value, first, others), first, tuple(others))
    return found


def ranked(said: Sequence[Said], field: str, order: Sequence[str]) -> list[Said]:
    """Those who speak of a field, whose word is shown first."""
    if any(one.code == OWN and is_last_word(field, one.words[field]) for one in said):
        order = (OWN, *order)
    left = list(said)
    found: list[Said] = []
    for choice in (*order, *DEFAULT_ORDER):
        chosen = [one for one in left if choice in (one.code, NEWEST)]
        found += sorted(chosen, key=lambda one: one.rank, reverse=True)
        left = [one for one in left if one not in chosen]
    return found


def is_last_word(field: str, value: Any) -> bool:
    """Whether the group's own word on a field is the last one, whatever the order: where it took something
    away, and in all that reaches its people but a website that everybody may see."""
    if is_empty(value) or not field.startswith("contacts."):
        return is_empty(value)
    return field != "contacts.website" or any(one["audience"] != "public" for one in value)


def _value(field: str, order: list[Said]) -> Any:
    words = [one.words[field] for one in order]
    if is_empty(words[0]):
        return words[0]
    if field in LISTED:
        return _once(entry for listed in words for entry in listed)
    if field in BY_NAME:
        return {name: value for named in reversed(words) for name, value in named.items()}
    return words[0]


def _once(entries: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for entry in entries:
        if entry not in found:
            found.append(entry)
    return found


def _careful(field: str, value: Any, first: Said, others: Sequence[Said]) -> Any:
    """The value as carefully as the group shows its places, and as anybody shows the same contact."""
    if first.code == OWN or is_empty(value):
        return value
    if field == "places":
        own = [place for one in others if one.code == OWN for place in one.words[field]]
        floor = max((PRECISIONS.index(place.get("precision") or "exact") for place in own), default=0)
        return [_blurred(place, floor) for place in value]
    if field.startswith("contacts."):
        told = [contact for one in others for contact in one.words[field]]
        return [_closed(contact, told) for contact in value]
    return value


def _blurred(place: dict[str, Any], floor: int) -> dict[str, Any]:
    said = PRECISIONS.index(place.get("precision") or "exact")
    return place if said >= floor else {**place, "precision": PRECISIONS[floor]}


def _closed(contact: dict[str, Any], told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    same = [contact, *(one for one in told if one["value"] == contact["value"])]
    return {**contact, "audience": max((one["audience"] for one in same), key=AUDIENCES.index)}


def parts_to_show(
    here: Words, said: Sequence[Said], order_of: OrderOf, fallen: Collection[str] = ()
) -> State:
    """The parts of a state in which what is shown (`here`) is not what the order gives.

    What nobody speaks of stays, but for the fields in `fallen`: whoever spoke of them does so no more. A
    group always keeps a name.
    """
    resolved = {field: one.value for field, one in resolve(said, order_of).items()}
    silent = {field: empty_of(field) for field in fallen if field not in resolved and field != "name"}
    wanted = parts_of(here | silent | resolved)
    shown = parts_of(here)
    touched = dict.fromkeys(part_of(field) for field in (*resolved, *silent))
    return {part: wanted[part] for part in touched if plain(wanted[part]) != plain(shown.get(part))}
