"""Whether whole numbers fit into a table whose cells, rows, columns and sum have bounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Bounds = tuple[int, int]
"""At least, at most."""

Node = tuple[str, int]
_START, _END, _FROM, _TO = (("start", 0), ("end", 0), ("from", 0), ("to", 0))


def fits(
    rows: Sequence[Bounds], columns: Sequence[Bounds], cells: Mapping[tuple[int, int], Bounds], total: int
) -> bool:
    """Whether there are numbers for the cells within all bounds that add up to `total`.

    A flow with lower bounds, after A. J. Hoffman (1960), 'Some recent applications of the theory of linear
    inequalities to extremal combinatorial analysis': what must flow is taken from a source of its own, and
    the rest is found along the shortest ways left, after J. Edmonds, R. M. Karp (1972), 'Theoretical
    Improvements in Algorithmic Efficiency for Network Flow Problems'. With one column it is mere counting.
    """
    room: dict[Node, dict[Node, int]] = defaultdict(lambda: defaultdict(int))
    edges = [
        (_END, _START, (total, total)),
        *((_START, ("row", at), bounds) for at, bounds in enumerate(rows)),
        *((("column", at), _END, bounds) for at, bounds in enumerate(columns)),
        *((("row", row), ("column", column), bounds) for (row, column), bounds in cells.items()),
    ]
    must = 0
    for tail, head, (least, most) in edges:
        if least > most:
            return False
        room[tail][head] += most - least
        room[_FROM][head] += least
        room[tail][_TO] += least
        must += least
    while must and (way := _way(room)):
        step = min(room[tail][head] for tail, head in way)
        for tail, head in way:
            room[tail][head] -= step
            room[head][tail] += step
        must -= step
    return not must


def _way(room: Mapping[Node, Mapping[Node, int]]) -> list[tuple[Node, Node]]:
    """The shortest way with room, as steps; none: an empty list."""
    before: dict[Node, Node] = {_FROM: _FROM}
    front = [_FROM]
    while front and _TO not in before:
        following = []
        for tail in front:
            for head, free in room[tail].items():
                if free and head not in before:
                    before[head] = tail
                    following.append(head)
        front = following
    if _TO not in before:
        return []
    way, head = [], _TO
    while head != _FROM:
        way.append((before[head], head))
        head = before[head]
    return way
