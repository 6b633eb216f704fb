"""Distances, boxes around circles, and places blurred so that nothing is left of the exact point."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from konbit.engines.geodesy import BLUR_STEP, EARTH_RADIUS_KM, Box, bands, blur, distance_km

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def destination(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Where one arrives going straight on from a point: the slow way to a point of a circle."""
    angle, from_lat, turn = km / EARTH_RADIUS_KM, radians(lat), radians(bearing)
    to_lat = asin(max(-1, min(1, sin(from_lat) * cos(angle) + cos(from_lat) * sin(angle) * cos(turn))))
    east = atan2(sin(turn) * sin(angle) * cos(from_lat), cos(angle) - sin(from_lat) * sin(to_lat))
    return degrees(to_lat), (lon + degrees(east) + 540) % 360 - 180


def inside(boxes: list[Box], lat: float, lon: float) -> bool:
    return any(
        box.lat_min <= lat <= box.lat_max and box.lon_min - 1e-7 <= lon <= box.lon_max + 1e-7 for box in boxes
    )


def test_known_distances() -> None:
    assert distance_km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.6, abs=0.5)
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)
    assert distance_km(90, 0, -90, 0) == pytest.approx(20015.1, abs=0.1)


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_the_same_both_ways(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there = distance_km(lat1, lon1, lat2, lon2)
    assert there == pytest.approx(distance_km(lat2, lon2, lat1, lon1), abs=1e-6)
    assert 0 <= there <= 20016


@given(
    LATITUDES,
    LONGITUDES,
    st.floats(0.01, 15000),
    st.integers(1, 16),
    st.floats(0, 360),
    st.floats(0, 0.999),
)
def test_every_point_of_a_circle_is_in_a_band(
    lat: float, lon: float, radius: float, n: int, bearing: float, share: float
) -> None:
    point = destination(lat, lon, bearing, radius * share)
    assume(distance_km(lat, lon, *point) <= radius)
    assert inside(bands(lat, lon, radius, n), *point)


@given(LATITUDES, LONGITUDES, st.floats(0, 20100), st.integers(1, 16))
def test_every_band_is_a_plain_box_on_the_earth(lat: float, lon: float, radius: float, n: int) -> None:
    boxes = bands(lat, lon, radius, n)
    assert n <= len(boxes) <= 2 * n
    for box in boxes:
        assert -90 <= box.lat_min <= box.lat_max <= 90
        assert -180 <= box.lon_min <= box.lon_max <= 180


def test_eight_bands_hold_little_more_than_the_circle() -> None:
    boxes = bands(45, 5, 100, 8)
    one = EARTH_RADIUS_KM**2
    held = sum(
        one * (sin(radians(box.lat_max)) - sin(radians(box.lat_min))) * radians(box.lon_max - box.lon_min)
        for box in boxes
    )
    assert 3.1416 * 100**2 <= held <= 1.15 * 3.1416 * 100**2


def test_a_circle_around_a_pole_spans_all_longitudes() -> None:
    top = max(bands(89.5, 20, 200, 4), key=lambda box: box.lat_max)
    assert (top.lat_max, top.lon_min, top.lon_max) == (90, -180, 180)


def test_a_circle_across_the_180_meridian_is_cut_in_two() -> None:
    boxes = bands(-18, 179.9, 50, 1)
    assert len(boxes) == 2
    assert inside(boxes, -18, -179.8)
    assert inside(boxes, -18, 179.6)
    assert not inside(boxes, -18, 0)


@given(LATITUDES, LONGITUDES, st.sampled_from(["district", "town", "region"]))
def test_blurring_a_blurred_place_changes_nothing(lat: float, lon: float, precision: str) -> None:
    shown = blur(lat, lon, precision)
    assert shown is not None
    assert blur(*shown, precision) == shown


@given(LATITUDES, LONGITUDES, st.sampled_from(["district", "town", "region"]))
def test_a_blurred_place_lies_within_one_cell_of_the_exact_one(
    lat: float, lon: float, precision: str
) -> None:
    shown = blur(lat, lon, precision)
    cell = BLUR_STEP[precision] * 111.2
    assert distance_km(lat, lon, *shown) <= cell * 0.75


@given(st.lists(st.tuples(st.floats(53.46, 53.5), st.floats(-2.28, -2.22)), min_size=40, max_size=80))
def test_a_whole_town_has_few_shown_points_so_that_houses_cannot_be_told_apart(points: list) -> None:
    assert len({blur(lat, lon, "town") for lat, lon in points}) <= 4
    assert len({blur(lat, lon, "region") for lat, lon in points}) <= 4


def test_exact_shows_the_point_and_none_shows_nothing() -> None:
    assert blur(18.5333, -72.3333, "exact") == (18.5333, -72.3333)
    assert blur(18.5333, -72.3333, "none") is None


def test_what_is_no_place_no_radius_or_no_precision_is_refused() -> None:
    with pytest.raises(ValueError, match="latitude 95"):
        distance_km(95, 0, 0, 0)
    with pytest.raises(ValueError, match="is not a distance"):
        bands(0, 0, -1)
    with pytest.raises(ValueError, match="at least one band"):
        bands(0, 0, 1, 0)
    with pytest.raises(ValueError, match="'village' is not one of exact, district"):
        blur(0, 0, "village")  # type: ignore[arg-type]
