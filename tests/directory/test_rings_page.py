"""The rings of a network as a page: by level, kind and type, drawn and told."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.directory.models import Group, Relation, Scheme, Tagging, Term
from konbit.directory.queries.rings import rings_page
from konbit.people.audience import ANYONE
from tests.builders import a_group

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Group:
    """A network with a network in it, which has a collective in it; and a hidden member."""
    made = a_group("Centre", kind="network")
    region = a_group("Region", kind="network")
    table = a_group("Table", kind="collective")
    hidden = a_group("Hidden", audience="group")
    for member, above in ((region, made), (table, region), (table, made), (hidden, made)):
        Relation.objects.create(subject=member, kind="member_of", object=above)
    Relation.objects.create(subject=a_group("Kitchen"), kind="member_of", object=region)
    return made


def told(network: Group, by: str) -> list[tuple[str, list[str]]]:
    """Each ring with the names on it."""
    legend = rings_page(ANYONE, network.uid, by, "en").layout.legend
    return [(ring.label, [item.label for _number, item in ring.items]) for ring in legend]


def test_each_stands_once_on_the_innermost_level_that_it_belongs_to(network: Group) -> None:
    assert told(network, "level") == [
        ("Centre", ["Centre"]),
        ("Members", ["Region", "Table"]),
        ("Members of members", ["Kitchen"]),
    ]


def test_rings_can_be_made_by_kind_or_type(network: Group) -> None:
    assert told(network, "kind")[1:] == [
        ("Network", ["Region"]),
        ("Collective", ["Table"]),
        ("Initiative", ["Kitchen"]),
    ]
    scheme = Scheme.objects.create(code="t", title={"en": "Types"}, facet="type")
    term = Term.objects.create(scheme=scheme, code="kitchen", label={"en": "Collective kitchen"})
    Tagging.objects.create(group=Group.objects.get(name="Kitchen"), term=term)
    assert told(network, "type")[1:] == [
        ("Collective kitchen", ["Kitchen"]),
        ("Other kinds", ["Region", "Table"]),
    ]


def test_more_rings_than_can_be_drawn_become_one(network: Group) -> None:
    scheme = Scheme.objects.create(code="t", title={"en": "Types"}, facet="type")
    for number in range(9):
        group = a_group(f"Group {number}")
        Relation.objects.create(subject=group, kind="member_of", object=network)
        term = Term.objects.create(scheme=scheme, code=str(number), label={"en": f"Type {number}"})
        Tagging.objects.create(group=group, term=term)
    rings = told(network, "type")
    assert len(rings) == 6
    assert rings[-1][0] == "All others"
    assert sum(len(names) for _label, names in rings) == 13


def test_the_page_draws_the_rings_and_tells_them_as_a_list(client: Client, network: Group) -> None:
    page = client.get(f"/en/g/{network.uid}/rings").content.decode()
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="rings"' in page
    table = Group.objects.get(name="Table")
    assert page.count(f'href="/en/g/{table.uid}/table/"') == 2
    assert "Hidden" not in page
    assert client.get(f"/en/g/{network.uid}/rings?by=nonsense").status_code == 200


def test_a_network_without_members_says_what_to_do(client: Client) -> None:
    page = client.get(f"/en/g/{a_group('Empty', kind='network').uid}/rings").content.decode()
    assert "Nobody stands around it yet" in page
