"""Rising themes: many members hold them, and the body to which they belong has no priority of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from .facts import Facts
from .pairs import Ints, Pairs, growing, paired

LEAST = 2
"""So many members at least, however small their share."""


@dataclass(frozen=True, eq=False)
class Rising:
    """body, theme: numbers, growing. holders: pairs (place in these two, direct member)."""

    body: Ints
    theme: Ints
    holders: Pairs


def rising(facts: Facts, least: int | Fraction, regions: int) -> Rising:
    """Themes that enough direct members hold, or members of `regions` regions, and the body itself does not.

    `least`: a number of members, or a share of them, then never fewer than `LEAST`. Who lies in no region is
    of none. Raises ValueError for a number below 1, and a share that is not above 0 and at most 1.
    """
    bodies, themes = len(facts.bodies), max(1, len(facts.themes))
    if regions < 1 or least <= 0 or (isinstance(least, Fraction) and least > 1):
        raise ValueError(f"{least} of the members or {regions} regions cannot be asked for")
    holding = paired(facts.body[facts.themed.left], facts.themed.right, bodies, themes)
    edge, theme = holding.of(facts.members.right)
    upper, member = facts.members.left[edge], facts.members.right[edge]
    missing = ~holding.has(upper, theme)
    wanted = (upper * themes + theme)[missing]
    codes = growing(wanted)
    place = np.searchsorted(codes, wanted)
    holders = paired(place, member[missing], len(codes), bodies)
    lies = paired(place, facts.region[member[missing]], len(codes), max(1, len(facts.regions)))
    nowhere = facts.regions.index("") if "" in facts.regions else -1
    spread_over = np.bincount(lies.left[lies.right != nowhere], minlength=len(codes))
    enough = holders.counts >= _asked(facts.members.counts, least)[codes // themes]
    kept = enough | (spread_over >= regions)
    chosen = kept[holders.left]
    return Rising(
        body=codes[kept] // themes,
        theme=codes[kept] % themes,
        holders=paired(
            (np.cumsum(kept) - 1)[holders.left[chosen]], holders.right[chosen], int(kept.sum()), bodies
        ),
    )


def _asked(members: Ints, least: int | Fraction) -> Ints:
    if isinstance(least, Fraction):
        return np.maximum(LEAST, -(-members * least.numerator // least.denominator))
    return np.full(len(members), least, np.int64)
