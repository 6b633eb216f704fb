"""Pages of a group or a network bear the network's face, whatever is done there; small stumbles mended."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.directory.models import Group, NetworkStyle, Relation
from konbit.directory.queries.overlap import link_of, networks_called
from konbit.people.audience import ANYONE
from konbit.search.actions import rebuild
from tests.builders import a_person
from tests.directory.proposing import a_member, a_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery() -> Group:
    network = a_network("Tables")
    NetworkStyle.objects.create(network=network, main="#24406b", accent="#8a2b1d")
    return a_member(network)


@pytest.mark.parametrize("page", ["sources", "history", "change", "change/name", "change/terms", "report"])
def test_what_everybody_can_do_with_a_group_stands_in_the_face_of_its_network(
    client: Client, bakery: Group, page: str
) -> None:
    assert "--brand-main: #24406b" in client.get(f"/en/g/{bakery.uid}/{page}").content.decode()


@pytest.mark.parametrize(
    "page", ["disagreements", "orders", "orders/name", "doubles", "policy", "lists/new", "waiting", "calls"]
)
def test_what_a_network_settles_stands_in_its_face(client: Client, bakery: Group, page: str) -> None:
    client.force_login(a_person(is_superuser=True), backend="django.contrib.auth.backends.ModelBackend")
    network = Relation.objects.get(subject=bakery).object
    assert "--brand-main: #24406b" in client.get(f"/en/g/{network.uid}/{page}").content.decode()


def test_a_group_that_is_proposed_is_nobodys_own_until_she_says_so(client: Client, bakery: Group) -> None:
    network = Relation.objects.get(subject=bakery).object
    said = client.get(f"/en/g/{network.uid}/propose").content.decode()
    assert 'value="knows" id="id_standing_1" checked' in " ".join(said.split()).replace("required ", "")


def test_a_network_without_networks_in_it_is_offered_others_to_stand_beside(bakery: Group) -> None:
    network = Relation.objects.get(subject=bakery).object
    a_network("Ovens")
    rebuild()
    assert [one.name for one in networks_called(ANYONE, link_of(ANYONE, network.uid), "")] == ["Ovens"]
