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
class Room:
    """What a room offers to the house.

    `urls`: module of its pages (under the language prefix). `api`: module with a django-ninja `router`.
    `commands`: module with a Typer `app`. `documents`: what it puts into the search index, by kind.
    `erase`: called with an identity (person id and values), removes that person's values from the
    room's rows and returns how many it emptied. `roles`: gives the roles of a person, by scope.
    """

    name: str
    title: Any
    nav: tuple[NavEntry, ...] = ()
    urls: str = ""
    api: str = ""
    commands: str = ""
    documents: Mapping[str, Any] = field(default_factory=dict)
    erase: Callable[[Any], int] | None = None
    roles: Callable[[int], Mapping[str, frozenset[str]]] | None = None


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
