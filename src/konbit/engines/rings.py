"""The rings drawing: groups on concentric rings, from the centre outward by level or kind.

The idea is figure 8.1 of M. Lewis (2017), 'Navigating System Transition in a Volatile Century': who federates
whom, seen as circles around a common centre. Every item is a circle on its ring, with its name beneath where
there is room, else with its number alone; what a ring cannot hold is counted in one last circle, "+ n".

Distances are chosen so that nothing can overlap: two items at least `_NAMED` apart never touch, whatever
their direction, names included; `overlapping` checks the finished layout pair by pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import asin, cos, hypot, pi, radians, sin, sqrt

from .lettering import text_width, wrapped

MOST_RINGS = 6
"""More rings would make the circles too small to touch on a phone: gather the outermost before."""

NAME_SIZE, PLAQUE_SIZE = 13, 14
"""Sizes of the letters of names and plaques, in units of the drawing."""

LINE_HEIGHT = 15
"""From one line of a name to the next."""

PLAQUE_HEIGHT = 26

_SMALL, _LARGE, _CENTRE = 20.0, 26.0, 34.0  # radii of circles
_NAME_WIDTH, _NAME_DEPTH = 104.0, 60.0  # width of a name; from the middle of a circle to the foot of its name
_NAMED, _NUMBERED = 112.0, 46.0  # least distance of two items of a ring, with names and without
_NAMED_HALF, _NUMBERED_HALF = 63.0, 38.0  # half the breadth of a ring
_PLAQUE_WIDTH = 150.0
_MIDDLE = 84.0  # room for the plaque of a first ring, clear of the names around it
_MARGIN = 8.0


@dataclass(frozen=True)
class Item:
    """What stands on a ring: `id` for its address, `label` to read, `weight` (≥ 0) for its circle's size."""

    id: str
    label: str
    weight: int = 1


@dataclass(frozen=True)
class Ring:
    """A ring's name and what stands on it, in the order in which it is drawn, clockwise from the top."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Circle:
    """A circle of the drawing: centre, radius, number from 1 through all rings, lines of its name.

    `items` is the one item it stands for, or the several that a last circle counts; `ring` counts from 0.
    """

    x: float
    y: float
    radius: float
    ring: int
    number: int
    items: tuple[Item, ...]
    lines: tuple[str, ...] = ()

    @property
    def gathers(self) -> bool:
        """Whether this is a last circle, "+ n"."""
        return len(self.items) > 1


@dataclass(frozen=True)
class Plaque:
    """The name of a ring: the middle of its plate and its width."""

    x: float
    y: float
    width: float
    text: str


@dataclass(frozen=True)
class Legend:
    """What a ring holds: every item with its number, and how many of them have a circle of their own."""

    label: str
    items: tuple[tuple[int, Item], ...]
    shown: int


@dataclass(frozen=True)
class Layout:
    """A square of `size` units, its centre in the middle; `borders`: radii of the rings' outer lines."""

    size: float
    borders: tuple[float, ...]
    circles: tuple[Circle, ...]
    plaques: tuple[Plaque, ...]
    legend: tuple[Legend, ...]


@dataclass(frozen=True)
class _Track:
    """Where the items of one ring go, around (0, 0): the angle kept free for plaques, and the spacing."""

    radius: float
    free: float
    distance: float

    @property
    def capacity(self) -> int:
        step = 2 * asin(min(1.0, self.distance / (2 * self.radius)))
        if self.free * 2 <= step:
            return max(1, int(2 * pi / step))
        return int((2 * pi - 2 * self.free) / step) + 1

    def angles(self, count: int) -> list[float]:
        """Clockwise from the top: evenly around if the plaque fits between two, else evenly beside it."""
        if self.free <= pi / count:
            return [(2 * i + 1) * pi / count for i in range(count)]
        return [self.free + i * (2 * pi - 2 * self.free) / (count - 1) for i in range(count)]

    def point(self, angle: float) -> tuple[float, float]:
        return self.radius * sin(angle), -self.radius * cos(angle)


def lay_out(rings: tuple[Ring, ...]) -> Layout:
    """Where everything stands: the same rings always give the same layout, and no two circles overlap.

    A first ring of one item is the centre itself. Raises ValueError for no ring, more than `MOST_RINGS`,
    or an id that stands twice.
    """
    if not 1 <= len(rings) <= MOST_RINGS:
        raise ValueError(f"{len(rings)} rings: between 1 and {MOST_RINGS} can be drawn")
    ids = [item.id for ring in rings for item in ring.items]
    if len(ids) != len(set(ids)):
        raise ValueError(f"{next(each for each in ids if ids.count(each) > 1)!r} stands on the rings twice")
    heaviest = max((item.weight for ring in rings for item in ring.items), default=1)
    borders: list[float] = []
    circles: list[Circle] = []
    plaques: list[Plaque] = []
    legend: list[Legend] = []
    number = 1
    for index, ring in enumerate(rings):
        placed, plaque, border = _ring(index, ring, number, heaviest, borders, plaques)
        circles += placed
        plaques.append(plaque)
        borders.append(border)
        shown = sum(1 for circle in placed if not circle.gathers)
        legend.append(Legend(ring.label, tuple(enumerate(ring.items, number)), shown))
        number += len(ring.items)
    return _moved(borders, circles, plaques, legend)


def _ring(
    index: int, ring: Ring, number: int, heaviest: int, borders: list[float], plaques: list[Plaque]
) -> tuple[list[Circle], Plaque, float]:
    """The circles of one ring around (0, 0), its plaque, and the radius of its outer line."""
    if index == 0 and len(ring.items) == 1:
        name = wrapped(ring.items[0].label, NAME_SIZE, _NAME_WIDTH, 2)
        return [Circle(0, 0, _CENTRE, 0, number, ring.items, name)], _plaque(ring.label, -60), 108.0
    track, half = _track(borders, plaques, len(ring.items))
    plaque = _plaque(ring.label, -track.radius if borders else 0)
    named = half == _NAMED_HALF
    shown = ring.items if len(ring.items) <= track.capacity else ring.items[: track.capacity - 1]
    rest = ring.items[len(shown) :]
    points = [track.point(angle) for angle in track.angles(len(shown) + bool(rest))] if ring.items else []
    circles = [
        Circle(
            *points[i],
            _SMALL + (_LARGE - _SMALL) * sqrt(max(0, item.weight) / max(1, heaviest)) if named else _SMALL,
            index,
            number + i,
            (item,),
            wrapped(item.label, NAME_SIZE, _NAME_WIDTH, 2) if named else (),
        )
        for i, item in enumerate(shown)
    ]
    if rest:
        circles.append(Circle(*points[-1], _SMALL, index, number + len(shown), rest))
    return circles, plaque, track.radius + half


def _track(borders: list[float], plaques: list[Plaque], count: int) -> tuple[_Track, float]:
    """A track with room for names if it holds `count` items, else one for numbers alone."""
    inner = borders[-1] if borders else _MIDDLE
    named = _Track(inner + _NAMED_HALF, 0.0, _NAMED)
    named = _Track(named.radius, _free(named, _NAME_WIDTH / 2, _LARGE, _NAME_DEPTH, plaques), _NAMED)
    if count <= named.capacity:
        return named, _NAMED_HALF
    numbered = _Track(inner + _NUMBERED_HALF, 0.0, _NUMBERED)
    free = _free(numbered, _SMALL, _SMALL, _SMALL, plaques)
    return _Track(numbered.radius, free, _NUMBERED), _NUMBERED_HALF


def _free(track: _Track, side: float, above: float, below: float, plaques: list[Plaque]) -> float:
    """The smallest angle from the top at which an item is clear of its own ring's plaque and the next inner.

    `side`, `above`, `below`: how far an item reaches from the middle of its circle. A first ring has no
    plaque on its track.
    """
    if not plaques:
        return 0.0
    heights = (-track.radius, plaques[-1].y)
    for degree in range(180):
        x, y = track.point(radians(degree))
        beside = x - side > _PLAQUE_WIDTH / 2 + 4
        half = PLAQUE_HEIGHT / 2 + 4
        if beside or all(y - above > at + half or y + below < at - half for at in heights):
            return radians(degree)
    return pi


def _plaque(label: str, y: float) -> Plaque:
    text = wrapped(label, PLAQUE_SIZE, _PLAQUE_WIDTH - 20, 1)
    width = text_width(text[0], PLAQUE_SIZE) + 20 if text else 0
    return Plaque(0, y, min(width, _PLAQUE_WIDTH), text[0] if text else "")


def _moved(
    borders: list[float], circles: list[Circle], plaques: list[Plaque], legend: list[Legend]
) -> Layout:
    """The layout with its upper left corner at (0, 0)."""
    middle = borders[-1] + _MARGIN
    return Layout(
        2 * middle,
        tuple(borders),
        tuple(
            Circle(middle + c.x, middle + c.y, c.radius, c.ring, c.number, c.items, c.lines) for c in circles
        ),
        tuple(Plaque(middle + p.x, middle + p.y, p.width, p.text) for p in plaques),
        tuple(legend),
    )


def overlapping(layout: Layout) -> tuple[tuple[int, int], ...]:
    """The numbers of every two circles that overlap: none in a sound layout, checked pair by pair."""
    return tuple(
        (one.number, other.number)
        for one, other in combinations(layout.circles, 2)
        if hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius
    )
