"""Options put in order by ballots that rank them: the method of M. Schulze (2011), 'A new monotonic,
clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method'.

Of every two options it is counted how many put one before the other. A chain from option to option, each put
before the next by more than the other way round, is as strong as the fewest in it; the strongest chain
counts. One option comes before another if its strongest chain to it is stronger than the one back. Chosen
over points by rank (Borda), in which it pays to put up many options of one kind, and to rank a rival last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .asked import Paper, Unfit


@dataclass(frozen=True, slots=True)
class Duel:
    """`for_one` put `one` before `other`, `for_other` the other way round; how strong their chains are."""

    one: str
    other: str
    for_one: int
    for_other: int
    chain_to: int
    chain_back: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """`order`: first to last. `duels`: of every two, the one that comes before as `one`.

    `equal`: pairs that neither comes before by votes; there the public order decided.
    """

    order: tuple[str, ...]
    duels: tuple[Duel, ...]
    equal: tuple[tuple[str, str], ...]


def rank(papers: Iterable[Paper], options: Sequence[str]) -> Ranking:
    """Put options in order; `options` is the public order, fixed before, for those that are equal.

    Options that share a rank, or are not named, are equal to that voter; what is not named comes last. A rank
    that was left out means nothing. Raises Unfit for a paper that names what is not there, or one twice, and
    for a weight below 1.
    """
    before = {(one, other): 0 for one in options for other in options if one != other}
    for paper in papers:
        places = _places(paper, options)
        for one, other in before:
            if places[one] < places[other]:
                before[one, other] += paper.count
    chain = {pair: many if many > before[pair[::-1]] else 0 for pair, many in before.items()}
    for middle in options:
        for one, other in before:
            if middle not in (one, other):
                way = min(chain[one, middle], chain[middle, other])
                chain[one, other] = max(chain[one, other], way)
    order: list[str] = []
    left = list(options)
    while left:
        first = next(one for one in left if not any(_beats(chain, other, one) for other in left))
        order.append(first)
        left.remove(first)
    pairs = [(one, other) for at, one in enumerate(order) for other in order[at + 1 :]]
    duels = [
        Duel(one, other, before[one, other], before[other, one], chain[one, other], chain[other, one])
        for one, other in pairs
    ]
    equal = tuple((duel.one, duel.other) for duel in duels if duel.chain_to == duel.chain_back)
    return Ranking(tuple(order), tuple(duels), equal)


def _beats(chain: dict[tuple[str, str], int], one: str, other: str) -> bool:
    return one != other and chain[one, other] > chain[other, one]


def _places(paper: Paper, options: Sequence[str]) -> dict[str, int]:
    places = dict.fromkeys(options, len(paper.ranks))
    if paper.count < 1:
        raise Unfit("weight", str(paper.count))
    seen = set()
    for at, rank_ in enumerate(paper.ranks):
        for key in rank_:
            if key not in places:
                raise Unfit("unknown", key)
            if key in seen:
                raise Unfit("again", key)
            seen.add(key)
            places[key] = at
    return places
