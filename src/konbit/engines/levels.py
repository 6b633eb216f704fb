"""A drawing in columns: what stands on each level of a federation, and the lines between levels.

Columns go from left to right, from the highest level to the lowest. In a column stand stacks, each with its
name and some boxes; stacks are put where the boxes to which theirs are tied stand (the mean of their places:
K. Sugiyama, S. Tagawa, M. Toda (1981), 'Methods for visual understanding of hierarchical system structures',
IEEE Transactions on Systems, Man, and Cybernetics 11 (2), one sweep from the first column to the last), so
that lines cross less; those that are tied to nothing come last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .lettering import wrapped

BOX_WIDTH = 208.0
LETTERS, LINE = 13, 16
"""Size of letters, and from one line to the next, in units of the drawing."""

_PADDING, _GAP, _APART, _BETWEEN = 8.0, 8.0, 22.0, 96.0
_HEAD, _MARGIN, _MOST_LINES = 34.0, 10.0, 4


@dataclass(frozen=True, slots=True)
class Box:
    """What stands in a stack."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Stack:
    """Boxes of one owner with its name; `more`: words beneath them, such as how many are not drawn."""

    id: int
    label: str
    boxes: tuple[Box, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A level with its name."""

    label: str
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line between two boxes (ids); `name` is handed through."""

    upper: int
    lower: int
    name: str


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its left upper corner, its height and the lines of its text."""

    box: Box
    x: float
    y: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedStack:
    """A stack with where the lines of its name begin, its boxes, and where the words beneath them stand."""

    stack: Stack
    x: float
    y: float
    lines: tuple[str, ...]
    boxes: tuple[PlacedBox, ...]
    more_y: float


@dataclass(frozen=True, slots=True)
class Field:
    """The whole drawing. `heads`: the names of columns with their left edge. `ties`: each with the points of
    its upper and its lower end, and whether both stand in one column."""

    width: float
    height: float
    heads: tuple[tuple[float, str], ...]
    stacks: tuple[PlacedStack, ...]
    ties: tuple[tuple[Tie, tuple[float, float], tuple[float, float], bool], ...]


def lay_out(columns: Iterable[Column], ties: Iterable[Tie]) -> Field:
    """Where everything stands; ties to boxes that are not there are left out. The same input always gives the
    same drawing, and no two boxes overlap. Raises ValueError for a box that stands twice."""
    listed, lines = [column for column in columns if column.stacks], tuple(ties)
    ids = [box.id for column in listed for stack in column.stacks for box in stack.boxes]
    if len(ids) != len(set(ids)):
        raise ValueError(f"{next(one for one in ids if ids.count(one) > 1)} stands in the drawing twice")
    middle: dict[int, float] = {}
    placed: list[PlacedStack] = []
    heads: list[tuple[float, str]] = []
    for number, column in enumerate(listed):
        x = _MARGIN + number * (BOX_WIDTH + _BETWEEN)
        heads.append((x, column.label))
        y = _HEAD + _MARGIN
        for stack in sorted(column.stacks, key=lambda one: _pull(one, lines, middle)):
            found = _place(stack, x, y)
            placed.append(found)
            middle |= {one.box.id: one.y + one.height / 2 for one in found.boxes}
            y = found.more_y + _APART
    corners = {one.box.id: one for stack in placed for one in stack.boxes}
    loose = any(a.x == b.x for a, b in _ends(lines, corners))
    width = len(listed) * (BOX_WIDTH + _BETWEEN) - _BETWEEN + 2 * _MARGIN + (_BETWEEN / 2 if loose else 0)
    return Field(
        width=max(width, BOX_WIDTH + 2 * _MARGIN),
        height=max((one.more_y for one in placed), default=_HEAD) + _MARGIN,
        heads=tuple(heads),
        stacks=tuple(placed),
        ties=tuple(
            _drawn(tie, corners[tie.upper], corners[tie.lower])
            for tie in lines
            if tie.upper in corners and tie.lower in corners
        ),
    )


def _pull(stack: Stack, ties: tuple[Tie, ...], middle: Mapping[int, float]) -> float:
    own = {box.id for box in stack.boxes}
    pulls = [middle[tie.upper] for tie in ties if tie.lower in own and tie.upper in middle]
    pulls += [middle[tie.lower] for tie in ties if tie.upper in own and tie.lower in middle]
    return sum(pulls) / len(pulls) if pulls else float("inf")


def _place(stack: Stack, x: float, y: float) -> PlacedStack:
    name = wrapped(stack.label, LETTERS, BOX_WIDTH, 2)
    at = y + len(name) * LINE + 4
    boxes = []
    for box in stack.boxes:
        lines = wrapped(box.label, LETTERS, BOX_WIDTH - 2 * _PADDING, _MOST_LINES) or ("…",)
        height = len(lines) * LINE + 2 * _PADDING
        boxes.append(PlacedBox(box, x, at, height, lines))
        at += height + _GAP
    return PlacedStack(stack, x, y + LINE - 4, name, tuple(boxes), at + (LINE if stack.more else -_GAP))


def _ends(ties: Iterable[Tie], corners: Mapping[int, PlacedBox]) -> Iterable[tuple[PlacedBox, PlacedBox]]:
    return (
        (corners[one.upper], corners[one.lower]) for one in ties if {one.upper, one.lower} <= set(corners)
    )


def _drawn(
    tie: Tie, upper: PlacedBox, lower: PlacedBox
) -> tuple[Tie, tuple[float, float], tuple[float, float], bool]:
    """A line leaves the nearer sides of its boxes; in one column both leave to the right."""
    beside = upper.x == lower.x
    ahead = beside or upper.x < lower.x
    start = (upper.x + (BOX_WIDTH if ahead else 0), upper.y + upper.height / 2)
    end = (lower.x + (BOX_WIDTH if beside or not ahead else 0), lower.y + lower.height / 2)
    return tie, start, end, beside
