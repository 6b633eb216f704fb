"""Sets of pairs of numbers, sorted: who belongs to whom, which priority has which theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs (left, right), each once, by left and then by right; `lefts` and `rights`: how many there are."""

    left: Ints
    right: Ints
    lefts: int
    rights: int

    @cached_property
    def codes(self) -> Ints:
        """One number for each pair, growing."""
        return self.left * self.rights + self.right

    @cached_property
    def counts(self) -> Ints:
        """How many pairs each left has: an array of `lefts`."""
        return np.bincount(self.left, minlength=self.lefts)

    @cached_property
    def starts(self) -> Ints:
        """Where the pairs of each left begin: an array of `lefts`."""
        return np.cumsum(self.counts) - self.counts

    @cached_property
    def turned(self) -> Pairs:
        """The same pairs with left and right exchanged."""
        return paired(self.right, self.left, self.rights, self.lefts)

    def of(self, lefts: Ints) -> tuple[Ints, Ints]:
        """The rights of several lefts: for each the place of its left in `lefts`, and its number."""
        counts = self.counts[lefts]
        owner = np.repeat(np.arange(len(lefts)), counts)
        offset = np.repeat(self.starts[lefts] - np.cumsum(counts) + counts, counts)
        return owner, self.right[np.arange(len(owner)) + offset]

    def one(self, left: int) -> Ints:
        """The rights of one left, growing."""
        start = int(self.starts[left])
        return self.right[start : start + int(self.counts[left])]

    def has(self, left: Ints, right: Ints) -> Marks:
        """Which of these pairs are in the set; both arrays are of one length."""
        return holds(self.codes, left * self.rights + right)


def paired(left: Ints, right: Ints, lefts: int, rights: int) -> Pairs:
    """The set of pairs whose lefts and rights stand in two arrays of one length."""
    return _from_codes(growing(left * rights + right), lefts, rights)


def joined(one: Pairs, other: Pairs) -> Pairs:
    """The pairs of two sets of the same lefts and rights together."""
    return _from_codes(growing(np.concatenate([one.codes, other.codes])), one.lefts, one.rights)


def spread(labels: Pairs, ways: Pairs) -> Pairs:
    """Labels of nodes, carried on along ways (node, next node) for as long as they reach further.

    `labels`: pairs (node, label). A node keeps its own. Ways may lead back.
    """
    runs, fresh = [labels.codes], labels
    while len(fresh.left):
        owner, further = ways.of(fresh.left)
        found = growing(further * labels.rights + fresh.right[owner])
        for run in runs:
            found = found[~holds(run, found)]
        fresh = _from_codes(found, labels.lefts, labels.rights)
        runs.append(found)
        # Long ways take many steps: runs that double in length are not sorted anew at each of them.
        while len(runs) > 1 and len(runs[-2]) < 2 * len(runs[-1]):
            runs[-2:] = [growing(np.concatenate(runs[-2:]))]
    return _from_codes(growing(np.concatenate(runs)), labels.lefts, labels.rights)


def growing(numbers: Ints) -> Ints:
    """Each of these numbers once, growing. Sorting is faster here than numpy's `unique`, which hashes."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def holds(ordered: Ints, wanted: Ints) -> Marks:
    """Which of the wanted numbers stand in a growing array."""
    if not len(ordered):
        return np.zeros(len(wanted), bool)
    places = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    found: Marks = ordered[places] == wanted
    return found


def classes(pairs: Pairs) -> Ints:
    """For each of `lefts` nodes the least node that pairs join it with, through any number of them.

    `pairs` are of nodes with nodes; an array of `lefts`.
    """
    least = np.arange(pairs.lefts)
    while True:
        lower = np.minimum(least[pairs.left], least[pairs.right])
        further = least.copy()
        np.minimum.at(further, least[pairs.left], lower)
        np.minimum.at(further, least[pairs.right], lower)
        while (further[further] != further).any():
            further = further[further]
        if (further == least).all():
            return least
        least = further


def _from_codes(codes: Ints, lefts: int, rights: int) -> Pairs:
    left, right = np.divmod(codes, max(1, rights))
    return Pairs(left, right, lefts, rights)
