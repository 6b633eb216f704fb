"""How common everything is among the records at hand: what is rare tells more when two share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from math import log2
from typing import TypeVar

from ..cells import ZOOMS, cells
from .names import COMMON, LEGAL_FORMS, forms_of
from .record import Record

BACKGROUND = 1000
"""Records that are imagined besides those at hand, so that thirty groups do not make every word rare."""

LEGAL_BITS = 0.5
_COMMON_SHARE = 0.02
BANDS = ((0.5, 14), (5.0, 12), (30.0, 10))
"""How near is near: kilometres, and the zoom of the square cells in which neighbours are counted."""

_BAND_PLACES = tuple(ZOOMS.index(zoom) for _km, zoom in BANDS)

Counts = Mapping[str, int]
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Context:
    """How many of `size` records have a word, a domain …: only what at least two have is kept.

    `cells` holds one mapping for each of `BANDS`. An empty context judges with the background alone.
    """

    size: int = 0
    words: Counts = field(default_factory=dict)
    domains: Counts = field(default_factory=dict)
    phones: Counts = field(default_factory=dict)
    identifiers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    postcodes: Counts = field(default_factory=dict)
    localities: Counts = field(default_factory=dict)
    activities: Counts = field(default_factory=dict)
    cells: tuple[Mapping[int, int], ...] = ({}, {}, {})

    @classmethod
    def of(cls, *collections: Sequence[Record]) -> Context:
        """Counted over all records of some collections: those that are compared, or a whole instance."""
        return cls(
            sum(map(len, collections)),
            _counted(collections, _words),
            _counted(collections, lambda one: one.domains),
            _counted(collections, lambda one: one.phones),
            _counted(collections, lambda one: one.identifiers),
            _counted(collections, lambda one: (one.postcode,) if one.postcode else ()),
            _counted(collections, lambda one: (one.locality,) if one.locality else ()),
            _counted(collections, lambda one: one.activities),
            _cells(collections),
        )

    @property
    def world(self) -> float:
        """Bits that it takes to tell one record from all others: the odds against a pair drawn blindly."""
        return log2(self.size + BACKGROUND)

    def bits(self, count: int) -> float:
        """What sharing a value tells that `count` records have: the logarithm of how rarely it happens."""
        return log2((self.size + BACKGROUND) / (count + 1))

    def word_bits(self, word: str) -> float:
        """What sharing a word of a name tells; little for legal forms and words common anywhere."""
        if word in LEGAL_FORMS:
            return LEGAL_BITS
        imagined = BACKGROUND * _COMMON_SHARE if word in COMMON else 1
        return log2((self.size + BACKGROUND) / (self.words.get(word, 1) + imagined))

    def crowd(self, packed: Sequence[int]) -> tuple[int, ...]:
        """How many records lie in the cells of a point (`cells(lat, lon)`), for each of `BANDS`."""
        return tuple(
            counts.get(packed[place], 1) for counts, place in zip(self.cells, _BAND_PLACES, strict=True)
        )


def _words(record: Record) -> Iterable[str]:
    """Each word of a record's names once, in an order that is the same every time."""
    return dict.fromkeys(word for form in forms_of(record.names) for word in form.words)


def _counted(
    collections: tuple[Sequence[Record], ...], values: Callable[[Record], Iterable[Value]]
) -> dict[Value, int]:
    counter = Counter(chain.from_iterable(map(values, chain.from_iterable(collections))))
    return {value: count for value, count in counter.items() if count > 1}


def _cells(collections: tuple[Sequence[Record], ...]) -> tuple[dict[int, int], ...]:
    counters: list[Counter[int]] = [Counter() for _band in BANDS]
    for record in chain.from_iterable(collections):
        if record.lat is not None and record.lon is not None:
            packed = cells(record.lat, record.lon)
            for counter, place in zip(counters, _BAND_PLACES, strict=True):
                counter[packed[place]] += 1
    return tuple({cell: count for cell, count in counter.items() if count > 1} for counter in counters)
