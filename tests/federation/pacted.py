"""Groups with their stewards, and pacts, for the tests of federating: made the way the house makes them."""

from __future__ import annotations

import uuid
from typing import Any

from django.test import Client

from konbit.assembly.actions.agreed import Agreed
from konbit.directory.models import Group, Role
from konbit.federation.actions.answering import AGREE, AnswerDraft, answer_pact, leave_pact
from konbit.federation.actions.holding import Holding, bring_into_force
from konbit.federation.actions.pacts import PactDraft, propose, send_pact
from konbit.federation.models import Pact, Party
from konbit.people.audience import Viewer, viewer_of
from konbit.people.models import Person
from tests.builders import a_group

CHARTER = "We decide together. Whoever leaves tells the others."
DAY = "2026-03-01"


def a_table(name: str, **state: Any) -> Group:
    """A group with a steward whose user name is that of the group; she organises it if it is a network."""
    group = a_group(name, **state)
    person, _new = Person.objects.get_or_create(username=_user(name), defaults={"password": "x"})
    Role.objects.create(person=person, group=group, kind="steward")
    if group.kind == Group.Kind.NETWORK:
        Role.objects.create(person=person, group=group, kind="organiser")
    return group


def steward_of(group: Group) -> Viewer:
    """The steward of a group, as she is known now."""
    return viewer_of(_person(group))


def browser_of(group: Group) -> Client:
    """The browser of the steward of a group."""
    client = Client()
    client.force_login(_person(group))
    return client


def _person(group: Group) -> Person:
    return Person.objects.get(username=_user(group.name))


def _user(name: str) -> str:
    return name.casefold().replace(" ", "-")


def a_pact(by: Group, *asked: Group, sent: str = "2026-01-10", **said: Any) -> Pact:
    """A pact that a group proposes to others; sent on a day, or (empty) still being written."""
    draft = PactDraft(
        "en", said.pop("title", "Tables of the valley"), "Seeds for everybody.", said.pop("charter", CHARTER),
        members=[one.uid for one in asked], **said,
    )  # fmt: skip
    uid = propose(steward_of(by), by.uid, draft, uuid.uuid4())
    if sent:
        send_pact(steward_of(by), uid, sent)
    return Pact.objects.get(uid=uid)


def party(pact: Pact, group: Group) -> Party:
    """The place of a group in a pact."""
    return Party.objects.get(pact=pact, group=group)


def agreed(words: str = "We agree to it.", on: str = "2026-02-01") -> Agreed:
    """A resolution that is written down now."""
    return Agreed(text=words, on=on, key=uuid.uuid4())


def answered(pact: Pact, group: Group, answer: str = AGREE, on: str = "2026-02-01", **said: Any) -> Party:
    """A group answers, by a resolution of its own of a day."""
    draft = AnswerDraft(answer, "en", said.pop("agreed", agreed(on=on)), **said)
    answer_pact(steward_of(group), pact.uid, party(pact, group).pk, draft)
    return party(pact, group)


def held(pact: Pact, by: Group, on: str = DAY, name: str = "") -> Group:
    """The pact comes to hold. Returns the network."""
    return Group.objects.get(uid=bring_into_force(steward_of(by), pact.uid, Holding(on, name)))


def left(pact: Pact, group: Group, on: str, reason: str = "") -> Party:
    """A group leaves."""
    leave_pact(steward_of(group), pact.uid, party(pact, group).pk, agreed(on=on), on, reason)
    return party(pact, group)
