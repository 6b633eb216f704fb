"""Statutes and movements of invented groups for tests, made the way the house makes them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.test import Client

from konbit.chronicle.actions import recording
from konbit.directory.models import Group, Relation, Role, Size, Term
from konbit.engines.statutes import Ask, People
from konbit.federation.actions.levels import LevelDraft, RegionDraft, add_level, add_region
from konbit.federation.actions.rules import RuleDraft, add_rule
from konbit.federation.actions.standing import StandDraft, let_stand
from konbit.federation.actions.statutes import StatutesDraft, begin_statutes
from konbit.federation.models import Level, Region, Rule, Statutes
from konbit.people.audience import SYSTEM, Viewer, viewer_of
from tests.builders import a_group, a_person

KEYLESS = {"language": "en", "audience": "public"}


def somebody(group: Group, role: str = "steward", name: str = "amina") -> tuple[Viewer, Client]:
    """Somebody with a role in a group, and her browser."""
    person = a_person(name)
    Role.objects.create(person=person, group=group, kind=role)
    client = Client()
    client.force_login(person)
    return viewer_of(person), client


def joined(member: Group, network: Group, since: str = "", until: str = "") -> Relation:
    """A group belongs to another one from a day on."""
    with recording("test", "tie") as batch:
        tie = Relation.objects.create(
            subject=member, kind="member_of", object=network, valid_from=since, valid_until=until
        )
        batch.changed("directory.relation", tie.pk)
    return tie


def peopled(group: Group, number: int, on: str = "") -> None:
    """A group says how many members it has."""
    from konbit.directory.models import Scheme

    scheme, _new = Scheme.objects.get_or_create(code="test/sizes", facet="size", title={"en": "Sizes"})
    term, _new = Term.objects.get_or_create(scheme=scheme, code="members", label={"en": "Members"})
    Size.objects.create(group=group, dimension=term, value=number, on=on)


def some_statutes(group: Group, viewer: Viewer = SYSTEM, example: str = "", **said: Any) -> Statutes:
    """Statutes of a group."""
    draft = StatutesDraft("en", said.pop("title", "Our statutes"), **said)
    return Statutes.objects.get(uid=begin_statutes(viewer, group.uid, draft, uuid.uuid4(), example))


def a_level(statutes: Statutes, title: str, viewer: Viewer = SYSTEM, **said: Any) -> Level:
    """A level of statutes."""
    return add_level(viewer, statutes.uid, LevelDraft("en", title, **said))


def a_region(statutes: Statutes, title: str, tier: str, viewer: Viewer = SYSTEM, **said: Any) -> Region:
    """A place of statutes."""
    return add_region(viewer, statutes.uid, RegionDraft("en", title, tier, **said))


def a_rule(
    statutes: Statutes, level: Level | str, ask: Ask | None = None, viewer: Viewer = SYSTEM, **said: Any
) -> Rule:
    """A rule of statutes."""
    about = level if isinstance(level, str) else level.word
    draft = RuleDraft("en", about, ask or People(7, 20), **said)
    return add_rule(viewer, statutes.uid, draft, uuid.uuid4())


def stands(
    statutes: Statutes, level: Level, groups: Iterable[Group], region: Region | None = None, since: str = ""
) -> None:
    """Groups stand on a level."""
    draft = StandDraft(level.pk, region.pk if region else None, since)
    let_stand(SYSTEM, statutes.uid, [one.uid for one in groups], draft)


def a_movement(*names: str) -> tuple[Group, list[Group]]:
    """A network with members."""
    network = a_group("Movement of the Hills", kind="network")
    groups = [a_group(name) for name in names]
    for one in groups:
        joined(one, network, "2000")
    return network, groups
