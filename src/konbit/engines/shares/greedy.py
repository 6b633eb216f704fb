"""The utilitarian order: most utility for the money first, whatever fits.

Under cost utility that is the most votes first, as most cities count; under the others most votes, or points,
for the money. Projects that nobody supports are never bought.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from .merging import Merged


def greedy(merged: Merged, bought: tuple[int, ...] = ()) -> tuple[int, ...]:
    """What is bought, in order, with the money that projects bought before leave, beside these."""
    left = merged.budget - sum(merged.costs[project] for project in bought)
    taken = list(bought)
    if not bought:
        taken += merged.free
    added = list(merged.free) if not bought else []
    for project in sorted(merged.priced, key=lambda one: (-_worth(merged, one), merged.rank[one])):
        if merged.costs[project] <= left and project not in taken and not merged.rivals[project] & set(taken):
            taken.append(project)
            added.append(project)
            left -= merged.costs[project]
    return tuple(added)


def preferring(merged: Merged, one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, int]:
    """How many voters get more utility from the first projects, and how many from the others."""
    more = np.zeros(len(merged.weight), np.int64)
    for projects, sign in ((one, 1), (other, -1)):
        for project in projects:
            side = merged.sides[project]
            more[side.group] += sign * merged.scale[project] * side.voice
    return int(merged.weight[more > 0].sum()), int(merged.weight[more < 0].sum())


def _worth(merged: Merged, project: int) -> Fraction:
    return Fraction(merged.score[project] * merged.scale[project], merged.costs[project])
