"""How the priorities of bodies meet across the levels of a federation: all figures, and those of one body."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .agreeing import PERSISTENCE, Agreeing, Spread, agreeing
from .apart import Apart, apart
from .carrying import Carrying, carrying
from .facts import Facts
from .pairs import Ints
from .rising import Rising, rising
from .sharing import Sharing, sharing

A_THIRD = Fraction(1, 3)


@dataclass(frozen=True, slots=True)
class Count:
    """Of `of` bodies, `carry` carry a priority, `live` of them with one that is live."""

    of: int
    carry: int
    live: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who carries a priority: of the direct members, of all bodies beneath, of the members of each region
    (with its key, "" for none). Nobody carrying it is a finding, not an error."""

    priority: str
    members: Count
    beneath: Count
    regions: tuple[tuple[str, Count], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Which direct members say the same by a handshake of their own, which others contribute by one, of how
    many. `candidates`: (member, its priority) of a same theme, where the member does not carry it."""

    priority: str
    of: int
    same: tuple[str, ...]
    contributing: tuple[str, ...]
    candidates: tuple[tuple[str, str], ...]

    @property
    def sharing(self) -> int:
        """How many share it: "7 of 12 members"."""
        return len(self.same) + len(self.contributing)


@dataclass(frozen=True, slots=True)
class RisingTheme:
    """A theme that these direct members of these regions hold with these priorities, of how many members."""

    theme: str
    of: int
    members: tuple[str, ...]
    regions: tuple[str, ...]
    priorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overlaps:
    """Of `count` members that give an order: median and 10th percentile of their overlaps, from 0 to 1."""

    count: int
    median: float
    low: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Overlaps of all direct members that give an order, by region ("" for none), and one by one.

    `all` is None where nobody does, or the body gives none itself.
    """

    all: Overlaps | None
    regions: tuple[tuple[str, Overlaps], ...]
    members: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Met:
    """The figures of one body, by keys. `orphans`: of its direct members. `paper`: its own. `conflicts`: of
    priorities that no body beneath it holds both of."""

    body: str
    members: tuple[str, ...]
    beneath: tuple[str, ...]
    coverage: tuple[Coverage, ...]
    shared: tuple[Shared, ...]
    rising: tuple[RisingTheme, ...]
    orphans: tuple[str, ...]
    paper: tuple[str, ...]
    conflicts: tuple[tuple[str, str], ...]
    agreement: Agreement


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures of all bodies, in arrays; `of` words those of one in keys. Keys are always in order."""

    facts: Facts
    carrying: Carrying
    sharing: Sharing
    rising: Rising
    apart: Apart
    agreeing: Agreeing

    def of(self, body: str) -> Met:
        """The figures of one body. Raises ValueError for one that is not recorded."""
        facts = self.facts
        if body not in facts.body_numbers:
            raise ValueError(f"there is no body {body!r}")
        number = facts.body_numbers[body]
        members, own = facts.members.one(number), facts.held.one(number)
        _, theirs = facts.held.of(members)
        conflicts = self.apart.told.one(number)
        return Met(
            body=body,
            members=_keys(facts.bodies, members),
            beneath=_keys(facts.bodies, facts.beneath.one(number)),
            coverage=tuple(self._coverage(one) for one in own.tolist()),
            shared=tuple(self._shared(one, len(members)) for one in own.tolist()),
            rising=self._rising(number, len(members)),
            orphans=_keys(facts.priorities, np.sort(theirs[self.apart.orphan[theirs]])),
            paper=_keys(facts.priorities, own[self.apart.paper[own]]),
            conflicts=tuple(
                zip(
                    _keys(facts.priorities, self.apart.first[conflicts]),
                    _keys(facts.priorities, self.apart.second[conflicts]),
                    strict=True,
                )
            ),
            agreement=self._agreement(number),
        )

    def _coverage(self, priority: int) -> Coverage:
        told = self.carrying
        first, last = np.searchsorted(told.line_priority, [priority, priority + 1]).tolist()
        return Coverage(
            priority=self.facts.priorities[priority],
            members=_count(priority, told.members, told.carry, told.live),
            beneath=_count(priority, told.beneath, told.beneath_carry, told.beneath_live),
            regions=tuple(
                (
                    self.facts.regions[told.line_region[line]],
                    _count(line, told.line_members, told.line_carry, told.line_live),
                )
                for line in range(first, last)
            ),
        )

    def _shared(self, priority: int, members: int) -> Shared:
        facts = self.facts
        others = self.sharing.candidates.one(priority)
        pairs = zip(_keys(facts.bodies, facts.body[others]), _keys(facts.priorities, others), strict=True)
        return Shared(
            priority=facts.priorities[priority],
            of=members,
            same=_keys(facts.bodies, self.sharing.same.one(priority)),
            contributing=_keys(facts.bodies, self.sharing.contributing.one(priority)),
            candidates=tuple(sorted(pairs)),
        )

    def _rising(self, body: int, members: int) -> tuple[RisingTheme, ...]:
        facts, told = self.facts, self.rising
        first, last = np.searchsorted(told.body, [body, body + 1]).tolist()
        found = []
        for line in range(first, last):
            theme, holders = int(told.theme[line]), told.holders.one(line)
            _, theirs = facts.held.of(holders)
            of_theme = theirs[facts.themed.has(theirs, np.full(len(theirs), theme))]
            regions = _keys(facts.regions, np.unique(facts.region[holders]))
            found.append(
                RisingTheme(
                    theme=facts.themes[theme],
                    of=members,
                    members=_keys(facts.bodies, holders),
                    regions=tuple(region for region in regions if region),
                    priorities=_keys(facts.priorities, np.sort(of_theme)),
                )
            )
        return tuple(found)

    def _agreement(self, body: int) -> Agreement:
        facts, told = self.facts, self.agreeing
        regions = max(1, len(facts.regions))
        first, last = np.searchsorted(told.upper, [body, body + 1]).tolist()
        lines = _overlaps(told.of_region, body * regions, (body + 1) * regions)
        everybody = _overlaps(told.of_body, body, body + 1)
        return Agreement(
            all=everybody[0][1] if everybody else None,
            regions=tuple((facts.regions[code % regions], overlaps) for code, overlaps in lines),
            members=tuple(
                zip(
                    _keys(facts.bodies, told.member[first:last]),
                    told.overlap[first:last].tolist(),
                    strict=True,
                )
            ),
        )


def figures(
    facts: Facts,
    least: int | Fraction = A_THIRD,
    regions: int = 2,
    persistence: float = PERSISTENCE,
) -> Figures:
    """All figures of a federation.

    A theme rises where `least` members (a number; or a share of them, then never fewer than two) or members
    of `regions` regions hold it. `persistence`: see `rank_biased_overlap`. Raises ValueError for a number or
    a share that cannot be asked for, and a persistence that is not between 0 and 1.
    """
    carried = carrying(facts)
    return Figures(
        facts=facts,
        carrying=carried,
        sharing=sharing(facts, carried),
        rising=rising(facts, least, regions),
        apart=apart(facts, carried),
        agreeing=agreeing(facts, persistence),
    )


def _keys(keys: tuple[str, ...], numbers: Ints) -> tuple[str, ...]:
    return tuple(keys[number] for number in numbers.tolist())


def _count(place: int, of: Ints, carry: Ints, live: Ints) -> Count:
    return Count(int(of[place]), int(carry[place]), int(live[place]))


def _overlaps(told: Spread, first: int, end: int) -> list[tuple[int, Overlaps]]:
    start, stop = np.searchsorted(told.code, [first, end]).tolist()
    return [
        (
            int(told.code[line]),
            Overlaps(int(told.count[line]), float(told.median[line]), float(told.low[line])),
        )
        for line in range(start, stop)
    ]
