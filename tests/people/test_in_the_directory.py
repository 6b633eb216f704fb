"""People and the directory together: an invitation gives a real role, an erasure empties real contacts."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse

from konbit.base.registry import keeping_doors, own_doors
from konbit.directory.models import Contact, Group, NetworkStyle, Relation, Role
from konbit.people import actions
from konbit.people.audience import SYSTEM, viewer_of
from konbit.people.models import Person
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db

PHONE = "+44 161 496 0000"


@pytest.fixture
def bakery() -> Group:
    group = a_group("Sunrise Bakery")
    Contact.objects.create(group=group, kind=Contact.Kind.PHONE, value=PHONE)
    Contact.objects.create(group=group, kind=Contact.Kind.PHONE, value="+44 161 496 0001")
    return group


def test_an_invitation_leads_a_newcomer_into_a_group(client: Any, bakery: Group) -> None:
    token = actions.make_invitation(SYSTEM, bakery.scope, "steward")
    person = a_person("amina")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert "Sunrise Bakery" in client.get(reverse("people:join", args=[token])).content.decode()
    client.post(reverse("people:join", args=[token]))
    assert viewer_of(person).holds(bakery.scope, "steward")
    made = actions.make_card(viewer_of(person), bakery.scope, "Rosa Luz")
    assert Role.objects.get(person=made.card.person).kind == "member"


def test_cards_and_invitations_of_a_group_show_the_colours_of_its_one_network(
    client: Any, bakery: Group
) -> None:
    person = a_person("sam")
    actions.accept_invitation(viewer_of(person), actions.make_invitation(SYSTEM, bakery.scope, "steward"))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    card = actions.make_card(viewer_of(person), bakery.scope, "Rosa Luz").card
    token = actions.make_invitation(SYSTEM, bakery.scope, "member")
    pages = [
        reverse("people:cards", args=[bakery.scope]),
        reverse("people:card_paper", args=[card.pk]),
        reverse("people:invitations", args=[bakery.scope]),
        reverse("people:join", args=[token]),
        reverse("directory:group", args=[bakery.uid]),
    ]

    def coloured() -> list[bool]:
        return ["--brand-main: #24406b" in client.get(page).content.decode() for page in pages]

    first, second = (a_group(name, kind="network") for name in ("Tables", "Ovens"))
    NetworkStyle.objects.create(network=first, main="#24406b")
    assert coloured() == [False] * 5
    tie = Relation.objects.create(subject=bakery, kind="member_of", object=first, certainty="to_verify")
    assert coloured() == [False] * 5
    Relation.objects.filter(pk=tie.pk).update(certainty="confirmed")
    assert coloured() == [True] * 5
    Relation.objects.create(subject=bakery, kind="member_of", object=second, certainty="confirmed")
    assert coloured() == [False] * 5


def test_two_stewards_of_a_group_help_a_member_back_in(bakery: Group) -> None:
    member, sam, tia = (a_person(name) for name in ("rosa", "sam", "tia"))
    for person, role in ((member, "member"), (sam, "steward"), (tia, "steward")):
        actions.accept_invitation(viewer_of(person), actions.make_invitation(SYSTEM, bakery.scope, role))
    actions.ask_recovery("rosa")
    recovery = member.recoveries.get()
    halves = tuple(actions.confirm_recovery(viewer_of(steward), recovery.pk) for steward in (sam, tia))
    assert actions.finish_recovery("rosa", halves, "four words make sentences")


def test_an_erased_person_leaves_roles_and_contacts_and_a_restore_does_not_bring_them_back(
    bakery: Group,
) -> None:
    person = a_person("amina")
    actions.accept_invitation(viewer_of(person), actions.make_invitation(SYSTEM, bakery.scope, "member"))
    backup = serializers.serialize(
        "json", [*Person.objects.all(), *Role.objects.all(), *Contact.objects.all()]
    )

    def what_is_left() -> tuple[list[str], int, str]:
        phones = sorted(Contact.objects.values_list("value", flat=True))
        return phones, Role.objects.count(), Person.objects.get(pk=person.pk).username

    actions.erase("amina", SYSTEM, also=[PHONE.replace(" ", "")])
    gone = (["+44 161 496 0001"], 0, f"erased-{person.pk}")
    assert what_is_left() == gone
    for row in serializers.deserialize("json", backup):
        row.save()
    assert what_is_left() != gone
    actions.replay_erasures()
    assert what_is_left() == gone


@pytest.mark.parametrize(("keeps", "doors"), [(False, 8), (True, 13)])
def test_the_account_leads_to_what_one_proposed_and_whoever_keeps_the_house_to_its_queues(
    client: Any, keeps: bool, doors: int
) -> None:
    client.force_login(
        a_person("amina", is_superuser=keeps), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get(reverse("people:account")).content.decode()
    offered = [
        door for door in (*own_doors(), *keeping_doors()) if f'href="{reverse(door.url_name)}"' in page
    ]
    assert len(offered) == doors
    assert {client.get(reverse(door.url_name)).status_code for door in offered} == {200}
