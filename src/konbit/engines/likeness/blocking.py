"""Which pairs are worth a look: those that share something rare, found without comparing all with all."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from . import weights
from .blocks import Blocks, Workshop
from .columns import ALONE, UNKNOWN, Columns, Ints, Value, hashed, numbered
from .context import LEGAL_BITS, Context
from .record import Record

PAIRS_AT_ONCE = 4_000_000
"""About how many pairs lie in memory at a time: 8 bytes each, several times over while they are sorted."""

_BEGINNING = 5
_WORDS_ALONE, _WORDS_PAIRED, _WORDS_PLACED = 2, 3, 4

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Blocking:
    """Blocks by what the sieve can weigh (names, places), and by what tells by itself (numbers, contacts).

    Of `size` records; the lower of a pair lies before `until`, the higher not before `since`.
    """

    size: int
    until: int
    since: int
    named: tuple[Blocks, ...]
    telling: tuple[Blocks, ...]

    def passes(self) -> Iterator[tuple[Codes, Codes]]:
        """Pairs, named and telling, each once, in order, a part at a time: lower number * size + higher."""
        pairs = sum(int(one.reach.sum(dtype=np.int64)) for one in (*self.named, *self.telling))
        edges = np.linspace(0, self.until, pairs // PAIRS_AT_ONCE + 2).astype(np.int64).tolist()
        for start, stop in pairwise(edges):
            yield self._codes(self.named, start, stop), self._codes(self.telling, start, stop)

    def _codes(self, several: tuple[Blocks, ...], start: int, stop: int) -> Codes:
        found = [np.empty(0, np.int64)]
        for blocks in several:
            codes = [
                low.astype(np.int64) * self.size + high for low, high in blocks.pairs(start, stop, self.since)
            ]
            found.append(np.unique(np.concatenate(codes or found[:1])))
        return np.unique(np.concatenate(found))


def blocking_of(records: Sequence[Record], split: int | None, columns: Columns, context: Context) -> Blocking:
    """All blocks of some records, of which `columns` and `context` were made.

    With a `split`, only pairs of a record before and one not before it are wanted.
    """
    workshop = Workshop(columns)
    return Blocking(
        len(records),
        len(records) if split is None else split,
        split or 0,
        tuple(_named(workshop, columns)),
        tuple(_telling(workshop, records, columns, context)),
    )


def _named(workshop: Workshop, columns: Columns) -> Iterator[Blocks]:
    words = _rarest_words(columns)
    alone, placed = np.concatenate(words[:_WORDS_ALONE]), np.concatenate(words[:_WORDS_PLACED])
    paired = list(combinations(words[:_WORDS_PAIRED], 2))
    beginning = _hashes(letters[:_BEGINNING] for letters in columns.letters)
    yield workshop.blocks(_hashes(columns.letters))
    yield workshop.blocks(columns.of_forms(columns.postcode))
    yield workshop.blocks(columns.of_forms(columns.door))
    yield workshop.blocks(alone)
    yield workshop.blocks(*(np.concatenate(side) for side in zip(*paired, strict=True)))
    for place in (columns.of_forms(columns.town), columns.of_forms(columns.locality)):
        yield workshop.blocks(beginning, place)
        yield workshop.blocks(placed, np.tile(place, _WORDS_PLACED))


def _telling(
    workshop: Workshop, records: Sequence[Record], columns: Columns, context: Context
) -> Iterator[Blocks]:
    def blocks(counts: Mapping[Value, int], values: Callable[[Record], Iterable[Value]], most: int) -> Blocks:
        numbers = numbered({value: count for value, count in counts.items() if count <= most})
        forms, keys = array("i"), array("i")
        for record, form in zip(records, columns.first.tolist(), strict=False):
            for value in values(record):
                if value in numbers:
                    forms.append(form)
                    keys.append(numbers[value])
        return workshop.blocks(np.array(keys, np.int32), forms=np.array(forms, np.int32))

    yield blocks(context.identifiers, lambda record: record.identifiers, len(records))
    yield blocks(context.domains, lambda record: record.domains, weights.CROWD)
    yield blocks(context.phones, lambda record: record.phones, weights.CROWD)
    rows, acronyms = columns.acronyms.T
    meant = np.nonzero(np.isin(columns.initials, acronyms))
    forms, spelt = np.append(rows, meant[0]), np.append(acronyms, columns.initials[meant])
    for place in (columns.town, columns.locality, columns.postcode):
        yield workshop.blocks(spelt, columns.of_forms(place)[forms], forms=forms)


def _rarest_words(columns: Columns) -> list[Ints]:
    """The numbers of each form's words, rarest first, in columns; 0 for what tells nothing."""
    tells = (columns.words > ALONE) & (columns.bits > LEGAL_BITS)
    words = np.where(tells, columns.words, UNKNOWN)
    order = np.lexsort((words, -np.where(tells, columns.bits, 0)), axis=1)[:, :_WORDS_PLACED]
    return list(np.take_along_axis(words, order, axis=1).T)


def _hashes(texts: Iterable[str]) -> Codes:
    return np.array(array("q", map(hashed, texts)), np.int64)
