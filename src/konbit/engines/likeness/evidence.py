"""What speaks for and against two records being one group, besides their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from typing import Literal

from ..cells import cells
from ..geodesy import distance_km
from . import weights
from .context import BANDS, Context, Counts
from .record import Record

Kind = Literal[
    "identifier", "name", "spelling", "acronym", "other_words",
    "country", "postcode", "distance", "locality", "domain", "phone", "activity",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for (weight above 0) or against it, in bits; 0: seen, and tells nothing.

    `detail` holds values for a room to word. identifier: scheme, value, other value. name: the words of both
    forms. spelling, other_words: words that only the first has, that only the second has. acronym: it.
    country, postcode, locality: value, other value. distance: kilometres. domain, phone: value, other value,
    how many records have it (nothing when they differ). activity: codes, other codes.
    """

    kind: Kind
    weight: float
    detail: tuple[str, ...]


def of_identifiers(a: Record, b: Record, context: Context) -> Iterator[Evidence]:
    """Numbers of registers that know both: the same, or another."""
    for scheme in sorted({scheme for scheme, _ in a.identifiers} & {scheme for scheme, _ in b.identifiers}):
        mine = {value for name, value in a.identifiers if name == scheme}
        others = {value for name, value in b.identifiers if name == scheme}
        if both := mine & others:
            value = min(both)
            crowded = context.identifiers.get((scheme, value), 2) > weights.CROWD
            yield Evidence("identifier", 0.0 if crowded else weights.IDENTIFIER_SAME, (scheme, value, value))
        else:
            yield Evidence("identifier", weights.IDENTIFIER_OTHER, (scheme, min(mine), min(others)))


def of_places(a: Record, b: Record, context: Context) -> Iterator[Evidence]:
    """Where they are: the country, and the finest that both say."""
    if a.country and b.country and a.country != b.country:
        yield Evidence("country", weights.COUNTRY_OTHER, (a.country, b.country))
    postcodes = (a.postcode, b.postcode)
    if a.postcode and a.postcode == b.postcode:
        count, most = context.postcodes.get(a.postcode, 2), weights.POSTCODE_MOST
        yield Evidence("postcode", _agreed(count, weights.POSTCODE_SAME, most, context), postcodes)
        return
    if all(postcodes):
        yield Evidence("postcode", weights.POSTCODE_OTHER, postcodes)
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        yield _of_distance((a.lat, a.lon), (b.lat, b.lon), context)
    elif a.locality and b.locality and not all(postcodes):
        localities = (a.locality, b.locality)
        if a.locality == b.locality:
            count, most = context.localities.get(a.locality, 2), weights.LOCALITY_MOST
            yield Evidence("locality", _agreed(count, weights.LOCALITY_SAME, most, context), localities)
        else:
            yield Evidence("locality", weights.LOCALITY_OTHER, localities)


def _of_distance(a: tuple[float, float], b: tuple[float, float], context: Context) -> Evidence:
    km = distance_km(*min(a, b), *max(a, b))
    detail = (f"{km:.1f}",)
    crowds = zip(context.crowd(cells(*a)), context.crowd(cells(*b)), strict=True)
    for (reach, _zoom), share, crowd in zip(BANDS, weights.NEAR, crowds, strict=True):
        if km <= reach:
            return Evidence("distance", _agreed(max(crowd), share, weights.NEAR_MOST, context), detail)
    return Evidence("distance", weights.FAR, detail)


def _agreed(count: int, share: float, most: float, context: Context) -> float:
    """What a shared value weighs that `count` records have, and `share` of the pairs of one group."""
    return round(min(most * context.world, context.bits(count) + log2(share)), 2)


def of_contacts(a: Record, b: Record, context: Context) -> Iterator[Evidence]:
    """Site and phone, unless shared by many."""
    yield from _contact("domain", a.domains, b.domains, context.domains, weights.DOMAIN_OTHER, context)
    yield from _contact("phone", a.phones, b.phones, context.phones, weights.PHONE_OTHER, context)


def _contact(
    kind: Kind, mine: tuple[str, ...], others: tuple[str, ...], counts: Counts, other: float, context: Context
) -> Iterator[Evidence]:
    if not (mine and others):
        return
    if both := set(mine) & set(others):
        count, value = min((counts.get(value, 2), value) for value in both)
        told = 0.0 if count > weights.CROWD else weights.CONTACT_MOST * context.world - (count - 2)
        yield Evidence(kind, round(max(0.0, told), 2), (value, value, str(count)))
    else:
        yield Evidence(kind, other, (mine[0], others[0]))


def of_activities(a: Record, b: Record, context: Context) -> Iterator[Evidence]:
    """What they do: one thing alike is enough."""
    if not (a.activities and b.activities):
        return
    both = set(a.activities) & set(b.activities)
    told = max((context.bits(context.activities.get(one, 2)) for one in both), default=weights.ACTIVITY_OTHER)
    detail = (" ".join(a.activities), " ".join(b.activities))
    yield Evidence("activity", round(min(weights.ACTIVITY_MOST, told), 2), detail)
