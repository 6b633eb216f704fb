"""Rooms make themselves known here, so that no lower room ever asks for a higher one by name.

Each room's `apps.py` calls `register(Room(...))` in `ready()`. Navigation, addresses, search, API,
command line, erasure and documentation are then loops over `rooms()`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class NavEntry:
    """A door to a page: the name of its address, its title, its icon, its place in the row."""

    url_name: str
    title: Any
    icon: str
    order: int = 100


@dataclass(frozen=True)
class ScopeCard:
    """What a room says of one of its scopes ("group:7") to those who know it only by that id.

    `networks`: the scopes of the networks that it belongs to. `is_network`: whether it is one itself.
    `image`: the address of a picture of it for a messenger's preview, or empty.
    """

    name: str
    url: str = ""
    networks: tuple[str, ...] = ()
    is_network: bool = False
    summary: str = ""
    image: str = ""


@dataclass(frozen=True)
class Identity:
    """Somebody to be forgotten.

    `person_id`: the account's row, None for somebody without one. `opaque_id`: how the chronicle knows
    the account, or empty. `values`: telephone, e-mail, names, as far as they are known (none are when an
    erasure is replayed after a restore). `matches`: whether a text is one of those values; it works by
    keyed digest, so it also works in a replay.
    """

    person_id: int | None
    opaque_id: str
    values: tuple[str, ...]
    matches: Callable[[str], bool]


@dataclass(frozen=True)
class GroupDoor:
    """A way from a group's page into a room: "Meetings: 12, the next on Saturday"."""

    title: Any
    url: str
    symbol: str
    count: int = 0
    note: str = ""


@dataclass(frozen=True)
class Wish:
    """What somebody wants a room to make while they do something else: words, who, until when.

    `key` makes asking twice the same as asking once. `until` is a partial date or empty. `resolution`: the id
    of the resolution from which it follows, if it does.
    """

    key: uuid.UUID
    text: str
    language: str
    who: str = ""
    until: str = ""
    resolution: int | None = None


@dataclass(frozen=True)
class Made:
    """What was made of a wish: its kind and id, what it is called, its address."""

    kind: str
    id: int
    title: str
    url: str


@dataclass(frozen=True)
class Maker:
    """Something that a meeting can leave behind in this room: a task, a lesson.

    `make` is called with the viewer, the id of the group, and the wish; it asks permission itself.
    """

    kind: str
    title: Any
    symbol: str
    make: Callable[[Any, int, Wish], Made]


@dataclass(frozen=True)
class Common:
    """Something that groups have in common, or that some of them have and others lack.

    `key`: what it is, among those of one suggester. `groups`: who has it (ids). `lacking`: who lacks it;
    empty where all have it alike. `say`: given the names of two of them, whoever has it first, it in words.
    """

    key: str
    groups: frozenset[int]
    say: Callable[[str, str], str]
    lacking: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Suggester:
    """A reason for which groups of a network may want to know each other.

    `find`: given a viewer and ids of groups that she may see, what some of them have in common: only what is
    open to everybody, since it is told to the people of all of them.
    """

    code: str
    title: Any
    find: Callable[[Any, Collection[int]], Iterable[Common]]


@dataclass(frozen=True)
class CalendarEntry:
    """A day or an hour that belongs into somebody's calendar.

    `uid` stays the same through all changes, `sequence` grows with them. `begin` and `end` are both moments
    (with a time zone) or both days; the end of days is the last of them.
    """

    uid: str
    title: str
    begin: date | datetime
    end: date | datetime
    url: str
    changed_at: datetime
    sequence: int = 0
    zone: str = ""
    place: str = ""
    text: str = ""
    cancelled: bool = False


@dataclass(frozen=True)
class Room:
    """What a room offers to the house.

    `nav`: its doors in the navigation of every page. `own`: its doors on everybody's account page. `keeping`:
    its doors there for whoever keeps the instance.
    `urls`: module of its pages (under the language prefix). `api`: module with a django-ninja `router`.
    `commands`: module with a Typer `app`. `documents`: what it puts into the search index, by kind.
    `erase`: removes somebody's values from the room's rows and returns how many it emptied.
    `roles`: gives the roles of a person, by scope. `describe_scope`: describes a scope of this room, None
    if it is not one. `grant`: gives a person (row id) a role in a scope of this room, by an actor (opaque
    id), within the caller's transaction; giving a role that is held already changes nothing.
    `group_doors`: given a viewer and a group's id, the ways from its page into this room. `makers`: what a
    meeting can leave behind here. `beneath`: given a viewer and the kind and id of an object of a room below,
    what this room has to tell or to offer beneath it. `calendar`: given a viewer, ids of groups, a first and
    a last day, what belongs into a calendar. `follows`: given ids of resolutions, when (a partial date)
    something that follows from one last happened in this room, by its id. `suggesters`: what members of a
    network may have in common. `load_example`: brings the shipped
    example of this room in, returns how many things it made; called after those of the rooms below.
    """

    name: str
    title: Any
    nav: tuple[NavEntry, ...] = ()
    own: tuple[NavEntry, ...] = ()
    keeping: tuple[NavEntry, ...] = ()
    urls: str = ""
    api: str = ""
    commands: str = ""
    documents: Mapping[str, Any] = field(default_factory=dict)
    erase: Callable[[Identity], int] | None = None
    roles: Callable[[int], Mapping[str, frozenset[str]]] | None = None
    describe_scope: Callable[[str], ScopeCard | None] | None = None
    grant: Callable[[int, str, str, str], None] | None = None
    group_doors: Callable[[Any, int], Iterable[GroupDoor]] | None = None
    makers: tuple[Maker, ...] = ()
    beneath: Callable[[Any, str, int], Iterable[GroupDoor]] | None = None
    calendar: Callable[[Any, Collection[int], date, date], Iterable[CalendarEntry]] | None = None
    follows: Callable[[list[int]], Mapping[int, str]] | None = None
    suggesters: tuple[Suggester, ...] = ()
    load_example: Callable[[], int] | None = None


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    """Make a room known. Registering the same name again replaces it (Django may call `ready` twice)."""
    _rooms[room.name] = room


def rooms() -> Iterable[Room]:
    """The rooms in the order in which they registered, lowest floor first."""
    return tuple(_rooms.values())


def navigation() -> list[NavEntry]:
    """Every room's doors for the navigation, in their order."""
    return _in_order(entry for room in rooms() for entry in room.nav)


def own_doors() -> list[NavEntry]:
    """Every room's doors for the account page, in their order."""
    return _in_order(entry for room in rooms() for entry in room.own)


def keeping_doors() -> list[NavEntry]:
    """Every room's doors for whoever keeps the instance, in their order."""
    return _in_order(entry for room in rooms() for entry in room.keeping)


def _in_order(entries: Iterable[NavEntry]) -> list[NavEntry]:
    return sorted(entries, key=lambda entry: entry.order)
