"""The first page of the room: doors that lead somewhere, and first those of one's own groups."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from konbit.directory.actions.shipped import load_example as load_groups
from konbit.directory.actions.shipped import load_vocabularies
from konbit.directory.models import Group, Role
from konbit.federation.actions.shipped import load_example
from tests.builders import a_group
from tests.federation.supported import said
from tests.learning.made import somebody_of

pytestmark = pytest.mark.django_db


def content(client: Client) -> str:
    answer = client.get("/en/federation/")
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text[text.index("<main") : text.index("</main>")]


def test_its_parts_stand_in_the_order_in_which_an_organiser_needs_them() -> None:
    codes = re.findall(r'<li class="card" id="(\w+)">', content(Client()))
    assert codes == ["organs", "statutes", "pacts", "priorities", "struggles", "supports"]


def test_no_door_leads_nowhere_with_and_without_the_example() -> None:
    for with_example in (False, True):
        if with_example:
            load_vocabularies()
            load_groups()
            load_example()
        client = Client()
        text = content(client)
        assert ("Chantier" in text) is with_example
        for address in set(re.findall(r'href="(/[^"#]*)', text)):
            assert client.get(address, follow=True).status_code == 200, address


def test_who_is_signed_in_finds_her_groups_first() -> None:
    mill = a_group("Mill")
    said(mill, "lacks", "finance")
    _viewer, client, _person = somebody_of(mill, "member")
    text = content(client)
    own = text[: text.index('id="parts"')]
    assert "Mill" in own
    assert "1 is lacking" in own
    for address in set(re.findall(r'href="(/[^"#]*)', text)):
        assert client.get(address, follow=True).status_code == 200, address
    assert "Your groups" not in content(Client())


def test_many_groups_are_counted_and_removed_ones_are_not_named() -> None:
    _viewer, client, person = somebody_of(a_group("Oven 0"), "member")
    for number in range(1, 9):
        Role.objects.create(person=person, group=a_group(f"Oven {number}"), kind="member")
    Group.objects.filter(name="Oven 0").update(removed_at="2020-01-01T00:00:00Z")
    text = content(client)
    assert "Oven 0" not in text
    assert "2 more groups of yours" in text


def test_examples_that_are_hidden_are_not_named() -> None:
    load_vocabularies()
    load_groups()
    Group.objects.update(audience="group")
    assert "Chantier" not in content(Client())


def test_who_belongs_to_no_group_is_told_what_to_do() -> None:
    group = a_group("Mill")
    _viewer, client, person = somebody_of(group)
    Role.objects.filter(person=person).delete()
    assert "You take part in no group here yet" in content(client)
    assert "Sign in" in content(Client())
