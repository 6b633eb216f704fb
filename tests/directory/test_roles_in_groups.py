"""Who looks after a group: seen by its people, given by those who may, never left without a steward."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.base.errors import NotAllowed, NotFound, Problem
from konbit.directory.actions.roles import change_role, grant, take_role
from konbit.directory.models import Group, Relation, Role
from konbit.directory.queries.roles import describe_scope, roles_page
from konbit.people.audience import ANYONE, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person, a_viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Group:
    return a_group("Bakery", description={"en": "Bread."})


def in_role(group: Group, kind: str, name: str) -> Person:
    """Somebody who holds a role in a group."""
    person = a_person(name)
    Role.objects.create(person=person, group=group, kind=kind)
    return person


def test_who_belongs_to_a_group_is_seen_by_its_own_people_only(group: Group) -> None:
    member = in_role(group, "member", "rosa")
    page = roles_page(viewer_of(member), group.uid)
    assert [holder.name for holder in page.holders] == ["rosa"]
    assert not page.may_invite
    for viewer in (ANYONE, a_viewer("group:999", "steward")):
        with pytest.raises(NotAllowed):
            roles_page(viewer, group.uid)


def test_a_steward_changes_the_role_of_who_is_in_the_group_already(group: Group) -> None:
    steward, member = in_role(group, "steward", "ana"), in_role(group, "member", "rosa")
    change_role(viewer_of(steward), group.uid, member.pk, "member", "editor")
    assert viewer_of(member).roles[group.scope] == {"editor"}
    with pytest.raises(NotFound):
        change_role(viewer_of(steward), group.uid, a_person("outsider").pk, "member", "steward")


def test_the_last_steward_cannot_go_before_another_is_there(group: Group) -> None:
    steward, member = in_role(group, "steward", "ana"), in_role(group, "member", "rosa")
    with pytest.raises(Problem, match="last one"):
        take_role(viewer_of(steward), group.uid, steward.pk, "steward")
    with pytest.raises(Problem, match="last one"):
        change_role(viewer_of(steward), group.uid, steward.pk, "steward", "member")
    change_role(viewer_of(steward), group.uid, member.pk, "member", "steward")
    take_role(viewer_of(steward), group.uid, steward.pk, "steward")
    assert not viewer_of(steward).holds(group.scope)


def test_anybody_can_lay_down_her_own_role_but_not_take_anothers(group: Group) -> None:
    rosa, luz = in_role(group, "member", "rosa"), in_role(group, "member", "luz")
    with pytest.raises(NotAllowed):
        take_role(viewer_of(rosa), group.uid, luz.pk, "member")
    take_role(viewer_of(rosa), group.uid, rosa.pk, "member")
    assert not viewer_of(rosa).holds(group.scope)


def test_nobody_gives_herself_more_than_she_may_give(group: Group) -> None:
    network = a_group("Union", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    editor = in_role(group, "editor", "ana")
    with pytest.raises(NotAllowed):
        change_role(viewer_of(editor), group.uid, editor.pk, "editor", "steward")
    steward = in_role(network, "steward", "rosa")
    with pytest.raises(NotAllowed):
        change_role(viewer_of(steward), network.uid, steward.pk, "steward", "organiser")


def test_network_roles_are_held_in_networks_only(group: Group) -> None:
    person = a_person()
    with pytest.raises(Problem):
        grant(person.pk, group.scope, "organiser", "system")
    network = a_group("Union", kind="network")
    grant(person.pk, network.scope, "organiser", "system")
    grant(person.pk, network.scope, "organiser", "system")
    assert Role.objects.filter(person=person).count() == 1


def test_a_scope_is_described_with_its_networks(group: Group) -> None:
    network = a_group("Union", kind="network")
    Relation.objects.create(subject=group, kind="member_of", object=network)
    card = describe_scope(group.scope)
    assert card is not None
    assert (card.name, card.summary, card.networks) == ("Bakery", "Bread.", (network.scope,))
    assert describe_scope("group:999999") is None
    assert describe_scope("circle:1") is None
    assert describe_scope("group:x") is None


def test_the_page_changes_and_takes_roles(client: Client, group: Group) -> None:
    steward, member = in_role(group, "steward", "ana"), in_role(group, "member", "rosa")
    client.force_login(steward, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/en/g/{group.uid}/roles"
    assert "rosa" in client.get(address).content.decode()
    client.post(address, {"person": member.pk, "role": "member", "new": "editor"})
    assert viewer_of(member).roles[group.scope] == {"editor"}
    client.post(address, {"person": member.pk, "role": "editor", "take": "1"})
    assert not viewer_of(member).holds(group.scope)
    answer = client.post(address, {"person": steward.pk, "role": "steward", "take": "1"})
    assert answer.status_code == 400
    assert "last one" in answer.content.decode()
