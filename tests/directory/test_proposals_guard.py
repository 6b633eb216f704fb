"""Programs are held back without a riddle, people lose nothing; groups that are alike are named in time."""

from __future__ import annotations

import pytest
from django.core import signing
from django.test import Client

from konbit.directory.models import Group, Proposal
from konbit.directory.queries.alike import groups_alike
from konbit.people.audience import ANYONE
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_person, a_place
from tests.directory.proposing import KNOWN, a_network, opened_a_while_ago, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]

LYON = (45.76, 4.84, "Lyon")
PARIS = (48.86, 2.35, "Paris")


@pytest.mark.parametrize(
    ("guard", "said"),
    [
        ({"guard-site": "https://spam.example"}, "must stay empty"),
        ({"guard-opened": ""}, "lay open for long"),
        ({"guard-opened": "open:1:forged"}, "lay open for long"),
        ({"guard-opened": signing.TimestampSigner(salt="other").sign("open")}, "lay open for long"),
    ],
)
def test_what_looks_like_a_program_is_asked_again_and_nothing_typed_is_lost(
    client: Client, guard: dict[str, str], said: str
) -> None:
    address = f"/en/g/{a_network().uid}/propose"
    sent = {**KNOWN, "description": "Bread at night.", **opened_a_while_ago(), **guard}
    page = client.post(address, sent)
    shown = page.content.decode()
    assert page.status_code == 422
    assert said in shown
    assert "Bread at night." in shown
    assert 'value="https://spam.example"' not in shown
    assert not Proposal.objects.exists()


def test_whoever_was_too_quick_sends_the_same_once_more(client: Client) -> None:
    address = f"/en/g/{a_network().uid}/propose"
    opened = signing.TimestampSigner(salt="konbit.directory.guard").sign("open")
    page = client.post(address, {**KNOWN, "guard-opened": opened})
    assert "very quick" in page.content.decode()
    assert opened in page.content.decode()
    assert not Proposal.objects.exists()
    assert client.post(address, {**KNOWN, **opened_a_while_ago()}).status_code == 302


def test_people_with_an_account_are_not_asked(client: Client) -> None:
    sign_in(client, a_person())
    address = f"/en/g/{a_network().uid}/propose"
    assert "guard-site" not in client.get(address).content.decode()
    assert client.post(address, KNOWN).status_code == 302


def test_the_field_for_programs_is_hidden_from_screen_readers_and_from_the_keyboard(client: Client) -> None:
    page = client.get(f"/en/g/{a_network().uid}/propose").content.decode()
    trap = page.split('name="guard-site"')
    assert 'aria-hidden="true"' in trap[0][-300:]
    assert 'tabindex="-1"' in trap[1][:80]
    assert 'autocomplete="off"' in trap[1][:80]


@pytest.mark.parametrize(
    ("name", "town", "alike"),
    [
        ("Sunrise Bakery", "Lyon", True),
        ("sunrise bakery", "", True),
        ("The Sunrise Bakery Cooperative", "", False),
        ("Sunrise Bakery Cooperative", "Lyon", True),
        ("Sunrise Bak", "Lyon", True),
        ("Sunset Bakery", "Lyon", False),
        ("Sun", "Lyon", False),
        ("Sunrise Kitchen", "Lyon", False),
        ("", "Lyon", False),
    ],
)
def test_a_group_of_nearly_the_same_name_near_the_same_place_is_noticed(
    name: str, town: str, alike: bool
) -> None:
    a_group("Sunrise Bakery", places=[a_place(*LYON)])
    a_group("Hill Bakery", places=[a_place(*LYON)])
    apply_changes()
    found = [card.link.name for card in groups_alike(ANYONE, name, (town, "", "FR"), "en")]
    assert found == ["Sunrise Bakery"] * alike


def test_one_word_may_differ_near_the_town_only() -> None:
    a_group("Sunrise Bakery", places=[a_place(*PARIS)])
    apply_changes()
    assert not groups_alike(ANYONE, "Sunrise Bakery Cooperative", ("Lyon", "", "FR"), "en")


def test_a_group_that_is_not_open_to_one_is_not_named() -> None:
    a_group("Sunrise Bakery", audience="stewards", places=[a_place(*LYON)])
    apply_changes()
    assert not groups_alike(ANYONE, "Sunrise Bakery", ("Lyon", "", "FR"), "en")


def test_a_form_asks_while_one_types_and_again_before_it_takes_a_twin(client: Client) -> None:
    a_group("Lantern Bakery", places=[a_place(*LYON)])
    apply_changes()
    network = a_network()
    part = client.get("/en/groups/alike", {"name": "Lantern Bakery", "locality": "Lyon"}).content.decode()
    assert "Is it one of these?" in part
    assert not client.get("/en/groups/alike", {"name": "Nothing here"}).content.decode().strip()
    address = f"/en/g/{network.uid}/propose"
    assert "/en/groups/alike" in client.get(address).content.decode()
    sent = {**KNOWN, "locality": "Lyon", **opened_a_while_ago()}
    page = client.post(address, sent)
    assert "Is it one of these?" in page.content.decode()
    assert not Proposal.objects.exists()
    client.post(address, {**sent, "other": "1"})
    assert Proposal.objects.get().state["name"] == "Lantern Bakery"


def test_adding_oneself_asks_too(client: Client) -> None:
    a_group("Lantern Bakery", places=[a_place(*LYON)])
    apply_changes()
    sign_in(client, a_person())
    sent = {**KNOWN, "locality": "Lyon"}
    assert "Is it one of these?" in client.post("/en/groups/new", sent).content.decode()
    assert Group.objects.filter(name="Lantern Bakery").count() == 1
    client.post("/en/groups/new", {**sent, "other": "1"})
    assert Group.objects.filter(name="Lantern Bakery").count() == 2
