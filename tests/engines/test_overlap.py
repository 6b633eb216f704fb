"""Two circles and what they share: areas as large as the numbers say."""

from __future__ import annotations

from math import isclose, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from konbit.engines.overlap import LEAST, shared_area, two_circles

SETS = st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))


def area_by_squares(first: float, second: float, distance: float, step: float = 0.5) -> float:
    """The area that two circles share, counted in little squares."""
    reach = range(round(2 * min(first, second) / step) + 2)
    low, top = max(-first, distance - second), -min(first, second)
    middles = [(low + (x + 0.5) * step, top + (y + 0.5) * step) for x in reach for y in reach]
    inside = [1 for x, y in middles if x * x + y * y <= first**2 and (x - distance) ** 2 + y * y <= second**2]
    return len(inside) * step**2


@pytest.mark.parametrize(
    ("first", "second", "distance"), [(30, 20, 25), (30, 20, 12), (20, 20, 38), (9, 30, 5)]
)
def test_the_shared_area_is_what_little_squares_count(first: float, second: float, distance: float) -> None:
    assert isclose(shared_area(first, second, distance), area_by_squares(first, second, distance), abs_tol=12)


@given(sets=SETS)
def test_areas_are_as_large_as_the_numbers_say(sets: tuple[int, int, int]) -> None:
    only_first, only_second, both = sets
    first, second = only_first + both, only_second + both
    circles = two_circles(first, second, both)
    most = max(first, second, 1)
    for count, radius in ((first, circles.first), (second, circles.second)):
        assert radius == 0 if not count else isclose(radius, max(LEAST, 100 * (count / most) ** 0.5))
    if both and min(circles.first, circles.second) > LEAST:
        shared = shared_area(circles.first, circles.second, circles.distance)
        assert isclose(shared, pi * 100**2 * both / most, rel_tol=1e-6, abs_tol=1e-6)
    if not both:
        assert circles.distance > circles.first + circles.second


@pytest.mark.parametrize("wrong", [(1, 1, 2), (3, 1, 2), (1, 1, -1)])
def test_more_in_both_than_in_one_is_refused(wrong: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be in both"):
        two_circles(*wrong)
