"""Where each lane, number and way lies: from what is told to the whole picture."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from konbit.engines.lettering import text_width

from .axis import Axis, reach
from .lines import grown, steps, ties, walked
from .picture import BAR, EDGE, NAME_SIZE, NUMBER_SIZE, TOP, WIDTH, Dot, Picture, Row, Words, placed
from .told import Lane, Mark, Span, Told

_NAME, _NUMBERS, _WALK, _GAP = 22.0, 18.0, 30.0, 20.0
_LAST = date.max.toordinal()


def lay_out(told: Told, today: int) -> Picture:
    """The picture of what is told; marks that lie outside the axis are left out, and so is what speaks of a
    lane that is not there."""
    lanes = {one.id: one for one in told.lanes}
    told = Told(
        tuple(lanes.values()),
        tuple(one for one in told.offshoots if one.child in lanes and one.parent in lanes),
        tuple(one for one in told.belongings if one.member in lanes and one.network in lanes),
        tuple(one for one in told.marks if one.lane in lanes),
        tuple(one for one in told.stays if one.lane in lanes),
    )
    axis = Axis(*reach(told, today))
    marks: dict[int, list[Mark]] = defaultdict(list)
    for mark in sorted(told.marks, key=lambda one: (one.on.middle, one.number)):
        if axis.first <= mark.on.first and mark.on.last <= axis.last:
            marks[mark.lane].append(mark)
    people: dict[int, list[str]] = defaultdict(list)
    for person, where in sorted({(one.person, one.lane) for one in told.stays}):
        people[where].append(person)
    seen = _evidence(told)
    rows: dict[int, Row] = {}
    numbers: list[Words] = []
    dots: list[Dot] = []
    tracks: dict[tuple[str, int], float] = {}
    y = TOP
    for lane in sorted(told.lanes, key=lambda one: (*_start(one, seen), one.label, one.id)):
        row = _row(lane, axis, y, seen.get(lane.id), today)
        rows[lane.id] = row
        y = row.y + BAR
        if marks[lane.id]:
            dots += [_dot(one, axis, row.y) for one in marks[lane.id]]
            numbers += _numbers(marks[lane.id], axis, y + _NUMBERS - 4)
            y += _NUMBERS
        for person in people[lane.id]:
            tracks[person, lane.id] = y + _WALK - 5
            y += _WALK
        y += _GAP
    walks, names = walked(told.stays, rows, axis, tracks, today)
    return Picture(
        width=WIDTH,
        height=y,
        years=axis.years(),
        rows=tuple(rows.values()),
        lines=(*grown(told.offshoots, rows, axis), *ties(told.belongings, rows, axis), *steps(walks)),
        walks=tuple(walks),
        dots=tuple(dots),
        texts=(*axis.labels(), *numbers, *names),
    )


def _evidence(told: Told) -> dict[int, int]:
    """The first day on which anything is told of a lane."""
    found: dict[int, int] = {}
    spans: list[tuple[int, Span | None]] = [(one.id, one.born or one.ended) for one in told.lanes]
    spans += [(lane, one.on) for one in told.offshoots for lane in (one.child, one.parent)]
    spans += [(lane, one.joined or one.left) for one in told.belongings for lane in (one.member, one.network)]
    spans += [(one.lane, one.since or one.until) for one in told.stays]
    for key, span in spans:
        if span is not None:
            found[key] = min(found.get(key, _LAST), span.first)
    return found


def _start(lane: Lane, seen: dict[int, int]) -> tuple[int, bool]:
    """When a lane begins; one of which the beginning is not known was there before what is told of it."""
    return lane.born.first if lane.born else seen.get(lane.id, _LAST), lane.born is not None


def _row(lane: Lane, axis: Axis, top: float, seen: int | None, today: int) -> Row:
    if lane.born is not None:
        earliest, begins = axis.at(lane.born.first), axis.at(lane.born.last)
    else:
        earliest, begins = EDGE, axis.at(today if seen is None else seen)
    if lane.ended is not None:
        ends, latest = axis.at(lane.ended.first), axis.at(lane.ended.last)
    else:
        ends = latest = axis.at(today)
    latest = max(latest, earliest)
    begins = min(begins, latest)
    ends = max(ends, begins)
    latest = max(latest, ends)
    return Row(
        lane=lane,
        name=placed(lane.label, earliest, top + NAME_SIZE, NAME_SIZE),
        y=top + _NAME,
        earliest=earliest,
        begins=begins,
        ends=ends,
        latest=latest,
        is_open=lane.ended is None,
    )


def _dot(mark: Mark, axis: Axis, y: float) -> Dot:
    earliest, latest = axis.at(mark.on.first), axis.at(mark.on.last)
    return Dot(mark.number, (earliest + latest) / 2, y + BAR / 2, earliest, latest)


def _numbers(marks: list[Mark], axis: Axis, y: float) -> list[Words]:
    """The numbers of marks beneath them; those that would overlap stand together."""
    groups: list[list[Mark]] = [[one] for one in marks]
    while True:
        texts = [_together(group, axis, y) for group in groups]
        close = next(
            (at for at in range(len(texts) - 1) if texts[at].box[2] + 4 > texts[at + 1].box[0]), None
        )
        if close is None:
            return texts
        groups[close : close + 2] = [groups[close] + groups[close + 1]]


def _together(marks: list[Mark], axis: Axis, y: float) -> Words:
    said = sorted(one.number for one in marks)
    text = ", ".join(map(str, said)) if len(said) < 4 else f"{said[0]} … {said[-1]}"
    middle = sum(axis.at(one.on.middle) for one in marks) / len(marks)
    return placed(text, middle - text_width(text, NUMBER_SIZE) / 2, y, NUMBER_SIZE)
