"""Lines as the text of an SVG path: relative steps, one decimal, nothing that the eye cannot see."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

Point = tuple[float, float]

_SEEN = 15  # tenths of a unit: a shorter step is left out


def line(points: Iterable[Point]) -> str:
    """An open line through points (x, y) in units of the drawing; empty where it would be a dot."""
    return _steps(points)


def shape(points: Iterable[Point]) -> str:
    """A closed shape through points (x, y) in units of the drawing; empty where it would be a dot."""
    steps = _steps(points)
    return steps + "z" if steps else ""


def _steps(points: Iterable[Point]) -> str:
    """The path in whole tenths of a unit, so that rounding errors never add up."""
    tenths: list[tuple[int, int]] = []
    for x, y in points:
        point = round(x * 10), round(y * 10)
        if not tenths or abs(point[0] - tenths[-1][0]) + abs(point[1] - tenths[-1][1]) >= _SEEN:
            tenths.append(point)
    if len(tenths) < 2:
        return ""
    steps = []
    for (x1, y1), (x2, y2) in pairwise(tenths):
        steps += [_number(x2 - x1), _number(y2 - y1)]
    return f"M{_number(tenths[0][0])} {_number(tenths[0][1])}l" + " ".join(steps).replace(" -", "-")


def _number(tenths: int) -> str:
    whole, rest = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def written(value: float) -> str:
    """A length with at most one decimal: "12.3", "12"."""
    return f"{value:.1f}".removesuffix(".0")
