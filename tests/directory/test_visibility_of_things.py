"""Canaries: a recognisable value in every field of a group, looked for on every page of it, by everyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from konbit.chronicle.actions import recording
from konbit.directory.actions.editing import edit_group
from konbit.directory.actions.rows import FACT, MEDIA, RELATION, add_row
from konbit.directory.models import Claim, Group, Role, Scheme, Source, Term
from konbit.directory.queries.versions import version_of
from konbit.people.audience import SYSTEM
from konbit.people.models import Person
from konbit.search.actions import rebuild
from tests.builders import a_group, a_person

pytestmark = pytest.mark.django_db

LATITUDE, LONGITUDE = 45.478912, -73.561234
Look = Callable[[str, str], str]
WHO = ("anyone", "member of the network", "member of the group", "steward")
PHONES = {
    "public": "+1 514 555 1001",
    "network": "+1 514 555 1002",
    "group": "+1 514 555 1003",
    "stewards": "+1 514 555 1004",
}
SEES = {
    "anyone": {"public"},
    "member of the network": {"public", "network"},
    "member of the group": {"public", "network", "group"},
    "steward": {"public", "network", "group", "stewards"},
}


@pytest.fixture
def network() -> Group:
    return a_group("Open Union", kind="network")


@pytest.fixture
def term() -> Term:
    scheme = Scheme.objects.create(code="test/words", title={"en": "Words"}, facet="activity")
    return Term.objects.create(scheme=scheme, code="baking", label={"en": "Baking"})


@pytest.fixture
def group(network: Group, term: Term) -> Group:
    """A group with a canary in every field, changed once so that its history holds them all too."""
    state = {
        "places": [
            {
                "name": "canaryplace",
                "street": "canarystreet 7",
                "postcode": "canarypost",
                "locality": "Montréal",
                "region": "Québec",
                "country": "CA",
                "given_latitude": LATITUDE,
                "given_longitude": LONGITUDE,
                "precision": "town",
            }
        ],
        "contacts": [{"kind": "phone", "value": phone, "audience": who} for who, phone in PHONES.items()]
        + [{"kind": "website", "value": "https://canarysite.example", "audience": "stewards"}],
        "terms": [[term.pk, False]],
        "extras": {"Notes": "canaryextra"},
    }
    made = a_group("Known Group", **state)
    source = Source.objects.create(code="list", name="A list")
    Claim.objects.create(
        source=source,
        key="canarykey@example.org",
        group=made,
        fields={
            "name": "Known Group",
            "contacts": [{"value": "canaryclaim"}],
            "extras": {"x": "canaryextra"},
        },
        digest="",
        read_at="2024-01-01T00:00Z",
    )
    hidden = a_group("canaryhiddengroup", audience="group")
    with recording("test", "relate") as batch:
        for other in (network, hidden):
            add_row(batch, RELATION, {"subject_id": made.pk, "kind": "member_of", "object_id": other.pk})
        add_row(batch, FACT, {"group_id": made.pk, "text": {"en": "Founded."}, "certainty": "published"})
        for who in PHONES:
            name = default_storage.save(f"groups/{who}.webp", ContentFile(b"canary"))
            add_row(
                batch,
                MEDIA,
                {
                    "group_id": made.pk,
                    "kind": "photo",
                    "file": name,
                    "alt": {"en": f"canaryphoto-{who}-"},
                    "audience": who,
                },
            )
    moved = [{**state["places"][0], "street": "canarystreet 8"}]
    edit_group(SYSTEM, made.uid, version_of(made.pk), {"places": moved, "contacts": state["contacts"][:4]})
    rebuild()
    return made


@pytest.fixture
def look(client: Client, group: Group, network: Group) -> Look:
    """The page at an address as somebody sees it."""
    holds = {"member of the network": (network, "member"), "member of the group": (group, "member")}
    holds["steward"] = (group, "steward")
    people: dict[str, Person] = {}

    def page(who: str, address: str) -> str:
        client.logout()
        if who in holds:
            if who not in people:
                people[who] = a_person(who.replace(" ", "-"))
                Role.objects.create(person=people[who], group=holds[who][0], kind=holds[who][1])
            person = people[who]
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client.get(address).content.decode()

    return page


def addresses(group: Group, network: Group) -> list[str]:
    """Every page on which something of the group stands."""
    own = [f"/en/g/{group.uid}/", f"/en/g/{group.uid}/history", f"/en/g/{group.uid}/sources"]
    return [*own, f"/en/g/{network.uid}/", f"/en/g/{network.uid}/rings", "/en/words/test/words/baking"]


def test_a_contact_reaches_only_its_audience(look: Look, group: Group, network: Group) -> None:
    for who in WHO:
        own = look(who, f"/en/g/{group.uid}/")
        for audience, phone in PHONES.items():
            assert (phone in own) == (audience in SEES[who]), (who, audience)
            assert (f"canaryphoto-{audience}-" in own) == (audience in SEES[who]), (who, audience)
        for address in addresses(group, network)[1:]:
            page = look(who, address)
            seen = [phone for phone in PHONES.values() if phone in page]
            if who == "steward" and "history" in address:
                assert seen == list(PHONES.values())
            elif who == "steward" and "sources" in address:
                assert "canaryclaim" in page
            else:
                assert not seen, (who, address)
                assert "canarysite" not in page, (who, address)


def test_a_place_is_shown_no_more_exactly_than_its_people_want(
    look: Look, group: Group, network: Group
) -> None:
    for who in WHO[:-1]:
        for address in addresses(group, network):
            page = look(who, address)
            for canary in ("canarystreet", "canarypost", "45.4789", "73.5612"):
                assert canary not in page, (who, address, canary)
    assert "canarystreet 8" in look("steward", f"/en/g/{group.uid}/")


def test_what_a_source_said_is_for_stewards_only(look: Look, group: Group, network: Group) -> None:
    for who in WHO[:-1]:
        for address in addresses(group, network):
            page = look(who, address)
            for canary in ("canaryclaim", "canarykey", "canaryextra"):
                assert canary not in page, (who, address, canary)


def test_a_tie_does_not_betray_a_hidden_group(look: Look, group: Group, network: Group) -> None:
    for who in WHO:
        for address in addresses(group, network):
            assert "canaryhiddengroup" not in look(who, address), (who, address)


@pytest.mark.parametrize("audience", ["network", "group", "stewards"])
def test_a_hidden_group_is_nowhere_for_those_outside_its_audience(
    audience: str, look: Look, group: Group, network: Group
) -> None:
    edit_group(SYSTEM, group.uid, version_of(group.pk), {"audience": audience})
    rebuild()
    for who in WHO:
        for address in addresses(group, network):
            assert ("Known Group" in look(who, address)) == (audience in SEES[who]), (who, address)


def test_a_photo_reaches_only_its_audience(look: Look, group: Group) -> None:
    for who in WHO:
        for media in group.media.all():
            page = look(who, f"/en/media/{media.pk}")
            assert ("canary" in page and "<html" not in page) == (media.audience in SEES[who])


def test_names_of_those_who_change_things_are_told_only_to_people_of_the_group(
    client: Client, group: Group, look: Look
) -> None:
    person = a_person("canarywriter")
    Role.objects.create(person=person, group=group, kind="steward")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    client.post(f"/en/g/{group.uid}/edit/description", {"version": "", "text_en": "Bread."})
    address = f"/en/g/{group.uid}/history"
    assert "canarywriter" not in look("anyone", address)
    assert "canarywriter" not in look("member of the network", address)
    assert "canarywriter" in look("member of the group", address)
    assert "canarywriter" in look("steward", address)
