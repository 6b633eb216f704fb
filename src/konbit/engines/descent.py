"""Lineage of practices: what came out of what, generation by generation, drawn like the runners of a
strawberry plant. Many parents are allowed, circles are not.

Generations follow the longest way from a practice without parents (the layering of K. Sugiyama, S. Tagawa and
M. Toda (1981), 'Methods for Visual Understanding of Hierarchical System Structures'), so that every runner
leads downward; within a generation each stands near the middle of its parents, as far as there is room.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .lettering import wrapped

WIDTH, DEPTH = 152.0, 124.0
"""Room of one practice: its breadth, and from one generation to the next."""

RADIUS, NAME_SIZE, LINE_HEIGHT = 18.0, 13, 15
_MARGIN, _LINES = 12.0, 3


@dataclass(frozen=True)
class Practice:
    """What is drawn: `id` for its address, `label` to read, whether it has ended."""

    id: int
    label: str
    ended: bool = False


@dataclass(frozen=True)
class Runner:
    """A descent: `child` came out of `parent`, in the way that `kind` names."""

    child: int
    parent: int
    kind: str


@dataclass(frozen=True)
class Plant:
    """A practice in the drawing: the centre of its circle and the lines of its name beneath."""

    practice: Practice
    x: float
    y: float
    generation: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """The whole drawing: its size, plants by generation and from left to right, runners as ends of lines."""

    width: float
    height: float
    plants: tuple[Plant, ...]
    runners: tuple[tuple[Runner, Plant, Plant], ...]


def circle(runners: Iterable[Runner], child: int, parent: int) -> tuple[int, ...]:
    """The way from `child` down to `parent` by which a new descent would close a circle, both ends included;
    empty where there is none. The shortest such way."""
    if child == parent:
        return (child,)
    below = _children(runners)
    came_from: dict[int, int] = {}
    waiting = deque([child])
    while waiting:
        at = waiting.popleft()
        for one in below.get(at, ()):
            if one in came_from or one == child:
                continue
            came_from[one] = at
            if one == parent:
                return _way(came_from, child, parent)
            waiting.append(one)
    return ()


def _way(came_from: Mapping[int, int], start: int, end: int) -> tuple[int, ...]:
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def kin(runners: Iterable[Runner], of: int) -> frozenset[int]:
    """A practice with all that it came out of and all that came out of it, through any number of others."""
    known = tuple(runners)
    above: dict[int, list[int]] = defaultdict(list)
    for one in known:
        above[one.child].append(one.parent)
    return frozenset({of} | _reached(above, of) | _reached(_children(known), of))


def _children(runners: Iterable[Runner]) -> dict[int, list[int]]:
    below: dict[int, list[int]] = defaultdict(list)
    for one in runners:
        below[one.parent].append(one.child)
    return below


def _reached(ways: Mapping[int, Iterable[int]], start: int) -> set[int]:
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for one in ways.get(waiting.pop(), ()):
            if one not in found:
                found.add(one)
                waiting.append(one)
    return found


def generations(ids: Iterable[int], runners: Iterable[Runner]) -> dict[int, int]:
    """The generation of each practice, from 0: one more than the latest of its parents.

    Raises ValueError where practices descend from each other in a circle.
    """
    wanted = list(dict.fromkeys(ids))
    known = [one for one in runners if one.child in set(wanted) and one.parent in set(wanted)]
    left = dict.fromkeys(wanted, 0)
    for one in known:
        left[one.child] += 1
    below = _children(known)
    depth = {one: 0 for one in wanted if not left[one]}
    ready = deque(depth)
    while ready:
        at = ready.popleft()
        for child in below.get(at, ()):
            depth[child] = max(depth.get(child, 0), depth[at] + 1)
            left[child] -= 1
            if not left[child]:
                ready.append(child)
    if any(left.values()):
        raise ValueError("these practices descend from each other in a circle")
    return depth


def lay_out(practices: Iterable[Practice], runners: Iterable[Runner]) -> Field:
    """The drawing of practices and the runners among them. No two names overlap; every runner leads down.

    Raises ValueError for a circle.
    """
    drawn = {one.id: one for one in practices}
    inner = tuple(one for one in runners if one.child in drawn and one.parent in drawn)
    depth = generations(drawn, inner)
    parents: dict[int, list[int]] = defaultdict(list)
    for one in inner:
        parents[one.child].append(one.parent)
    rows: dict[int, list[int]] = defaultdict(list)
    for pk in drawn:
        rows[depth[pk]].append(pk)
    places: dict[int, float] = {}
    for row in range(len(rows)):
        places |= _spread(rows[row], parents, places)
    least = min(places.values(), default=0.0)
    plants = {
        pk: Plant(
            practice=drawn[pk],
            x=places[pk] - least + WIDTH / 2 + _MARGIN,
            y=depth[pk] * DEPTH + RADIUS + _MARGIN,
            generation=depth[pk],
            lines=wrapped(drawn[pk].label, NAME_SIZE, WIDTH - 16, _LINES),
        )
        for pk in drawn
    }
    ordered = sorted(plants.values(), key=lambda plant: (plant.generation, plant.x))
    return Field(
        width=max((plant.x for plant in ordered), default=0.0) + WIDTH / 2 + _MARGIN,
        height=max((plant.y for plant in ordered), default=0.0)
        + RADIUS
        + LINE_HEIGHT * (_LINES + 1)
        + _MARGIN,
        plants=tuple(ordered),
        runners=tuple((one, plants[one.parent], plants[one.child]) for one in inner),
    )


def _spread(
    row: list[int], parents: Mapping[int, list[int]], places: Mapping[int, float]
) -> dict[int, float]:
    """Places of a generation: each under the middle of its parents, pushed apart to the breadth of a name,
    and the whole row moved so that it stands, on the whole, where it would."""
    wished = {
        one: sum(places[parent] for parent in parents[one]) / len(parents[one]) if parents.get(one) else 0.0
        for one in row
    }
    ordered = sorted(row, key=lambda one: wished[one])
    found: dict[int, float] = {}
    reached = float("-inf")
    for one in ordered:
        reached = max(wished[one], reached + WIDTH)
        found[one] = reached
    off = sum(found[one] - wished[one] for one in ordered) / len(ordered)
    return {one: place - off for one, place in found.items()}
