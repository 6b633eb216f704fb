"""How alike a member's ordering of themes and that of the body to which it belongs are.

Rank-biased overlap in its extrapolated form: W. Webber, A. Moffat, J. Zobel (2010), 'A similarity measure for
indefinite rankings', ACM Transactions on Information Systems 28 (4), article 20, equation 32. Quantiles are
linear between neighbours: R. Hyndman, Y. Fan (1996), 'Sample quantiles in statistical packages', The American
Statistician 50 (4), definition 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .facts import Facts
from .pairs import Ints, paired

Floats = NDArray[np.float64]

PERSISTENCE = 0.9
"""Of those who looked so far down both orders, the part that looks one place further."""


LOW = 0.1
"""So many of the members agree less than the low end that is told."""


@dataclass(frozen=True, eq=False)
class Spread:
    """In groups of overlaps: how many there are, their median, and their 10th percentile; growing codes."""

    code: Ints
    count: Ints
    median: Floats
    low: Floats


@dataclass(frozen=True, eq=False)
class Agreeing:
    """upper, member: numbers of bodies of which both give an order, growing. overlap: from 0, nothing in
    common, to 1, the same order. of_body: by upper body; of_region: by `upper body * regions + region`."""

    upper: Ints
    member: Ints
    overlap: Floats
    of_body: Spread
    of_region: Spread


def agreeing(facts: Facts, persistence: float = PERSISTENCE) -> Agreeing:
    """The overlap of each direct member's order with its body's, only where both give one.

    Raises ValueError for a persistence that is not between 0 and 1.
    """
    if not 0 < persistence < 1:
        raise ValueError(f"a persistence of {persistence} is not between 0 and 1")
    length = np.zeros(len(facts.bodies), np.int64)
    for body, order in facts.ranked.items():
        length[body] = len(order)
    both = (length[facts.members.left] > 0) & (length[facts.members.right] > 0)
    upper, member = facts.members.left[both], facts.members.right[both]
    shared = np.cumsum(_meeting_at(facts, upper, member, length), axis=1)
    shorter = np.minimum(length[upper], length[member])
    longer = np.maximum(length[upper], length[member])
    overlap = _extrapolated(shared, shorter, longer, persistence)
    of_region = upper * max(1, len(facts.regions)) + facts.region[member]
    return Agreeing(upper, member, overlap, _spread(upper, overlap), _spread(of_region, overlap))


def rank_biased_overlap(one: Sequence[str], other: Sequence[str], persistence: float = PERSISTENCE) -> float:
    """The overlap of two orders without ties, extrapolated beyond what both name; 0 if one is empty.

    Raises ValueError for a persistence that is not between 0 and 1, and for something named twice.
    """
    if not 0 < persistence < 1:
        raise ValueError(f"a persistence of {persistence} is not between 0 and 1")
    if len(set(one)) < len(one) or len(set(other)) < len(other):
        raise ValueError("an order names something twice")
    if not one or not other:
        return 0.0
    shorter, longer = sorted((len(one), len(other)))
    places = {thing: place for place, thing in enumerate(one)}
    shared = np.zeros((1, longer), np.int64)
    for place, thing in enumerate(other):
        if thing in places:
            shared[0, max(place, places[thing])] += 1
    found = _extrapolated(np.cumsum(shared, axis=1), np.array([shorter]), np.array([longer]), persistence)
    return float(found[0])


def _meeting_at(facts: Facts, upper: Ints, member: Ints, length: Ints) -> Ints:
    """How many themes are first in both orders at each depth: an array (rows of the two, depth from 0)."""
    themes, bodies = max(1, len(facts.themes)), len(facts.bodies)
    width = int(length.max(initial=1))
    body = np.repeat(np.arange(bodies), length)
    ranked = [facts.ranked[one] for one in sorted(facts.ranked)]
    theme = np.concatenate([np.zeros(0, np.int64), *ranked])
    place = np.arange(len(theme)) - np.repeat(np.cumsum(length) - length, length)
    order = paired(body * themes + theme, place, bodies * themes, width)
    row, at = paired(body, np.arange(len(theme)), bodies, max(1, len(theme))).of(member)
    wanted = upper[row] * themes + theme[at]
    places = np.minimum(np.searchsorted(order.left, wanted), len(order.left) - 1)
    found = np.where(order.left[places] == wanted, order.right[places], width)
    met = found < width
    depth = np.maximum(found[met], place[at[met]])
    return np.bincount(row[met] * width + depth, minlength=len(upper) * width).reshape(len(upper), width)


def _extrapolated(shared: Ints, shorter: Ints, longer: Ints, persistence: float) -> Floats:
    """Equation 32: `shared` (rows, depth) is how many are among the first of both at each depth."""
    depth = np.arange(1, shared.shape[1] + 1)
    rows = np.arange(len(shorter))
    at_shorter, at_longer = shared[rows, shorter - 1], shared[rows, longer - 1]
    beyond = (depth > shorter[:, None]) * at_shorter[:, None] * (depth - shorter[:, None])
    seen = np.where(depth <= longer[:, None], shared + beyond / shorter[:, None], 0) / depth
    said: Floats = (seen * persistence**depth).sum(axis=1) * (1 - persistence) / persistence
    rest = (at_longer - at_shorter) / longer + at_shorter / shorter
    found: Floats = said + rest * persistence**longer
    return found


def _spread(groups: Ints, values: Floats) -> Spread:
    order = np.lexsort((values, groups))
    codes, starts, counts = np.unique(groups[order], return_index=True, return_counts=True)
    growing = values[order]

    def quantile(share: float) -> Floats:
        place = (counts - 1) * share
        lower = np.floor(place).astype(np.int64)
        upper = np.minimum(lower + 1, counts - 1)
        found: Floats = growing[starts + lower] + (place - lower) * (
            growing[starts + upper] - growing[starts + lower]
        )
        return found

    return Spread(codes, counts, quantile(0.5), quantile(LOW))
