"""Two circles whose areas, and the area that they share, are as large as three numbers say.

After S. Chow, P. Rodgers (2005), 'Constructing area-proportional Venn and Euler diagrams with three circles':
the area of each circle gives its radius, and the distance of the two centres is found by halving, as the
shared area grows steadily smaller with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import acos, pi, sqrt

LEAST = 6.0
"""The least radius of a circle that stands for something, so that it is seen, in units of the drawing."""


@dataclass(frozen=True)
class TwoCircles:
    """Radii of two circles and the distance of their centres, in units of the drawing."""

    first: float
    second: float
    distance: float


def two_circles(first: int, second: int, both: int, largest: float = 100.0) -> TwoCircles:
    """Circles for two sets of `first` and `second` members (≥ 0) of which `both` are in either.

    `largest`: the radius of the larger one. An empty set has radius 0. Raises ValueError where `both` is
    negative or more than one of the sets.
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} cannot be in both of two sets of {first} and {second}")
    most = max(first, second, 1)
    one, other = (max(LEAST, largest * sqrt(count / most)) if count else 0.0 for count in (first, second))
    if not both:
        return TwoCircles(one, other, one + other + LEAST)
    wanted = pi * largest**2 * both / most
    near, far = abs(one - other), one + other
    if both == min(first, second):
        return TwoCircles(one, other, near)
    for _step in range(60):
        middle = (near + far) / 2
        if shared_area(one, other, middle) > wanted:
            near = middle
        else:
            far = middle
    return TwoCircles(one, other, (near + far) / 2)


def shared_area(first: float, second: float, distance: float) -> float:
    """The area that two circles share, from their radii and the distance of their centres."""
    if distance >= first + second:
        return 0.0
    if distance <= abs(first - second):
        return pi * min(first, second) ** 2
    x = (distance**2 + first**2 - second**2) / (2 * distance)
    y = distance - x
    half = sqrt(max(0.0, first**2 - x**2))
    one = first**2 * acos(max(-1.0, min(1.0, x / first)))
    other = second**2 * acos(max(-1.0, min(1.0, y / second)))
    return one + other - half * distance
