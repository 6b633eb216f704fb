"""Lines from lane to lane: what grew out of what, who joined and left, whose way led where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from .axis import Axis
from .picture import BAR, NUMBER_SIZE, Line, Row, Walk, Words, placed
from .told import Belonging, Offshoot, Span, Stay


def grown(offshoots: Iterable[Offshoot], rows: dict[int, Row], axis: Axis) -> list[Line]:
    """A line from each parent to what grew out of it, on its day or where the child begins."""
    lines = []
    for one in sorted(offshoots, key=lambda one: (one.child, one.parent, one.on or Span(0, 0))):
        child, parent = rows[one.child], rows[one.parent]
        wished = axis.at(one.on.middle) if one.on else child.begins
        end = min(max(wished, child.earliest), child.latest)
        start = min(max(end - 26, parent.earliest), parent.latest)
        ends = _levels(parent, child)
        lines.append(Line("grew", str(one.parent), str(one.child), start, ends[0], end, ends[1]))
    return lines


def ties(belongings: Iterable[Belonging], rows: dict[int, Row], axis: Axis) -> list[Line]:
    """A line from each member to its network where it joined, and where it left."""
    lines = []
    none = Span(0, 0)
    for one in sorted(belongings, key=lambda one: (one.member, one.network, one.joined or none)):
        ends = _levels(rows[one.member], rows[one.network])
        for kind, span in (("joined", one.joined), ("left", one.left)):
            if span is not None:
                x = axis.at(span.middle)
                lines.append(Line(kind, str(one.member), str(one.network), x, ends[0], x, ends[1]))
    return lines


def _levels(first: Row, second: Row) -> tuple[float, float]:
    """Where a line from one bar to another leaves and arrives: at the edges that face each other."""
    if first.y < second.y:
        return first.y + BAR, second.y
    return first.y, second.y + BAR


def walked(
    stays: Iterable[Stay],
    rows: Mapping[int, Row],
    axis: Axis,
    tracks: Mapping[tuple[str, int], float],
    today: int,
) -> tuple[list[Walk], list[Words]]:
    """The stretches of everybody's way, and the names above them, once a lane. `tracks`: how far down the
    way of a person runs in a lane."""
    walks = [
        Walk(one.person, one.lane, tracks[one.person, one.lane], *_stretch(one, rows[one.lane], axis, today))
        for one in stays
    ]
    walks.sort(key=lambda one: (one.person, one.earliest, one.latest, one.begins, one.ends, one.lane))
    first = {(one.person, one.lane): one for one in reversed(walks)}
    names = [
        placed(walk.person, walk.earliest, walk.y - 6, NUMBER_SIZE) for _key, walk in sorted(first.items())
    ]
    return walks, names


def _stretch(stay: Stay, row: Row, axis: Axis, today: int) -> tuple[float, float, float, float]:
    """From where it may have been, is sure, is sure no longer, may have been. Without a beginning it may have
    been as long as the group; without an end it goes on, or, where that is not known, may have."""
    if stay.until is not None:
        ends, latest = axis.at(stay.until.first), axis.at(stay.until.last)
    else:
        latest = max(axis.at(today), axis.at(stay.since.last) if stay.since else 0.0)
        ends = latest if stay.goes_on else 0.0
    if stay.since is not None:
        earliest, begins = axis.at(stay.since.first), axis.at(stay.since.last)
    else:
        earliest = min(row.earliest, latest)
        begins = latest
    latest = max(latest, earliest)
    begins = min(begins, latest)
    return earliest, begins, max(begins, min(ends, latest)), latest


def steps(walks: list[Walk]) -> list[Line]:
    """From each stretch of somebody's way to the next one in another lane."""
    lines = []
    for one, after in pairwise(walks):
        if one.person == after.person and one.lane != after.lane:
            leaves = min(max(after.earliest, one.earliest), one.latest)
            lines.append(Line("walk", one.person, str(after.lane), leaves, one.y, after.earliest, after.y))
    return lines
