"""The poster: what is on it, for whom, and where its code leads."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from konbit.directory.models import Group, NetworkStyle
from konbit.directory.queries import posters
from konbit.search.actions import apply_changes
from tests.builders import a_group, a_place
from tests.directory.lists import a_network, an_organiser, bring, write_csv
from tests.directory.test_insights import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> Group:
    """A network with three groups, one of them hidden from strangers, one without a place."""
    made = a_network("Tables of the Delta")
    NetworkStyle.objects.create(
        network=made, motto={"en": "We sow together"}, words={"groups": {"en": "tables"}}
    )
    bread = a_group(
        "Bread",
        places=[a_place(45.75, 4.85, "Lyon", country="FR", street="1 Secret Street", precision="town")],
    )
    join(made, bread, a_group("Salt"), a_group("Whisper", audience="network", places=[{"locality": "Lyon"}]))
    apply_changes()
    return made


def text(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_network_is_printed_with_its_name_motto_words_map_and_code(network: Group) -> None:
    page = text(f"/en/poster/?network={network.uid}")
    assert "<h1>Tables of the Delta</h1>" in page
    assert "We sow together" in page
    assert "2 tables" in page
    assert 'class="map ' in page
    assert '<div class="qr"><svg' in page
    assert f"http://127.0.0.1:8000/g/{network.uid}/" in page


def test_groups_stand_by_town_and_those_without_one_last(network: Group) -> None:
    page = text(f"/en/poster/?network={network.uid}")
    assert (
        page.index(">Lyon")
        < page.index("<li>Bread</li>")
        < page.index("Not tied to a town")
        < page.index("<li>Salt</li>")
    )


def test_paper_shows_what_everybody_may_see_whoever_prints_it(network: Group) -> None:
    organiser = an_organiser(network)
    assert organiser.is_someone
    client = Client()
    client.login(username="amina", password="bread and roses")
    page = text(f"/en/poster/?network={network.uid}", client)
    assert "Whisper" not in page
    assert "Secret Street" not in page


def test_sources_and_licences_are_named(tmp_path: object) -> None:
    bring(write_csv(tmp_path / "l.csv", [["1", "Sunrise", "Leeds", "GB"]]), "Our list")  # type: ignore[operator]
    apply_changes()
    assert "Our list (CC BY 4.0)" in text("/en/poster/?q=sunrise")


def test_a_search_is_a_poster_that_leads_back_to_it(network: Group) -> None:
    page = text("/en/poster/?q=bread")
    assert "<h1>bread</h1>" in page
    assert "http://127.0.0.1:8000/groups/?q=bread" in page
    assert "Salt" not in page


def test_too_many_groups_for_paper_are_counted_by_town(
    network: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posters, "BY_NAME", 1)
    page = text(f"/en/poster/?network={network.uid}")
    assert "too many groups for paper" in page
    assert "<li>Bread</li>" not in page


def test_groups_outside_a_drawn_part_are_counted_apart_from_those_without_a_place() -> None:
    network = a_network("Tables of the Hills")
    near = [a_group(f"Near {n}", places=[a_place(45.7 + n / 100, 4.85, "Lyon")]) for n in range(20)]
    far = [a_group(f"Far {n}", places=[a_place(-12.0, -77.0 + n, "Lima")]) for n in range(2)]
    join(network, *near, *far, a_group("Nowhere"))
    apply_changes()
    page = text(f"/en/poster/?network={network.uid}")
    assert "2 groups lie outside this map; they stand in the list." in page
    assert "1 group without a place on the map stands in the list." in page
    page = text(f"/en/groups/?network={network.uid}")
    assert "outside this map" not in page
    assert "1 group without a place on the map stands in the list." in page


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost", True),
        ("http://[::1]:8000", True),
        ("http://192.168.1.20:8000", False),
        ("https://network.example", False),
    ],
)
def test_an_address_that_only_this_machine_opens_is_told_before_it_is_printed(
    network: Group, settings: Settings, address: str, is_told: bool
) -> None:
    settings.KONBIT_URL = address
    page = text(f"/en/poster/?network={network.uid}")
    assert ("Nobody else can open these links and codes." in page) == is_told


def test_an_empty_search_still_prints(network: Group) -> None:
    assert "0 groups" in text("/en/poster/?q=nobodyhasthisname")
