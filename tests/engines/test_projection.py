"""The projections: there and back, true areas, known points."""

from __future__ import annotations

from math import cos, pi, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.projection import (
    EQUAL_EARTH_HALF_WIDTH,
    MERCATOR_LIMIT,
    equal_earth,
    equal_earth_inverse,
    mercator,
    mercator_inverse,
)

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


@given(LATITUDES, LONGITUDES)
def test_equal_earth_comes_back_to_the_same_place(lat: float, lon: float) -> None:
    back = equal_earth_inverse(*equal_earth(lat, lon))
    assert back == pytest.approx((lat, lon), abs=1e-5)


@given(st.floats(-MERCATOR_LIMIT, MERCATOR_LIMIT), LONGITUDES)
def test_mercator_comes_back_to_the_same_place(lat: float, lon: float) -> None:
    assert mercator_inverse(*mercator(lat, lon)) == pytest.approx((lat, lon), abs=1e-9)


@pytest.mark.parametrize(
    ("south", "west"), [(-88, -180), (-45, -100), (0, 0), (30, 170), (60, -20), (84, 90)]
)
def test_equal_earth_keeps_areas_on_the_map_as_on_the_sphere(south: float, west: float) -> None:
    steps = 200
    edge = [(south + 5 * i / steps, west + 10) for i in range(steps)]
    edge += [(south + 5, west + 10 - 10 * i / steps) for i in range(steps)]
    edge += [(south + 5 - 5 * i / steps, west) for i in range(steps)]
    edge += [(south, west + 10 * i / steps) for i in range(steps)]
    points = [equal_earth(lat, lon) for lat, lon in edge]
    turns = zip(points, points[1:] + points[:1], strict=True)
    on_the_map = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in turns)) / 2
    on_the_sphere = radians(10) * (sin(radians(south + 5)) - sin(radians(south)))
    assert on_the_map == pytest.approx(on_the_sphere, rel=1e-4)


def test_equal_earth_has_the_published_form() -> None:
    assert equal_earth(0, 180) == pytest.approx((EQUAL_EARTH_HALF_WIDTH, 0))
    assert equal_earth(0, 180)[0] == pytest.approx(2.70663, abs=1e-5)
    assert equal_earth(90, 0)[1] == pytest.approx(1.31736, abs=1e-5)
    # the pole is a line 0.59247 times as long as the equator
    assert equal_earth(90, 180)[0] / equal_earth(0, 180)[0] == pytest.approx(0.59247, abs=1e-5)


def test_mercator_is_square_and_keeps_angles() -> None:
    assert mercator(0, 0) == (0.5, 0.5)
    assert mercator(90, -180) == (0.0, 0.0)
    assert mercator(-90, 180) == (1.0, 1.0)
    step = 1e-4
    for lat in (-70, -20, 5, 45, 80):
        high = mercator(lat - step, 0)[1] - mercator(lat + step, 0)[1]
        assert high == pytest.approx(2 * radians(step) / (2 * pi) / cos(radians(lat)), rel=1e-5)


@pytest.mark.parametrize(("lat", "lon"), [(91, 0), (0, 181), (float("nan"), 0), (0, float("inf"))])
def test_a_point_outside_the_world_is_refused_with_its_value(lat: float, lon: float) -> None:
    for project in (equal_earth, mercator):
        with pytest.raises(ValueError, match="is outside"):
            project(lat, lon)


def test_a_point_outside_the_map_is_refused() -> None:
    for x, y in ((3.0, 0.0), (0.0, 1.4), (2.7, 1.3)):
        with pytest.raises(ValueError, match="outside the Equal Earth map"):
            equal_earth_inverse(x, y)
    with pytest.raises(ValueError, match="outside the unit square"):
        mercator_inverse(0.5, 1.01)
