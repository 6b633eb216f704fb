"""People of a group who speak, for the tests of conversations."""

from __future__ import annotations

import uuid

from konbit.assembly.actions.conversing import Words
from konbit.directory.actions.roles import grant
from konbit.directory.models import Group
from konbit.people.models import Person
from tests.builders import a_person

GROUP = "directory.group"


def words(text: str = "The oven is too small.", **said: object) -> Words:
    """What somebody says, as a form that was just opened sends it."""
    return Words(key=uuid.uuid4(), text=text, language="en", **said)  # type: ignore[arg-type]


def a_member(group: Group, name: str = "amina", role: str = "member", **said: object) -> Person:
    """Somebody with a role in a group."""
    person = a_person(name, **said)
    grant(person.pk, group.scope, role, "test")
    return person
