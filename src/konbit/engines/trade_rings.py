"""Circles of 2 to 5 in which everybody gives something that the next one needs, and nobody owes anything.

In mutual credit, who has spent all her credit cannot buy, and who has reached the most cannot sell: trade
stops between two, though in a circle of three everybody could have what she needs. Finding circles that do
not meet and reach as many as possible is hard (D. J. Abraham, A. Blum and T. Sandholm 2007, 'Clearing
Algorithms for Barter Exchange Markets': NP-complete from circles of three on). What is found here is a good
choice among all circles up to a length, gathered as D. B. Johnson (1975, 'Finding All the Elementary Circuits
of a Directed Graph') gathers them, from their smallest member; not the best there is. `faults` makes sure of
every circle without any of the code that found it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

LONGEST = 5
"""Of more people one does not bring together."""

MOST_STEPS = 500_000
"""So many gives are looked at at most, as many from each member; where there were more, the answer says that
it did not see all."""


@dataclass(frozen=True)
class Give:
    """That one could give the other what she needs: two members (ids), and what it is, by any name."""

    giver: int
    taker: int
    what: str = ""


@dataclass(frozen=True)
class Ring:
    """A circle: each give goes to the giver of the next one, the last to the giver of the first."""

    gives: tuple[Give, ...]

    @property
    def members(self) -> tuple[int, ...]:
        """Who is in it, in the order of giving."""
        return tuple(one.giver for one in self.gives)


@dataclass(frozen=True)
class Rings:
    """Circles of which no two share a member; `seen_all`: every circle of the length was looked at."""

    rings: tuple[Ring, ...]
    seen_all: bool


def trade_rings(
    gives: Sequence[Give],
    stuck: Collection[int] = (),
    longest: int = LONGEST,
    most_steps: int = MOST_STEPS,
) -> Rings:
    """Suggest circles out of what could be given.

    Those with most of the `stuck` come first, then the shorter ones, then those with the lower ids; of two
    gives between the same two the first one counts. The same input gives the same answer.
    """
    first = _first_of_each(gives)
    found, seen_all = _all_rings(first, longest, most_steps)
    helped = frozenset(stuck)
    found.sort(key=lambda ring: (-len(helped.intersection(ring)), len(ring), ring))
    chosen, taken = list[Ring](), set[int]()
    for ring in found:
        if taken.isdisjoint(ring):
            taken.update(ring)
            chosen.append(_ring(ring, first))
    return Rings(tuple(chosen), seen_all)


def faults(rings: Rings, gives: Sequence[Give], longest: int = LONGEST) -> tuple[str, ...]:
    """What is wrong with circles, in words; nothing where each give is one of those that were told, each goes
    to the giver of the next, nobody stands in two places, and none is too long or too short."""
    told, seen, wrong = set(gives), set[int](), list[str]()
    for number, ring in enumerate(rings.rings, start=1):
        if not 2 <= len(ring.gives) <= longest:
            wrong.append(f"ring {number} has {len(ring.gives)} members")
        for at, one in enumerate(ring.gives):
            if one not in told:
                wrong.append(f"ring {number}: {one.giver} gives nothing such to {one.taker}")
            if one.taker != ring.gives[(at + 1) % len(ring.gives)].giver:
                wrong.append(f"ring {number} is not closed behind {one.taker}")
            if one.giver in seen:
                wrong.append(f"{one.giver} stands in two places")
            seen.add(one.giver)
    return tuple(wrong)


def _first_of_each(gives: Sequence[Give]) -> dict[tuple[int, int], Give]:
    first: dict[tuple[int, int], Give] = {}
    for one in gives:
        if one.giver != one.taker:
            first.setdefault((one.giver, one.taker), one)
    return first


def _all_rings(
    first: Mapping[tuple[int, int], Give], longest: int, most_steps: int
) -> tuple[list[tuple[int, ...]], bool]:
    """Every circle once, from its smallest member on; whether all were seen."""
    after, before = _neighbours(first)
    found, seen_all = list[tuple[int, ...]](), True
    share = most_steps // max(len(after), 1)  # so that every start gets its turn
    for start in sorted(after):
        home = _distances_to(start, before, longest)
        walks = _walks(start, after, home, longest)
        found += [ring for ring in islice(walks, share) if ring]
        seen_all = seen_all and next(walks, None) is None
    return found, seen_all


def _neighbours(first: Mapping[tuple[int, int], Give]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    for giver, taker in sorted(first):
        after[giver].append(taker)
        before[taker].append(giver)
    return after, before


def _distances_to(start: int, before: Mapping[int, list[int]], longest: int) -> dict[int, int]:
    """From whom, among larger ids, how many gives lead back to the start at least: others are dead ends."""
    far, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        if far[here] < longest - 1:
            for other in before.get(here, ()):
                if other > start and other not in far:
                    far[other] = far[here] + 1
                    waiting.append(other)
    return far


def _walks(
    start: int, after: Mapping[int, list[int]], home: Mapping[int, int], longest: int
) -> Iterator[tuple[int, ...]]:
    """Every give that is looked at on walks that can still come home in time: the circle where it closes one,
    else nothing."""
    path = [start]
    choices = [iter(after.get(start, ()))]
    while choices:
        taker = next(choices[-1], None)
        if taker is None:
            choices.pop()
            path.pop()
        elif taker == start:
            yield tuple(path)
        else:
            if taker in home and taker not in path and len(path) + home[taker] <= longest:
                path.append(taker)
                choices.append(iter(after.get(taker, ())))
            yield ()


def _ring(members: tuple[int, ...], first: Mapping[tuple[int, int], Give]) -> Ring:
    following = (*members[1:], members[0])
    return Ring(tuple(first[pair] for pair in zip(members, following, strict=True)))
