"""Blocks: records that share a key, in arrays, and the pairs that they make.

Within a block of up to `MOST_IN_BLOCK` all are paired; in a larger one (a chain, a common word, thirty-five
groups at one door) each only with its neighbours in the order of their names, so that the number of pairs
grows with the records and not with their square. Source of the latter: M. A. Hernández, S. J. Stolfo (1995),
'The Merge/Purge Problem for Large Databases', ACM SIGMOD.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .columns import ALONE, Columns, Ints

MOST_IN_BLOCK, NEIGHBOURS = 24, 5

_SEED, _FACTOR, _SHIFT = np.uint64(0xCBF29CE484222325), np.uint64(0x9E3779B97F4A7C15), np.uint64(29)


@dataclass(frozen=True)
class Blocks:
    """Records in the order of their blocks; the next `reach[t]` after place t are the partners of t."""

    members: Ints
    reach: NDArray[np.int8]

    def pairs(self, start: int, stop: int, since: int) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of different records in bunches, lower and higher number.

        The lower lies within start … stop and the higher not before `since`.
        """
        places, step = np.flatnonzero(self.reach), 1
        while places.size:
            one, other = self.members[places], self.members[places + step]
            low, high = np.minimum(one, other), np.maximum(one, other)
            wanted = (low != high) & (low >= start) & (low < stop) & (high >= since)
            yield low[wanted], high[wanted]
            step += 1
            places = places[self.reach[places] >= step]


class Workshop:
    """Makes blocks of the forms of some records."""

    def __init__(self, columns: Columns) -> None:
        letters = columns.letters
        self._owner = columns.owner
        self._rank = np.empty(len(letters), np.int32)
        self._rank[sorted(range(len(letters)), key=letters.__getitem__)] = np.arange(len(letters))

    def blocks(self, *parts: NDArray[Any], forms: NDArray[Any] | None = None) -> Blocks:
        """Blocks of those whose parts are alike and all known to be shared (numbers above ALONE).

        Each part is one row for each form, or several such columns beneath each other; or one row for each
        of the `forms` given. Parts are mixed into 64 bits: two different ones may fall together, which only
        adds a pair to look at.
        """
        rows = np.flatnonzero(np.logical_and.reduce([part > ALONE for part in parts]))
        keys = np.full(len(rows), _SEED, np.uint64)
        for part in parts:
            keys = (keys ^ part[rows].astype(np.uint64)) * _FACTOR
            keys ^= keys >> _SHIFT
        of = rows % len(self._owner) if forms is None else forms[rows]
        order = np.lexsort((self._rank[of], keys))
        keys = keys[order]
        starts = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))[: len(keys)]
        sizes = np.diff(np.append(starts, len(keys)))
        size = np.repeat(sizes, sizes)
        reach = np.repeat(starts + sizes, sizes) - np.arange(len(keys)) - 1
        reach[size > MOST_IN_BLOCK] = np.minimum(reach[size > MOST_IN_BLOCK], NEIGHBOURS)
        shared = size > 1
        return Blocks(self._owner[of[order[shared]]], reach[shared].astype(np.int8))
