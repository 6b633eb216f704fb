"""The most that a pair's score can be, by the million: who stays below is not judged one by one.

`judge` is slow and says everything; this says only a number, never below the score of a pair whose numbers
and contacts do not agree. Blocks of those agreements go to `judge` unsieved.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cpdist

from ..geodesy import EARTH_RADIUS_KM
from . import weights
from .columns import ALONE, UNKNOWN, Columns, Ints, Longs
from .context import BANDS, Context

ROUNDING = 0.05
"""More than all weights of a judgement can gain by being rounded."""

Weights = NDArray[np.floating[Any]]

_A_METRE = 0.001
_CHUNK = 1 << 17


def passing(columns: Columns, context: Context, low: Longs, high: Longs, score: float) -> NDArray[np.bool_]:
    """Which of the pairs (numbers of records) may reach a score, in bits."""
    first = columns.first.astype(np.int64)
    forms = np.cumsum((first[low + 1] - first[low]) * (first[high + 1] - first[high]))
    edges: Longs = np.searchsorted(forms, np.arange(_CHUNK, forms[-1] if len(forms) else 0, _CHUNK))
    found = [
        _passing(columns, context, *part, score - ROUNDING)
        for part in zip(np.split(low, edges), np.split(high, edges), strict=True)
    ]
    return np.concatenate(found)


def _passing(columns: Columns, context: Context, low: Longs, high: Longs, score: float) -> NDArray[np.bool_]:
    activities = _Both(columns.activity, low, high).differ
    needed = score - np.where(activities, weights.ACTIVITY_OTHER, weights.ACTIVITY_MOST)
    needed = needed - _places(columns, context, low, high)
    a, b, pair = _of_forms(columns, low, high)
    shared, rest_a, rest_b = _words(columns, a, b)
    both = np.minimum(rest_a, rest_b)
    against = weights.OTHER_WORDS * both + weights.MORE_WORDS * (np.maximum(rest_a, rest_b) - both)
    named = (columns.words[a, 0] != UNKNOWN) & (columns.words[b, 0] != UNKNOWN)
    sure = _names(shared, against * named, context) >= needed[pair]
    may = _names(shared + weights.RESPELT * both, np.zeros_like(both), context) >= needed[pair]
    doubtful = np.flatnonzero(may & ~sure)
    alike = cpdist(
        [columns.letters[at] for at in a[doubtful]],
        [columns.letters[at] for at in b[doubtful]],
        scorer=fuzz.ratio,
        score_cutoff=weights.ALIKE_NAMES,
        dtype=np.float32,
    )
    sure[doubtful[alike > 0]] = True
    result = np.zeros(len(low), np.bool_)
    result[pair[sure]] = True
    return result


def _of_forms(columns: Columns, low: Longs, high: Longs) -> tuple[Longs, Longs, Longs]:
    """All pairs of forms of pairs of records, and the place of the pair that each belongs to."""
    first = columns.first.astype(np.int64)
    count_a, count_b = first[low + 1] - first[low], first[high + 1] - first[high]
    counts = count_a * count_b
    pair = np.repeat(np.arange(len(low)), counts)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(counts) - counts, counts)
    return first[low][pair] + within // count_b[pair], first[high][pair] + within % count_b[pair], pair


def _words(columns: Columns, a: Longs, b: Longs) -> tuple[Weights, Weights, Weights]:
    """Bits of the words that two forms share, and of those that only the one, only the other has."""
    words_a, words_b, bits_a, bits_b = columns.words[a], columns.words[b], columns.bits[a], columns.bits[b]
    shared, held_a, held_b = (np.zeros(len(a), np.float32) for _name in range(3))
    for place in range(words_a.shape[1]):
        word, mine = words_a[:, place], bits_a[:, place]
        theirs = np.where((words_b == word[:, None]) & (word > ALONE)[:, None], bits_b, 0).sum(axis=1)
        shared += np.minimum(mine, theirs)
        held_a += np.where(theirs > 0, mine, 0)
        held_b += theirs
    return shared, bits_a.sum(axis=1) - held_a, bits_b.sum(axis=1) - held_b


def _names(shared: Weights, against: Weights, context: Context) -> Weights:
    """What names weigh, as in `naming`, of bits that agree and of what stands against it."""
    for_it = np.minimum(weights.NAME_MOST * context.world, weights.SHARED_WORD * shared)
    weight: Weights = for_it - np.minimum(-weights.OTHER_WORDS_MOST, against)
    return weight


def _places(columns: Columns, context: Context, low: Longs, high: Longs) -> Weights:
    """What places weigh, as in `evidence`."""
    postcode = _Both(columns.postcode, low, high)
    locality = _Both(columns.locality, low, high)
    km = _kilometres(columns, low, high)
    weight = np.where(_Both(columns.country, low, high).differ, weights.COUNTRY_OTHER, 0)
    weight += np.where(postcode.differ, weights.POSTCODE_OTHER, 0)
    told = np.where(locality.differ & ~postcode.known, weights.LOCALITY_OTHER, 0.0)
    count = columns.locality_counts[columns.locality[low]]
    agreed = _agreed(count, weights.LOCALITY_SAME, weights.LOCALITY_MOST, context)
    told = np.where(locality.same & ~postcode.known, agreed, told)
    told = np.where(np.isnan(km), told, _near(columns, context, low, high, km))
    count = columns.postcode_counts[columns.postcode[low]]
    agreed = _agreed(count, weights.POSTCODE_SAME, weights.POSTCODE_MOST, context)
    return weight + np.where(postcode.same, agreed, told)


class _Both:
    """Whether both records of each pair know a value, and whether it is the same."""

    def __init__(self, column: Ints, low: Longs, high: Longs) -> None:
        a, b = column[low], column[high]
        self.known = (a != UNKNOWN) & (b != UNKNOWN)
        self.same = (a == b) & (a > ALONE)
        self.differ = self.known & ~self.same


def _agreed(count: Ints, share: float, most: float, context: Context) -> Weights:
    bits = context.world - np.log2(count + 1) + np.log2(share)
    weight: Weights = np.minimum(most * context.world, bits)
    return weight


def _near(columns: Columns, context: Context, low: Longs, high: Longs, km: NDArray[np.float64]) -> Weights:
    crowds = np.maximum(columns.crowds[low], columns.crowds[high])
    weight = np.full(len(km), weights.FAR)
    for band in reversed(range(len(BANDS))):
        agreed = _agreed(crowds[:, band], weights.NEAR[band], weights.NEAR_MOST, context)
        weight = np.where(km <= BANDS[band][0] + _A_METRE, np.maximum(agreed, weight), weight)
    return weight


def _kilometres(columns: Columns, low: Longs, high: Longs) -> NDArray[np.float64]:
    """As `geodesy.distance_km`, of pairs; NaN where a place is unknown."""
    lat1, lon1, lat2, lon2 = (
        np.radians(column[at]) for at in (low, high) for column in (columns.lat, columns.lon)
    )
    haversine = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    kilometres: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1, np.sqrt(haversine)))
    return kilometres
