"""All pairs of one or two collections that are likely the same group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from . import weights
from .blocking import Codes, blocking_of
from .columns import columns_of
from .context import Context
from .judging import Judgement, judge
from .record import Record
from .sieve import passing


@dataclass(frozen=True, slots=True)
class Likely:
    """Two records, by key, and what speaks for and against their being one group."""

    a: str
    b: str
    judgement: Judgement


def candidates(
    records: Sequence[Record], others: Sequence[Record] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs worth a look, each once and in order, as places: in `records` and in `others`, or, without
    others, both in `records`, the lower first.

    They grow with the number of records, not with its square: two that share only what many share are not
    among them. Lazy, and holds some millions of pairs at a time.
    """
    search = _Search(records, others)
    for named, telling in search.blocking.passes():
        low, high = search.places(np.union1d(named, telling))
        yield from zip(low.tolist(), (high - (search.split or 0)).tolist(), strict=True)


def likely_pairs(
    records: Sequence[Record], others: Sequence[Record] | None = None, threshold: float = weights.ASK
) -> Iterator[Likely]:
    """The candidates whose chance is at least `threshold`, in the order of `candidates`.

    Lazy as those are. Between two collections, records of one key are compared like any others. Raises
    ValueError for a threshold that is not between 0 and 1.
    """
    search = _Search(records, others)
    context = search.context
    score = weights.score_for(threshold, context)
    for named, telling in search.blocking.passes():
        may = passing(search.columns, context, *search.places(named), score)
        low, high = search.places(np.union1d(named[may], telling))
        for one, other in zip(low.tolist(), high.tolist(), strict=True):
            a, b = search.records[one], search.records[other]
            judgement = judge(a, b, context)
            if judgement.chance >= threshold:
                yield Likely(a.key, b.key, judgement)


class _Search:
    """One or two collections laid end to end, with all that a search for pairs needs."""

    def __init__(self, records: Sequence[Record], others: Sequence[Record] | None) -> None:
        self.records = records if others is None else [*records, *others]
        self.split = None if others is None else len(records)
        self.context = Context.of(self.records)
        self.columns = columns_of(self.records, self.context)
        self.blocking = blocking_of(self.records, self.split, self.columns, self.context)

    def places(self, codes: Codes) -> tuple[Codes, Codes]:
        """The places of both records of each pair."""
        return codes // len(self.records), codes % len(self.records)
