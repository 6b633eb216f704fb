"""People and groups for tests, made the way the house itself makes them."""

from __future__ import annotations

from typing import Any

from konbit.chronicle.actions import recording
from konbit.directory.actions.writing import add_groups
from konbit.directory.models import Group
from konbit.people.audience import Viewer
from konbit.people.models import Person


def a_person(username: str = "amina", password: str = "bread and roses", **said: Any) -> Person:
    """An account with a user name and a password."""
    return Person.objects.create_user(username, password=password, **said)


def an_operator(username: str = "operator") -> Viewer:
    """The viewer of an account that keeps the instance."""
    person = a_person(username, is_superuser=True)
    return Viewer(actor=person.opaque_id, person_id=person.pk, name=person.name, is_operator=True)


def a_viewer(scope: str = "", *roles: str, actor: str = "person:test") -> Viewer:
    """Someone who holds these roles in a scope, without an account: `a_viewer("group:7", "steward")`."""
    return Viewer(actor=actor, person_id=1, name="Test", roles={scope: frozenset(roles)} if scope else {})


def a_group(name: str = "Sunrise Bakery", **state: Any) -> Group:
    """A group with the parts of its state that are given (see `konbit.directory.state`)."""
    with recording("test", "add") as batch:
        return add_groups(batch, [{"name": name, **state}])[0]


def a_place(latitude: float, longitude: float, locality: str = "", **said: Any) -> dict[str, Any]:
    """A place as a part of a group's state, with coordinates given by hand in degrees."""
    return {"given_latitude": latitude, "given_longitude": longitude, "locality": locality, **said}
