"""A network's page: its members through all levels, each counted once, and its own face."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.directory.models import Group, NetworkStyle, Relation, Role, Scheme, Size, Source, Term
from konbit.directory.queries.groups import group_page
from konbit.directory.queries.networks import NetworkPage, inner_networks, network_page
from konbit.people.audience import ANYONE, Viewer
from konbit.search.actions import rebuild
from tests.builders import a_group, a_person, a_place, a_viewer

pytestmark = pytest.mark.django_db


def join(member: Group, network: Group, **said: str) -> None:
    """Make a group a member of a network."""
    Relation.objects.create(subject=member, kind="member_of", object=network, **said)


@pytest.fixture
def world() -> Group:
    return a_group("World", kind="network")


@pytest.fixture
def nested(world: Group) -> dict[str, Group]:
    """World holds North and South; a bakery is in both, a garden only in South, a kitchen left."""
    made = {"world": world}
    for name in ("north", "south"):
        made[name] = a_group(name.title(), kind="network")
    made["bakery"] = a_group("Bakery", places=[a_place(45.5, -73.6, "Montréal", country="CA")])
    made["garden"] = a_group("Garden", places=[a_place(-30.0, -51.2, "Porto Alegre", country="BR")])
    made["kitchen"] = a_group("Kitchen")
    Relation.objects.create(subject=world, kind="federates", object=made["north"])
    join(made["south"], world)
    join(made["bakery"], made["north"])
    join(made["bakery"], made["south"])
    join(made["garden"], made["south"])
    join(made["kitchen"], made["south"], valid_until="1999")
    rebuild()
    return made


def page_of(group: Group, viewer: Viewer = ANYONE) -> NetworkPage:
    """The network part of a page."""
    return network_page(viewer, group_page(viewer, group.uid, "en"), "en")


def test_each_group_counts_once_through_all_levels(nested: dict[str, Group]) -> None:
    page = page_of(nested["world"])
    assert page.found.total == 4
    counted = {
        facet.name: {choice.label: choice.count for choice in facet.choices} for facet in page.found.facets
    }
    assert counted["kind"] == {"Initiative": 2, "Network": 2}
    assert counted["country"] == {"Canada": 1, "Brazil": 1}


def test_networks_within_are_told_with_their_level(nested: dict[str, Group]) -> None:
    join(nested["world"], a_group("Universe", kind="network"))
    universe = Group.objects.get(name="Universe")
    levels = inner_networks(universe.pk)
    assert levels == {nested["world"].pk: 1, nested["north"].pk: 2, nested["south"].pk: 2}
    assert [(one.link.name, one.level) for one in page_of(nested["world"]).inner] == [
        ("North", 1),
        ("South", 1),
    ]


def test_networks_that_belong_to_each_other_do_not_hang_the_page(nested: dict[str, Group]) -> None:
    join(nested["world"], nested["south"])
    assert nested["world"].pk not in inner_networks(nested["world"].pk)
    assert page_of(nested["world"]).inner


def test_its_own_members_are_listed_and_those_who_left_are_not(nested: dict[str, Group]) -> None:
    page = page_of(nested["south"])
    assert [card.link.name for card in page.members] == ["Bakery", "Garden"]


def test_sums_take_each_groups_newest_figure_once_and_say_how_many_gave_one(
    nested: dict[str, Group],
) -> None:
    scheme = Scheme.objects.create(code="s", title={"en": "Sizes"}, facet="size")
    members = Term.objects.create(scheme=scheme, code="members", label={"en": "Members"})
    source = Source.objects.create(code="r", name="Report")
    for value, on, said_by in ((10, "2001", None), (30, "2020", source), (40, "2020", None)):
        Size.objects.create(group=nested["bakery"], dimension=members, value=value, on=on, source=said_by)
    Size.objects.create(group=nested["garden"], dimension=members, value=5, on="2018")
    Size.objects.create(group=nested["kitchen"], dimension=members, value=1000, on="2018")
    hidden = a_group("Hidden", audience="group")
    join(hidden, nested["north"])
    Size.objects.create(group=hidden, dimension=members, value=7, on="2019")
    rebuild()
    [total] = page_of(nested["world"]).totals.sums
    assert (total.total, total.n, total.as_of) == (45, 2, "2018 – 2020")
    [own] = page_of(nested["world"], a_viewer(hidden.scope, "member")).totals.sums
    assert (own.total, own.n) == (52, 3)


def test_groups_in_several_networks_are_named_with_them(nested: dict[str, Group]) -> None:
    [several] = page_of(nested["world"]).in_several
    assert several.link.name == "Bakery"
    assert {network.name for network in several.networks} == {"North", "South"}


def test_a_network_shows_its_own_face(client: Client, world: Group) -> None:
    NetworkStyle.objects.create(
        network=world, main="#2f6147", accent="#24406b", motto={"en": "Other worlds exist."}
    )
    rebuild()
    answer = client.get(f"/en/g/{world.uid}/")
    page = answer.content.decode()
    assert "Other worlds exist." in page
    assert "--brand-main: #2f6147" in page
    assert f'href="/en/g/{world.uid}/rings"' in page
    assert f"network={world.uid}" in page


def test_ties_that_wait_for_the_word_of_the_network_are_shown_to_those_who_may_give_it(
    client: Client, world: Group
) -> None:
    join(a_group("Newcomer"), world, certainty="to_verify")
    join(a_group("Known"), world, certainty="confirmed")
    assert page_of(world).waiting == ()
    [waiting] = page_of(world, a_viewer(world.scope, "moderator")).waiting
    assert waiting.other.name == "Newcomer"
    person = a_person()
    Role.objects.create(person=person, group=world, kind="moderator")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    told = client.get(f"/en/g/{world.uid}/").content.decode()
    assert f"/en/g/{world.uid}/ties/{waiting.id}/confirm" in told
    address = f"/en/g/{waiting.other.uid}/edit/relations/{waiting.id}"
    assert "Confirm that this holds" in client.get(address).content.decode()
    client.post(address, {"confirm": "1"})
    assert Relation.objects.get(pk=waiting.id).certainty == "confirmed"


def test_a_network_has_one_address(client: Client, world: Group) -> None:
    answer = client.get(f"/en/networks/{world.uid}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/g/{world.uid}/")


def test_the_page_of_an_empty_network_opens(client: Client, world: Group) -> None:
    assert client.get(f"/en/g/{world.uid}/").status_code == 200
