"""Where things are: boxes, circles and cells of the map, on both sides of the 180° meridian."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from konbit.engines.geodesy import distance_km
from konbit.search.queries import Answer
from tests.search.conftest import Shop

Ask = Callable[..., Answer]

LYON, VILLEURBANNE, PARIS = (45.764, 4.8357), (45.7719, 4.8902), (48.8566, 2.3522)
SUVA, APIA, ANADYR = (-18.1248, 178.4501), (-13.8333, -171.7667), (64.7337, 177.5103)


@pytest.fixture(autouse=True)
def _shelf(shop: Shop) -> None:
    for id, (lat, lon) in enumerate([LYON, VILLEURBANNE, PARIS, SUVA, APIA, ANADYR], start=1):
        shop.put(id, f"Bakery {id}", lat=lat, lon=lon)
    shop.put(7, "Bakery without a place")


def ids(answer: Answer) -> list[int]:
    return [hit.id for hit in answer.hits]


def test_a_box_holds_what_lies_in_it(ask: Ask) -> None:
    assert ids(ask(bounds=(45, 4, 46, 5))) == [1, 2]
    assert set(ids(ask(bounds=(-90, -180, 90, 180)))) == {1, 2, 3, 4, 5, 6}
    assert ids(ask(bounds=(0, 0, 1, 1))) == []


def test_a_box_may_cross_the_180th_meridian(ask: Ask) -> None:
    assert set(ids(ask(bounds=(-30, 170, 0, -160)))) == {4, 5}
    assert set(ids(ask(bounds=(-30, -180, 0, -160)))) == {5}
    assert set(ids(ask(bounds=(-90, 177, 90, -170)))) == {4, 5, 6}


def test_near_a_place_the_nearest_comes_first_with_its_distance(ask: Ask) -> None:
    answer = ask(near=(*VILLEURBANNE, 500))
    assert ids(answer) == [2, 1, 3]
    assert answer.hits[0].distance == pytest.approx(0, abs=0.01)
    assert answer.hits[2].distance == pytest.approx(distance_km(*VILLEURBANNE, *PARIS), abs=0.1)
    assert ids(ask(near=(*LYON, 10))) == [1, 2]
    assert ids(ask(near=(*LYON, 1))) == [1]


def test_near_a_place_results_come_in_pages_too(ask: Ask) -> None:
    answer = ask(near=(*VILLEURBANNE, 500), size=1, offset=1)
    assert (answer.total, ids(answer)) == (3, [1])
    assert ids(ask(near=(*VILLEURBANNE, 500), size=0)) == []


def test_a_circle_may_cross_the_180th_meridian(ask: Ask) -> None:
    assert ids(ask(near=(-17, 179.9, 1200))) == [4, 5]


def test_a_circle_around_a_pole_or_the_whole_world_is_answered(ask: Ask) -> None:
    assert ids(ask(near=(90, 0, 3000))) == [6]
    assert len(ids(ask(near=(0, 0, 30_000)))) == 6


def test_words_and_place_go_together(ask: Ask) -> None:
    assert ids(ask("bakery 2", near=(*LYON, 500))) == [2]


def test_cells_count_the_places_and_name_the_one_that_is_alone(ask: Ask) -> None:
    by_count = sorted(ask(cells=4).cells, key=lambda cell: -cell.count)
    assert sum(cell.count for cell in by_count) == 6
    assert by_count[0].count >= 2
    assert by_count[0].id is None
    alone = {cell.id for cell in by_count if cell.count == 1}
    assert {4, 5, 6} <= alone


def test_a_cell_shows_the_middle_of_its_places(ask: Ask) -> None:
    (cell,) = ask(cells=4, bounds=(45, 4, 46, 5)).cells
    assert cell.count == 2
    assert (cell.lat, cell.lon) == pytest.approx(
        ((LYON[0] + VILLEURBANNE[0]) / 2, (LYON[1] + VILLEURBANNE[1]) / 2)
    )


def test_zooming_in_parts_what_was_together(ask: Ask) -> None:
    assert len(ask(cells=16, bounds=(45, 4, 46, 5)).cells) == 2
    assert len(ask(cells=0).cells) <= len(ask(cells=5).cells) <= len(ask(cells=22).cells) == 6
