"""A federation as arrays of numbers, ready to be counted. Everything is numbered in the order of its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

import numpy as np

from .federation import KINDS, Alignment, Belonging, Body, Federation, Kind, Priority, Ranking
from .pairs import Ints, Marks, Pairs, classes, joined, paired, spread

Row = TypeVar("Row", Body, Priority, Ranking)


@dataclass(frozen=True, eq=False)
class Facts:
    """A federation in numbers.

    bodies, regions, themes, priorities: keys by number; the region "" stands for none. region: of each body.
    members: pairs (body, direct member). body, live: of each priority. themed: pairs (priority, theme).
    contributing: pairs (priority, one that contributes to it). same, conflicting: pairs of priorities, both
    ways round. ranked: for each body that gives an order, the numbers of its themes, the foremost first.
    """

    bodies: tuple[str, ...]
    regions: tuple[str, ...]
    themes: tuple[str, ...]
    priorities: tuple[str, ...]
    region: Ints
    members: Pairs
    body: Ints
    live: Marks
    themed: Pairs
    contributing: Pairs
    same: Pairs
    conflicting: Pairs
    ranked: Mapping[int, Ints]

    @cached_property
    def body_numbers(self) -> Mapping[str, int]:
        """The number of each body by key."""
        return {key: number for number, key in enumerate(self.bodies)}

    @cached_property
    def priority_numbers(self) -> Mapping[str, int]:
        """The number of each priority by key."""
        return {key: number for number, key in enumerate(self.priorities)}

    @cached_property
    def beneath(self) -> Pairs:
        """Pairs (body, a body beneath it), through any number of bodies, each once."""
        return spread(self.members, self.members.turned)

    @cached_property
    def held(self) -> Pairs:
        """Pairs (body, its priority)."""
        return paired(self.body, np.arange(len(self.body)), len(self.bodies), len(self.body))

    @cached_property
    def linked(self) -> Pairs:
        """Pairs (priority, one that says the same or contributes to it), without any others between."""
        return joined(self.contributing, self.same)

    @cached_property
    def sense(self) -> Ints:
        """For each priority the first of all that say the same, directly or through others."""
        return classes(self.same)

    @cached_property
    def upward(self) -> Pairs:
        """Pairs (sense, one to which it contributes)."""
        many = len(self.body)
        ways = self.contributing
        return paired(self.sense[ways.right], self.sense[ways.left], many, many)


def ready(federation: Federation) -> Facts:
    """The arrays of a federation.

    Raises ValueError for a key that two different things have, a name that nothing has, a priority that is
    aligned with itself, a kind of alignment that there is not, and bodies that belong to each other in a
    circle, with the way named.
    """
    bodies = _by_key("body", federation.bodies)
    priorities = _by_key(
        "priority",
        [
            Priority(one.key, one.body, tuple(sorted(set(one.themes))), one.live)
            for one in federation.priorities
        ],
    )
    rankings = _rankings(federation.rankings)
    of_body = {key: number for number, key in enumerate(bodies)}
    of_priority = {key: number for number, key in enumerate(priorities)}
    regions, of_region = _numbered(one.region for one in bodies.values())
    themes, of_theme = _numbered(
        theme for rows in (priorities.values(), rankings.values()) for one in rows for theme in one.themes
    )
    _no_circle(federation.belongings)
    many = len(priorities)
    same = _aligned(federation.alignments, "same", of_priority)
    conflicting = _aligned(federation.alignments, "conflicts", of_priority)
    return Facts(
        bodies=tuple(bodies),
        regions=regions,
        themes=themes,
        priorities=tuple(priorities),
        region=_ints(of_region[one.region] for one in bodies.values()),
        members=paired(
            _found("body", of_body, [one.of for one in federation.belongings]),
            _found("body", of_body, [one.member for one in federation.belongings]),
            len(bodies),
            len(bodies),
        ),
        body=_found("body", of_body, [one.body for one in priorities.values()]),
        live=np.fromiter((one.live for one in priorities.values()), bool, many),
        themed=paired(
            np.repeat(np.arange(many), [len(one.themes) for one in priorities.values()]),
            _ints(of_theme[theme] for one in priorities.values() for theme in one.themes),
            many,
            len(themes),
        ),
        contributing=_aligned(federation.alignments, "contributes", of_priority),
        same=joined(same, same.turned),
        conflicting=joined(conflicting, conflicting.turned),
        ranked={
            number: _ints(of_theme[theme] for theme in one.themes)
            for number, one in zip(
                _found("body", of_body, list(rankings)).tolist(), rankings.values(), strict=True
            )
        },
    )


def _by_key(what: str, rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for one in rows:
        key = one.body if isinstance(one, Ranking) else one.key
        if found.setdefault(key, one) != one:
            raise ValueError(f"two different things are {what} {key!r}")
    return dict(sorted(found.items()))


def _rankings(rows: Iterable[Ranking]) -> dict[str, Ranking]:
    once = (Ranking(one.body, tuple(dict.fromkeys(one.themes))) for one in rows)
    return _by_key("ranking of", [one for one in once if one.themes])


def _numbered(keys: Iterable[str]) -> tuple[tuple[str, ...], dict[str, int]]:
    ordered = tuple(sorted(set(keys)))
    return ordered, {key: number for number, key in enumerate(ordered)}


def _found(what: str, numbers: Mapping[str, int], keys: Sequence[str]) -> Ints:
    for key in keys:
        if key not in numbers:
            raise ValueError(f"there is no {what} {key!r}")
    return _ints(numbers[key] for key in keys)


def _aligned(rows: Iterable[Alignment], kind: Kind, numbers: Mapping[str, int]) -> Pairs:
    """Pairs (upper, lower) of one kind."""
    chosen = []
    for one in rows:
        if one.kind not in KINDS:
            raise ValueError(f"there is no kind of alignment {one.kind!r}")
        if one.lower == one.upper:
            raise ValueError(f"the priority {one.lower!r} is aligned with itself")
        if one.kind == kind:
            chosen.append(one)
    upper = _found("priority", numbers, [one.upper for one in chosen])
    lower = _found("priority", numbers, [one.lower for one in chosen])
    return paired(upper, lower, len(numbers), len(numbers))


def _no_circle(rows: Iterable[Belonging]) -> None:
    above: dict[str, list[str]] = {}
    for one in sorted(rows, key=lambda row: (row.member, row.of)):
        above.setdefault(one.member, []).append(one.of)
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        way = error.args[1][::-1]
        raise ValueError("bodies belong to each other in a circle: " + " → ".join(way)) from None


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)
