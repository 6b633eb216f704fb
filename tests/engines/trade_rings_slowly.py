"""All circles of a market the obvious way: every order of every few members."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, permutations

from konbit.engines.trade_rings import Give


def all_rings(gives: Sequence[Give], longest: int) -> set[tuple[int, ...]]:
    """Every circle once, from its smallest member on."""
    can = {(one.giver, one.taker) for one in gives}
    members = sorted({id_ for pair in can for id_ in pair})
    found = set()
    for many in range(2, longest + 1):
        for some in combinations(members, many):
            for rest in permutations(some[1:]):
                ring = (some[0], *rest)
                if all(pair in can for pair in zip(ring, (*ring[1:], ring[0]), strict=True)):
                    found.add(ring)
    return found
