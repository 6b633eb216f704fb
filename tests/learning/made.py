"""Groups, resolutions, claims and frameworks for the tests of learning, made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from konbit.assembly.actions.agreed import Agreed
from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.models import Resolution
from konbit.directory.models import Group, Role
from konbit.learning.actions.claims import ClaimDraft, MoveDraft, move_claim, state_claim
from konbit.learning.actions.frameworks import (
    FrameworkDraft,
    PriorityDraft,
    add_priority,
    start_framework,
)
from konbit.learning.models import Claim, Framework
from konbit.people.audience import Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person

WORDS = "Eating together brings people in who never spoke at an assembly."


def somebody_of(group: Group, role: str = "steward", name: str = "amina") -> tuple[Viewer, Client, Person]:
    """Somebody with a role in a group, her viewer and her browser."""
    person = a_person(name)
    Role.objects.create(person=person, group=group, kind=role)
    client = Client()
    client.force_login(person)
    return viewer_of(person), client, person


def a_resolution(viewer: Viewer, group: Group, text: str = "We agree.", on: str = "2024-05-04") -> Resolution:
    """What a group agreed."""
    return enter_resolution(viewer, group.uid, uuid.uuid4(), Decision(text, "en", decided_on=on))


def a_claim(viewer: Viewer, group: Group, words: str = WORDS, **said: Any) -> Claim:
    """A claim of a group."""
    state = said.pop("state", "assumption")
    draft = ClaimDraft("en", words, **said)
    return Claim.objects.get(uid=state_claim(viewer, group.uid, draft, uuid.uuid4(), state))


def moved(viewer: Viewer, claim: Claim, after: str, resolution: Resolution, reason: str = "") -> None:
    """A claim goes into another state."""
    move_claim(viewer, claim.uid, MoveDraft(after, Agreed(resolution.uid), reason))


def a_framework(viewer: Viewer, group: Group, *titles: str, **said: Any) -> Framework:
    """A framework with priorities numbered from 1."""
    title = said.pop("title", "What we hold to")
    uid = start_framework(viewer, group.uid, FrameworkDraft("en", {"title": title}, **said))
    for number, one in enumerate(titles, start=1):
        add_priority(viewer, uid, PriorityDraft("en", {"title": one, "statement": one}, number))
    return Framework.objects.get(uid=uid)


def a_house() -> tuple[Group, Viewer, Client]:
    """A group, its steward, her browser."""
    group = a_group("Long Table")
    viewer, client, _person = somebody_of(group)
    return group, viewer, client
