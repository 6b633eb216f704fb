"""The shipped case: how a series of meetings led to a network."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.assembly.actions.shipped import key_of, load_example
from konbit.assembly.models import Meeting, Resolution
from konbit.assembly.queries.meetings import meeting_page, meetings_page
from konbit.assembly.queries.register import house_register
from konbit.assembly.queries.resolutions import resolution_page
from konbit.base.registry import rooms
from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group
from konbit.people.audience import ANYONE

pytestmark = pytest.mark.django_db


def test_nothing_comes_where_the_groups_are_not() -> None:
    assert load_example() == 0


def test_the_birth_of_a_network_is_told_as_published_and_once(client: Client) -> None:
    load_vocabularies()
    load_groups()
    assert load_example() == 7
    assert load_example() == 0
    assert load_example in {room.load_example for room in rooms()}
    network = Group.objects.get(slug="us-sen")
    assert len(meetings_page(ANYONE, network.uid).over) == 3
    launch = resolution_page(ANYONE, Resolution.objects.get(key=key_of("sen-launch")).uid)
    assert [(one.group.slug if one.group else "", one.note.get("en", "")) for one in launch.supporters] == [
        ("nanse", "its Canadian and Mexican members"),
        ("ripess", ""),
    ]
    assert (launch.card.certainty, launch.card.published, launch.card.when) == (
        "published",
        "2007",
        "July 2007",
    )
    sponsor = resolution_page(ANYONE, Resolution.objects.get(key=key_of("sen-fiscal-sponsor")).uid)
    assert sponsor.card.standing == "waiting"
    assert sponsor.card.condition["en"].startswith("Provisional upon raising")
    caucus = meeting_page(ANYONE, Meeting.objects.get(key=key_of("sen-2007-caucus")).uid, "en")
    assert caucus.goals[0].came_from
    assert caucus.before
    assert caucus.after
    assert not caucus.approval.at
    assert not house_register(ANYONE, show="silent").cards
    for language in ("en", "fr", "es", "pt-br"):
        page = client.get(f"/{language}/meetings/{caucus.card.uid}/").content.decode()
        assert caucus.card.title[language].replace("’", "’") in page
    assert "as published in 2007, not confirmed" in client.get(launch.card.url).content.decode()


def test_what_people_changed_in_the_example_stays() -> None:
    load_vocabularies()
    load_groups()
    load_example()
    Meeting.objects.filter(key=key_of("sen-2009-forum")).update(place="Amherst, Massachusetts")
    assert load_example() == 0
    assert Meeting.objects.get(key=key_of("sen-2009-forum")).place == "Amherst, Massachusetts"
