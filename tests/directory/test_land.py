"""The land outline: small, whole, cut at the 180° meridian, and land where there is land."""

from __future__ import annotations

import importlib.util
from itertools import pairwise
from math import cos, radians, sin
from pathlib import Path
from types import ModuleType

import pytest

from konbit.directory.map import land
from konbit.engines.geodesy import EARTH_RADIUS_KM

CHECKOUT = Path(__file__).resolve().parents[2]
BOTH = pytest.mark.parametrize("detail", ["world", "region"])


def is_land(detail: str, lat: float, lon: float) -> bool:
    """Whether a line northward from the point crosses the outline an odd number of times."""
    crossings = 0
    for ring in land.rings(detail):
        for (lat1, lon1), (lat2, lon2) in pairwise((*ring, ring[0])):
            if (lon1 > lon) != (lon2 > lon) and lat1 + (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) > lat:
                crossings += 1
    return crossings % 2 == 1


def test_the_file_is_small_says_where_it_comes_from_and_holds_no_borders() -> None:
    text = (CHECKOUT / "src/konbit/directory/map/land.json").read_text()
    assert len(text) <= 40_000
    assert "Natural Earth" in text
    assert "public domain" in text
    assert set(land._file()) == {"origin", "world", "region"}


@BOTH
def test_no_line_runs_across_the_map_and_every_ring_closes(detail: str) -> None:
    for ring in land.rings(detail):
        assert len(ring) >= 3
        assert ring[0] != ring[-1]
        for (lat1, lon1), (lat2, lon2) in pairwise((*ring, ring[0])):
            assert abs(lon2 - lon1) < 180
            assert abs(lat1) <= 90
            assert abs(lon1) <= 180
            assert abs(lat2 - lat1) < 60


@BOTH
def test_land_is_land_and_sea_is_sea(detail: str) -> None:
    for lat, lon in (
        (48.9, 2.3),
        (-1.3, 36.8),
        (-15.8, -47.9),
        (45.5, -75),
        (28.6, 77.2),
        (-25, 135),
        (66, 179),
    ):
        assert is_land(detail, lat, lon)
    for lat, lon in ((0, -30), (30, -40), (60, -30), (65, -30), (0, -150), (42, 50.5), (-30, 80), (70, -179)):
        assert not is_land(detail, lat, lon)


@BOTH
def test_the_land_has_its_true_area(detail: str) -> None:
    total = 0.0
    for ring in land.rings(detail):
        for (lat1, lon1), (lat2, lon2) in pairwise((*ring, ring[0])):
            total += radians(lon2 - lon1) * (sin(radians(lat1)) + sin(radians(lat2))) / 2
    million = abs(total) * EARTH_RADIUS_KM**2 / 1e6
    assert million == pytest.approx(134.5, rel=0.03)  # all land less Antarctica and the Caspian


@pytest.fixture(scope="module")
def make_land() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_land", CHECKOUT / "scripts/make_land.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def topology(*ring: tuple[float, float]) -> dict:
    """A TopoJSON of one ring in whole degrees, its arc in two halves, the second one backwards."""
    points = [*ring, ring[0]]
    half = len(points) // 2

    def steps(part: list[tuple[float, float]]) -> list[list[float]]:
        moves = [[x2 - x1, y2 - y1] for (x1, y1), (x2, y2) in pairwise(part)]
        return [list(part[0]), *moves]

    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [steps(points[: half + 1]), steps(points[half:][::-1])],
        "objects": {"land": {"geometries": [{"arcs": [[[0, ~1]]]}]}},
    }


def test_an_island_across_the_180_meridian_is_cut_into_two_pieces(make_land: ModuleType) -> None:
    stitched = topology((170, 10), (-170, 10), (-170, 30), (170, 30))
    pieces = [piece for ring in make_land.rings_of(stitched) for piece in make_land.cut(ring)]
    assert [sorted({lon for lon, _lat in piece}) for piece in pieces] == [[-180, -170], [170, 180]]
    assert sum(map(make_land.area, pieces)) == pytest.approx(20 * 20 * cos(radians(20)))


def test_an_island_elsewhere_stays_whole(make_land: ModuleType) -> None:
    island = [(10, 10), (30, 10), (30, 30), (10, 30)]
    (ring,) = make_land.rings_of(topology(*island))
    assert sorted(ring) == sorted(island)
    (piece,) = make_land.cut(ring)
    assert sorted(piece) == sorted(island)


def test_a_ring_is_read_as_it_was_written(make_land: ModuleType) -> None:
    ring = [(-179.95, -59.9), (0, 0), (0.05, 83.6), (180, 12.3), (-7.4, -0.05)]
    read = land._points(make_land.written(ring, 0.05), 0.05)
    assert [(lon, lat) for lat, lon in read] == [pytest.approx(point, abs=0.026) for point in ring]


def test_simplifying_keeps_what_is_large_and_drops_what_is_small(make_land: ModuleType) -> None:
    ring = [(0.0, 0.0), (5.0, 0.01), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert make_land.simplified(ring, 0.2) == [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
