"""Anybody proposes; nothing of it is seen before somebody took it, unless the network takes at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from konbit.base.errors import NotFound, Problem
from konbit.chronicle.models import Change
from konbit.directory.actions.proposing import Aside, propose_change, propose_group, report
from konbit.directory.crowding import ADDRESS
from konbit.directory.models import Contact, Group, Proposal, Relation, Source
from konbit.directory.proposed import brought_together
from konbit.people.audience import ANYONE, viewer_of
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_person, a_viewer
from tests.directory.proposing import (
    KNOWN,
    a_change,
    a_member,
    a_network,
    opened_a_while_ago,
    proposed,
    rows,
    sign_in,
    who_holds,
    words_of_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def test_what_is_proposed_without_an_account_waits_and_nobody_finds_it(client: Client) -> None:
    network = a_network()
    sent = {**KNOWN, **opened_a_while_ago()}
    answer = client.post(f"/en/g/{network.uid}/propose", sent, follow=True)
    assert "Somebody looks at it first" in answer.content.decode()
    assert not Group.objects.filter(name="Lantern Bakery").exists()
    apply_changes()
    for address in ("/en/groups/?q=lantern", f"/en/g/{network.uid}/", "/en/groups/feed"):
        assert "Lantern Bakery" not in client.get(address, follow=True).content.decode()
    assert "Lantern" not in str(list(Change.objects.values_list("before", "after")))


@pytest.mark.parametrize(
    ("entry", "signed_in", "at_once"),
    [("open", True, True), ("open", False, False), ("reviewed", True, False), ("", True, False)],
)
def test_an_open_network_shows_at_once_what_people_with_an_account_bring(
    entry: str, signed_in: bool, at_once: bool
) -> None:
    network = a_network(entry=entry)
    viewer = viewer_of(a_person()) if signed_in else ANYONE
    proposal = proposed(network, viewer)
    assert (proposal.status == "published") is at_once
    assert Relation.objects.filter(object=network).exists() is at_once


@pytest.mark.parametrize(
    ("entries", "own_people", "at_once"),
    [
        (["open"], False, True),
        (["open", "reviewed"], False, False),
        (["open"], True, False),
        ([], False, False),
    ],
)
def test_a_change_is_shown_at_once_only_where_all_networks_are_open_and_the_group_has_nobody_of_its_own(
    entries: list[str], own_people: bool, at_once: bool
) -> None:
    group = a_group(description={"en": "Bread."})
    for number, entry in enumerate(entries):
        network = a_network(f"Union {number}", entry)
        Relation.objects.create(subject=group, kind="member_of", object=network)
    if own_people:
        who_holds(group, "steward")
    a_change(group, viewer_of(a_person()), description={"en": "Bread and roses."})
    group.refresh_from_db()
    assert (group.description["en"] == "Bread and roses.") is at_once


def test_what_is_full_of_links_waits_in_an_open_network_too() -> None:
    network, viewer = a_network(entry="open"), viewer_of(a_person())
    links = "https://a.example https://b.example www.c.example"
    assert proposed(network, viewer, description={"en": links}).status == "waiting"
    assert proposed(network, viewer, aside=Aside(text=links)).status == "waiting"


def test_whoever_brings_her_own_group_to_an_open_network_looks_after_it() -> None:
    network, person = a_network(entry="open"), a_person()
    own = proposed(network, viewer_of(person), certainty="confirmed", confirmed_on="2026-01-01")
    known = proposed(network, viewer_of(person), certainty="to_verify")
    assert own.group is not None
    assert known.group is not None
    assert viewer_of(person).holds(own.group.scope, "steward")
    assert not viewer_of(person).holds(known.group.scope)
    assert own.group.certainty == "confirmed"
    assert known.group.certainty == "to_verify"


def test_nobody_without_an_account_can_say_that_the_group_confirms_it() -> None:
    proposal = proposed(a_network(), certainty="confirmed", confirmed_on="2026-01-01")
    assert proposal.state["certainty"] == "to_verify"
    assert proposal.state["confirmed_on"] is None


@pytest.mark.parametrize("part", ["audience", "removed_at", "extras", "confirmed_on", "certainty", "kind"])
def test_a_part_that_is_the_groups_own_matter_cannot_be_proposed(part: str) -> None:
    group = a_group()
    with pytest.raises(Problem, match="cannot be proposed"):
        propose_change(viewer_of(a_person()), group.uid, {part: "stewards"}, Aside())


def test_what_is_proposed_is_stripped_of_html_and_never_endless() -> None:
    network = a_network()
    hostile = "<script>alert(1)</script>Bread <b>and</b> roses\u202e"
    proposal = proposed(network, description={"en": hostile}, aside=Aside(text=hostile, credit=hostile))
    assert proposal.state["description"]["en"] == "Bread and roses"
    assert proposal.text == proposal.credit == "Bread and roses"
    with pytest.raises(Problem, match="too long"):
        proposed(network, description={"en": "x" * 70_000})


def test_a_group_is_proposed_to_a_network_only() -> None:
    with pytest.raises(Problem, match="to networks"):
        propose_group(ANYONE, a_group().uid, {"name": "Lantern"}, Aside())


def test_nothing_can_be_proposed_for_a_group_that_is_not_open_to_one(client: Client) -> None:
    group = a_group(audience="stewards")
    with pytest.raises(NotFound):
        propose_change(ANYONE, group.uid, {"name": "Other"}, Aside())
    with pytest.raises(NotFound):
        report(ANYONE, group.uid, "wrong", Aside())
    for page in ("change", "change/name", "change/terms", "report", "propose"):
        assert client.get(f"/en/g/{group.uid}/{page}").status_code == 404


def test_whoever_proposes_sees_no_contact_or_place_that_is_hidden_from_her(client: Client) -> None:
    contacts = [
        {"kind": "website", "value": "https://bread.example", "audience": "public"},
        {"kind": "phone", "value": "+33 1 23 45 67 89", "audience": "stewards"},
    ]
    places = [{"role": "site", "street": "Rue Close 7", "locality": "Lyon", "precision": "town"}]
    group = a_member(a_network(), contacts=contacts, places=places)
    for page in ("change", "change/contacts", "change/places"):
        said = client.get(f"/en/g/{group.uid}/{page}").content.decode()
        assert "23 45 67" not in said
        assert "Rue Close" not in said
    sent = rows(
        [
            {"kind": "website", "value": "https://bread.example", "audience": "public", "DELETE": "on"},
            {"kind": "website", "value": "https://roses.example", "audience": "public"},
        ],
        there=1,
    )
    client.post(f"/en/g/{group.uid}/change/contacts", {**sent, **opened_a_while_ago()})
    proposal = Proposal.objects.get()
    assert [one["value"] for one in proposal.state["contacts"]] == ["https://roses.example"]
    assert [one["value"] for one in proposal.stood["contacts"]] == ["https://bread.example"]
    assert Contact.objects.filter(group=group).count() == 2


def test_a_change_in_which_nothing_differs_is_told_so() -> None:
    group = a_group()
    with pytest.raises(Problem, match="Nothing is different"):
        propose_change(ANYONE, group.uid, {"name": group.name}, Aside())


def test_whoever_may_write_herself_is_led_there(client: Client) -> None:
    network = a_network()
    group = a_member(network)
    person, _viewer = who_holds(network, "organiser")
    sign_in(client, person)
    assert client.get(f"/en/g/{group.uid}/change").headers["Location"] == f"/en/g/{group.uid}/edit"
    assert client.get(f"/en/g/{network.uid}/propose").headers["Location"].endswith(f"?network={network.uid}")


def test_adding_to_a_network_that_looks_first_is_proposing(client: Client) -> None:
    network = a_network(entry="reviewed")
    sign_in(client, a_person())
    page = client.post(f"/en/groups/new?network={network.uid}", KNOWN, follow=True)
    assert "What you proposed" in page.content.decode()
    assert Proposal.objects.get().state["name"] == "Lantern Bakery"
    assert not Group.objects.filter(name="Lantern Bakery").exists()


def test_a_new_group_keeps_what_was_told_of_it(client: Client) -> None:
    sent = {
        **KNOWN,
        "description": "Bread at night.",
        "website": "lantern.example",
        "phone": "+33 1 23 45 67 89",
        "aside-credit": "A leaflet of 2025",
        "aside-text": "Ask for Rosa.",
        "aside-reach": "rosa@example.org",
    }
    client.post(f"/en/g/{a_network().uid}/propose", {**sent, **opened_a_while_ago()})
    proposal = Proposal.objects.get()
    assert proposal.state["description"] == {"en": "Bread at night."}
    kept = [(one["kind"], one["value"], one["audience"]) for one in proposal.state["contacts"]]
    assert kept == [
        ("website", "https://lantern.example", "public"),
        ("phone", "+33 1 23 45 67 89", "stewards"),
    ]
    assert (proposal.credit, proposal.text) == ("A leaflet of 2025", "Ask for Rosa.")
    assert proposal.reach == "rosa@example.org"


def test_every_group_page_leads_to_a_report_and_to_a_proposal(client: Client) -> None:
    network = a_network()
    for group in (network, a_member(network)):
        page = client.get(f"/en/g/{group.uid}/", follow=True).content.decode()
        assert f"/en/g/{group.uid}/report" in page
        assert f"/en/g/{group.uid}/change" in page
    assert f"/en/g/{network.uid}/propose" in client.get(f"/en/g/{network.uid}/", follow=True).content.decode()


def test_a_report_needs_a_reason_among_those_to_choose_from(client: Client) -> None:
    group = a_member(a_network())
    address = f"/en/g/{group.uid}/report"
    refused = client.post(address, {"aside-text": "It moved.", **opened_a_while_ago()})
    assert refused.status_code == 422
    assert "It moved." in refused.content.decode()
    client.post(address, {"aside-trouble": "place", "aside-text": "It moved.", **opened_a_while_ago()})
    kept = Proposal.objects.get()
    assert (kept.kind, kept.trouble, kept.text) == ("report", "place", "It moved.")
    with pytest.raises(Problem):
        report(ANYONE, group.uid, "nothing", Aside())


def test_whoever_has_an_account_sees_what_became_of_her_proposals_and_nobody_elses(client: Client) -> None:
    network = a_network()
    mine, other = a_person(), a_person("other")
    proposal = proposed(network, viewer_of(mine))
    proposed(network, viewer_of(other), name="Other Table")
    sign_in(client, mine)
    said = words_of_page(client, reverse("directory:proposals"))
    assert "Lantern Bakery" in said
    assert "waits for somebody to look" in said
    assert "Other Table" not in said
    assert "Take it" not in words_of_page(client, reverse("directory:proposal", args=[proposal.pk]))
    sign_in(client, other)
    assert client.get(reverse("directory:proposal", args=[proposal.pk])).status_code == 404


@pytest.fixture
def within_one_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full hour that strikes in the middle would count anew."""
    moment = timezone.now()
    monkeypatch.setattr("konbit.directory.crowding.timezone", SimpleNamespace(now=lambda: moment))


@pytest.mark.usefixtures("within_one_hour")
def test_too_many_from_one_place_have_to_wait_and_lose_nothing(client: Client) -> None:
    network = a_network()
    sent = {**KNOWN, **opened_a_while_ago()}
    for _ in range(ADDRESS[0].most):
        client.post(f"/en/g/{network.uid}/propose", {**sent})
    answer = client.post(f"/en/g/{network.uid}/propose", {**sent, "description": "Bread at night."})
    said = answer.content.decode()
    assert "in a short time" in said
    assert "Bread at night." in said
    assert Proposal.objects.count() == ADDRESS[0].most
    elsewhere = client.post(f"/en/g/{network.uid}/propose", sent, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 302


def test_no_address_is_kept_where_it_is_counted(client: Client, monkeypatch: Any) -> None:
    kept: list[Any] = []
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda *said, **more: (kept.append(said), keep(*said, **more))[1])
    client.post(
        f"/en/g/{a_network().uid}/propose",
        {**KNOWN, **opened_a_while_ago()},
        REMOTE_ADDR="203.0.113.77",
    )
    assert any(str(one[0]).startswith("crowding-") for one in kept)
    assert "203.0.113" not in str(kept)
    assert "203.0.113" not in str(list(Proposal.objects.values()))


@pytest.mark.parametrize(
    ("now", "stood", "wanted", "becomes"),
    [
        ([1, 2], [1, 2], [2, 1], [2, 1]),
        ([1, 2, 9], [1, 2], [1, 3], [1, 3, 9]),
        ([9, 1], [1], [], [9]),
        ([2], [1, 2], [1, 2, 3], [2, 3]),
        ({"en": "a", "fr": "b"}, {"en": "a"}, {"en": "c"}, {"en": "c", "fr": "b"}),
        ({"en": "a", "fr": "b"}, {"en": "a", "fr": "b"}, {"en": "a"}, {"en": "a"}),
        ("new", "old", "other", "other"),
    ],
)
def test_what_changed_meanwhile_stays(now: Any, stood: Any, wanted: Any, becomes: Any) -> None:
    assert brought_together({"p": now}, {"p": stood}, {"p": wanted}) == {"p": becomes}


def test_where_it_is_known_from_becomes_the_source_of_the_change() -> None:
    network = a_network(entry="open")
    group = a_member(network)
    a_change(group, viewer_of(a_person()), Aside(credit="Their leaflet"), name="Sunrise Table")
    source = Source.objects.get(name="Their leaflet")
    assert source.kind == "person"
    assert Change.objects.filter(kind="directory.group", object_id=group.pk, source=source.code).exists()


@pytest.mark.usefixtures("within_one_hour")
def test_an_account_is_counted_by_itself() -> None:
    network = a_network(entry="open")
    viewer = a_viewer(actor="person:flood")
    for number in range(60):
        proposed(network, viewer, name=f"Group {number}")
    with pytest.raises(Problem, match="short time"):
        proposed(network, viewer, name="One more")
    proposed(network, a_viewer(actor="person:other"), name="Another")
