"""What is recorded as arrays of numbers, ready to be counted. Rows keep their numbers of the roster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .days import FIRST, LAST, bounds
from .roster import Mandate, Place, Roster

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]

NONE = -1
"""The number of what was not told."""


class Dated(Protocol):
    """What holds for a time."""

    @property
    def since(self) -> str:
        """A partial date, or "" where the beginning is not known."""

    @property
    def until(self) -> str:
        """A partial date, or "" where it goes on."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Periods: the first and the last day on which each may hold, and between which two it surely does."""

    first: Ints
    begun: Ints
    ending: Ints
    last: Ints

    def on(self, day: int) -> Marks:
        """Which may hold on a day."""
        return (self.first <= day) & (day <= self.last)


@dataclass(frozen=True, eq=False)
class Facts:
    """A roster as columns; a unit, a place, a college, a person is its number, `NONE` where it was not told.

    place_in: for each tier, the place of it in which each place lies; its last row stands for no place.
    traits: for each dimension, the number of each mandate's value, and the values by number.
    """

    roster: Roster
    places: Mapping[str, int]
    units: Mapping[str, int]
    levels: Mapping[str, int]
    colleges: Mapping[str, int]
    place_span: Spans
    place_in: Mapping[str, Ints]
    unit_level: Ints
    unit_place: Ints
    unit_people: Ints
    unit_span: Spans
    member: Ints
    member_of: Ints
    member_span: Spans
    person: Ints
    organ: Ints
    college: Ints
    seat: Ints
    speaks_for: Ints
    mandate_place: Ints
    mandate_span: Spans
    conditional: Marks
    confirm_by: Ints
    confirmed: Ints
    traits: Mapping[str, tuple[Ints, Mapping[str, int]]]
    meeting_of: Ints
    meeting_first: Ints
    meeting_last: Ints
    vote_of: Ints
    vote_first: Ints
    vote_last: Ints


def ready(roster: Roster) -> Facts:
    """The arrays of a roster.

    Raises ValueError for a key that two have, a name that nothing has, a place that lies in itself, and a
    text that is no date.
    """
    places = _numbered("place", [one.key for one in roster.places])
    units = _numbered("unit", [one.key for one in roster.units])
    mandates = roster.mandates
    levels, unit_level = _values(one.level for one in roster.units)
    colleges, college = _values(one.college for one in mandates)
    unit_place = _found("place", places, [one.place for one in roster.units])
    speaks_for = _found("unit", units, [one.unit for one in mandates])
    own_place = _found("place", places, [one.place for one in mandates])
    of_unit = np.append(unit_place, NONE)[speaks_for]
    return Facts(
        roster=roster,
        places=places,
        units=units,
        levels=levels,
        colleges=colleges,
        place_span=_spans(roster.places),
        place_in=_tiers(roster.places, places),
        unit_level=unit_level,
        unit_place=unit_place,
        unit_people=_ints(NONE if one.people is None else one.people for one in roster.units),
        unit_span=_spans(roster.units),
        member=_found("unit", units, [one.unit for one in roster.memberships]),
        member_of=_found("unit", units, [one.of for one in roster.memberships]),
        member_span=_spans(roster.memberships),
        person=_values(one.person for one in mandates)[1],
        organ=_found("unit", units, [one.organ for one in mandates]),
        college=college,
        seat=_values(one.seat for one in mandates)[1],
        speaks_for=speaks_for,
        mandate_place=np.where(own_place == NONE, of_unit, own_place),
        mandate_span=_spans(mandates),
        conditional=np.fromiter((bool(one.condition) for one in mandates), bool, len(mandates)),
        confirm_by=_ints(bounds(one.confirm_by)[1] if one.confirm_by else LAST for one in mandates),
        confirmed=_ints(bounds(one.confirmed)[0] if one.confirmed else LAST for one in mandates),
        traits=_traits(mandates),
        meeting_of=_found("unit", units, [one.organ for one in roster.meetings]),
        meeting_first=_ints(bounds(one.on)[0] for one in roster.meetings),
        meeting_last=_ints(bounds(one.on)[1] for one in roster.meetings),
        vote_of=_found("unit", units, [one.organ for one in roster.votes]),
        vote_first=_ints(bounds(one.on)[0] for one in roster.votes),
        vote_last=_ints(bounds(one.on)[1] for one in roster.votes),
    )


def span_of(one: Dated) -> tuple[int, int, int, int]:
    """The four days of a period, as in `Spans`. Something without a beginning has surely not begun."""
    first, begun = bounds(one.since) if one.since else (FIRST, LAST)
    ending, last = bounds(one.until) if one.until else (LAST, LAST)
    return first, begun, ending, last


def _spans(rows: Sequence[Dated]) -> Spans:
    days = np.array([span_of(one) for one in rows], np.int64).reshape(len(rows), 4)
    return Spans(*(np.ascontiguousarray(column) for column in days.T))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _numbered(what: str, keys: Sequence[str]) -> dict[str, int]:
    numbers = {key: number for number, key in enumerate(keys)}
    if len(numbers) < len(keys):
        twice = next(key for number, key in enumerate(keys) if numbers[key] != number)
        raise ValueError(f"there are two {what}s {twice!r}")
    return numbers


def _found(what: str, numbers: Mapping[str, int], keys: Sequence[str]) -> Ints:
    for key in keys:
        if key and key not in numbers:
            raise ValueError(f"there is no {what} {key!r}")
    return _ints(numbers.get(key, NONE) for key in keys)


def _values(texts: Iterable[str]) -> tuple[dict[str, int], Ints]:
    numbers: dict[str, int] = {}
    rows = _ints(numbers.setdefault(text, len(numbers)) if text else NONE for text in texts)
    return numbers, rows


def _traits(mandates: Sequence[Mandate]) -> dict[str, tuple[Ints, Mapping[str, int]]]:
    columns: dict[str, tuple[Ints, dict[str, int]]] = {}
    for row, mandate in enumerate(mandates):
        for dimension, value in mandate.traits:
            if dimension not in columns:
                columns[dimension] = np.full(len(mandates), NONE, np.int64), {}
            rows, numbers = columns[dimension]
            rows[row] = numbers.setdefault(value, len(numbers))
    return dict(columns)


def _tiers(rows: Sequence[Place], numbers: Mapping[str, int]) -> dict[str, Ints]:
    within = _found("place", numbers, [place.within for place in rows])
    tiers = {place.tier: np.full(len(rows) + 1, NONE, np.int64) for place in rows}
    for number, place in enumerate(rows):
        above, steps = number, 0
        while above != NONE:
            tier = tiers[rows[above].tier]
            tier[number] = above if tier[number] == NONE else tier[number]
            above, steps = int(within[above]), steps + 1
            if steps > len(rows):
                raise ValueError(f"the place {place.key!r} lies in itself")
    return tiers
