"""A room of gardens for the tests of people: scopes, roles and values, as a higher room brings them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from konbit.base import registry
from konbit.base.registry import Identity, Room, ScopeCard
from konbit.people.audience import Viewer, viewer_of
from konbit.people.models import Person

PASSWORD = "bread and roses"


@dataclass
class Gardens:
    """The gardens of a network, kept in memory."""

    cards: dict[str, ScopeCard] = field(default_factory=dict)
    held: dict[int, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )
    granted: list[tuple[int, str, str, str]] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)

    def roles(self, person_id: int) -> dict[str, frozenset[str]]:
        return {scope: frozenset(roles) for scope, roles in self.held[person_id].items()}

    def grant(self, person_id: int, scope: str, role: str, by_actor: str) -> None:
        self.granted.append((person_id, scope, role, by_actor))
        self.held[person_id][scope].add(role)

    def erase(self, identity: Identity) -> int:
        kept = [value for value in self.contacts if not identity.matches(value)]
        gone = len(self.contacts) - len(kept)
        self.contacts = kept
        if identity.person_id:
            self.held.pop(identity.person_id, None)
        return gone


@pytest.fixture
def gardens(monkeypatch: pytest.MonkeyPatch) -> Gardens:
    """Two gardens, the first of which belongs to a network."""
    room = Gardens()
    room.cards["garden:1"] = ScopeCard(
        "Rose Garden", "/garden/1", networks=("garden:9",), summary="Roses for the whole street"
    )
    room.cards["garden:2"] = ScopeCard("Bean Garden", "/garden/2")
    room.cards["garden:9"] = ScopeCard("All Gardens", "/garden/9", is_network=True)
    registered = Room(
        name="gardens", title="Gardens", erase=room.erase, roles=room.roles,
        describe_scope=room.cards.get, grant=room.grant,
    )  # fmt: skip
    monkeypatch.setitem(registry._rooms, "gardens", registered)
    return room


class People:
    """Makes accounts and signs them in."""

    def __init__(self, gardens: Gardens) -> None:
        self.gardens = gardens

    def make(self, user_name: str, scope: str = "", *roles: str, **said: Any) -> Person:
        person = Person.objects.create_user(user_name, password=PASSWORD, **said)
        if scope:
            self.gardens.held[person.pk][scope].update(roles)
        return person

    def viewer(self, person: Person) -> Viewer:
        return viewer_of(Person.objects.get(pk=person.pk))

    def client(self, person: Person | None = None, **said: Any) -> Client:
        client = Client(**said)
        if person:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client


@pytest.fixture
def people(gardens: Gardens, db: None) -> People:
    """A way to make people with roles in the gardens."""
    return People(gardens)


@pytest.fixture(autouse=True)
def fresh_limits(fresh_limits: None) -> None:
    """Limits count from nothing in every test of this room."""
