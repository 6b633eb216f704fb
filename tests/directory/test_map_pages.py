"""The map that moves: circles, coasts, and a page that is of use without a script."""

from __future__ import annotations

import pytest
from django.test import Client

from konbit.search.actions import apply_changes
from tests.builders import a_group, a_place
from tests.directory.finding import LEEDS, MANCHESTER, a_town

pytestmark = pytest.mark.django_db


def test_circles_come_with_their_number_place_and_address(client: Client) -> None:
    groups = a_town()
    answer = client.get("/en/groups/clusters.json?bbox=50,-5,56,2&zoom=10").json()
    assert answer["total"] == 2
    by_href = {circle["href"]: circle for circle in answer["circles"]}
    alone = next(circle for href, circle in by_href.items() if groups["bakery"].uid in href)
    assert alone["label"] == "Sunrise Bakery, near Manchester"
    assert (alone["lat"], alone["lon"]) == MANCHESTER
    together = client.get("/en/groups/clusters.json?bbox=-80,-180,80,180&zoom=0").json()["circles"]
    assert [circle["count"] for circle in together] == [2]
    assert together[0]["href"] == ""
    south, west, north, east = together[0]["bounds"]
    assert south < MANCHESTER[0] < LEEDS[0] < north
    assert west < MANCHESTER[1] < LEEDS[1] < east


def test_circles_obey_the_filters_of_the_page(client: Client) -> None:
    a_town()
    address = "/en/groups/clusters.json?bbox=50,-5,56,2&zoom=8&q=sunrise"
    assert client.get(address).json()["total"] == 1


def test_circles_are_kept_by_the_browser_until_they_change(client: Client) -> None:
    a_town()
    address = "/en/groups/clusters.json?bbox=50,-5,56,2&zoom=8"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    a_group("Late Bakery", places=[a_place(*LEEDS)])
    apply_changes()
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("zoom", ["-1", "deep", "99", "²"])
def test_a_zoom_that_is_none_is_said_so(client: Client, zoom: str) -> None:
    answer = client.get("/en/groups/clusters.json", {"zoom": zoom})
    assert answer.status_code == 422
    assert "zoom" in answer.content.decode()


def test_a_fine_zoom_over_the_whole_world_is_answered_as_coarsely_as_a_map_needs(client: Client) -> None:
    for number in range(30):
        a_group(f"Bakery {number}", places=[a_place(50 + number / 1000, 0)])
    apply_changes()
    circles = client.get("/en/groups/clusters.json?zoom=20").json()["circles"]
    assert sum(circle["count"] for circle in circles) == 30
    assert len(circles) < 30


def test_land_is_cut_to_the_part_that_is_shown_and_runs_round_the_world(client: Client) -> None:
    rings = client.get("/en/groups/land.json?bbox=50,-6,59,2").json()["rings"]
    assert rings
    for lat, lon in (point for ring in rings for point in ring):
        assert 49.9 < lat < 59.1
        assert -6.1 < lon < 2.1
    turned = client.get("/en/groups/land.json?bbox=50,354,59,362").json()["rings"]
    assert turned
    assert all(353.9 < lon < 362.1 for ring in turned for _lat, lon in ring)


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "0,0,0,9999", "5,5,1,1", "nan,0,1,1"])
def test_a_part_of_the_map_that_is_none_is_said_so(client: Client, bbox: str) -> None:
    assert client.get("/en/groups/land.json", {"bbox": bbox}).status_code == 422


def test_the_page_of_the_map_is_a_drawing_and_a_list_without_a_script(client: Client) -> None:
    groups = a_town()
    text = client.get("/en/groups/map/?q=rye").content.decode()
    assert "map-region" in text
    assert "Sunrise Bakery" in text
    assert groups["homes"].uid in text
    assert "style=" not in text
    assert "clusters.json?q=rye" in text


def test_an_operator_s_tiles_are_used_with_their_credit(client: Client, settings: object) -> None:
    settings.KONBIT_TILES = "https://tiles.example/{z}/{x}/{y}.png"  # type: ignore[attr-defined]
    settings.KONBIT_TILES_CREDIT = "Tiles by Example"  # type: ignore[attr-defined]
    a_town()
    text = client.get("/en/groups/map/").content.decode()
    assert "https://tiles.example/{z}/{x}/{y}.png" in text
    assert "Tiles by Example" in text
