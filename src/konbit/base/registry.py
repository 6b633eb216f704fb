"""Rooms make themselves known here, so that no lower room ever asks for a higher one by name.

Each room's `apps.py` calls `register(Room(...))` in `ready()`. Navigation, addresses, search, API,
command line, erasure and documentation are then loops over `rooms()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class NavEntry:
    """A door in the navigation: the name of its address, its title, its icon, its place in the row."""

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
class Room:
    """What a room offers to the house.

    `urls`: module of its pages (under the language prefix). `api`: module with a django-ninja `router`.
    `commands`: module with a Typer `app`. `documents`: what it puts into the search index, by kind.
    `erase`: removes somebody's values from the room's rows and returns how many it emptied.
    `roles`: gives the roles of a person, by scope. `describe_scope`: describes a scope of this room, None
    if it is not one. `grant`: gives a person (row id) a role in a scope of this room, by an actor (opaque
    id), within the caller's transaction; giving a role that is held already changes nothing.
    """

    name: str
    title: Any
    nav: tuple[NavEntry, ...] = ()
    urls: str = ""
    api: str = ""
    commands: str = ""
    documents: Mapping[str, Any] = field(default_factory=dict)
    erase: Callable[[Identity], int] | None = None
    roles: Callable[[int], Mapping[str, frozenset[str]]] | None = None
    describe_scope: Callable[[str], ScopeCard | None] | None = None
    grant: Callable[[int, str, str, str], None] | None = None


_rooms: dict[str, Room] = {}


def register(room: Room) -> None:
    """Make a room known. Registering the same name again replaces it (Django may call `ready` twice)."""
    _rooms[room.name] = room


def rooms() -> Iterable[Room]:
    """The rooms in the order in which they registered, lowest floor first."""
    return tuple(_rooms.values())


def navigation() -> list[NavEntry]:
    """Every room's doors, in their order."""
    return sorted((entry for room in rooms() for entry in room.nav), key=lambda entry: entry.order)
