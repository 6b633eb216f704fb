"""Records as arrays: what blocking and the sieve compare by the million."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from ..cells import ZOOMS, cells
from .context import BANDS, Context
from .names import MOST_WORDS, NO_FORM, form_of, forms_of
from .naming import word_weight
from .record import Record

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Value = TypeVar("Value", bound=Hashable)

UNKNOWN, ALONE = 0, 1
"""The numbers of what is not known, and of a value that no other record has; shared ones begin at 2."""

_TOWN, _DOOR = ZOOMS.index(10), ZOOMS.index(16)


@dataclass(frozen=True)
class Columns:
    """Records and the forms of their names; rows first[i] … first[i + 1] of forms are those of record i.

    A record without names has one empty form.

    Of forms: owner, the record. words, bits: the numbers and weights of its words, padded with UNKNOWN and 0.
    letters: as in `Form`. initials: two hashes of what an acronym of it may be.

    Of records: lat, lon: NaN where unknown. crowds: how many lie in the cell, for each of `BANDS`. town,
    door: cells about 30 km and 500 m wide. postcode, locality, country: numbers of values. activity: the
    number of its only one, if it has one.

    Besides: acronyms, rows of a form and the hash of an acronym in it. postcode_counts, locality_counts: how
    many records have the value of a number.
    """

    first: Ints
    owner: Ints
    words: Ints
    bits: Floats
    letters: list[str]
    initials: Longs
    acronyms: Longs
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    crowds: Ints
    town: Longs
    door: Longs
    postcode: Ints
    locality: Ints
    country: Ints
    activity: Ints
    postcode_counts: Ints
    locality_counts: Ints

    def of_forms(self, column: NDArray[Any]) -> NDArray[Any]:
        """A column of records, repeated for each of their forms."""
        repeated: NDArray[Any] = column[self.owner]
        return repeated


def columns_of(records: Sequence[Record], context: Context) -> Columns:
    """The columns of records, in their order; `context` must have been counted over all of them."""
    numbers = numbered(context.words)
    first, owner, words, bits = array("i", [0]), array("i"), array("i"), array("f")
    letters: list[str] = []
    initials, acronyms = array("q"), array("q")
    for at, record in enumerate(records):
        town = form_of(record.locality).words
        for form in forms_of(record.names) or (NO_FORM,):
            empty = MOST_WORDS - len(form.words)
            words.extend([numbers.get(word, ALONE) for word in form.words] + [UNKNOWN] * empty)
            bits.extend([word_weight(word, town, context) for word in form.words] + [0.0] * empty)
            for acronym in sorted(form.acronyms):
                acronyms.extend((len(letters), hashed(acronym)))
            initials.extend(map(hashed, form.initials))
            letters.append(form.letters)
            owner.append(at)
        first.append(len(letters))
    crowds, towns, doors = _cells(records, context)
    countries = [record.country for record in records]
    sole = [record.activities[0] if len(record.activities) == 1 else "" for record in records]
    return Columns(
        first=np.array(first, np.int32),
        owner=np.array(owner, np.int32),
        words=np.array(words, np.int32).reshape(-1, MOST_WORDS),
        bits=np.array(bits, np.float32).reshape(-1, MOST_WORDS),
        letters=letters,
        initials=np.array(initials).reshape(-1, 2),
        acronyms=np.array(acronyms).reshape(-1, 2),
        lat=np.array([nan if record.lat is None else record.lat for record in records]),
        lon=np.array([nan if record.lon is None else record.lon for record in records]),
        crowds=crowds,
        town=towns,
        door=doors,
        postcode=_column(context.postcodes, (record.postcode for record in records)),
        locality=_column(context.localities, (record.locality for record in records)),
        country=_column(dict.fromkeys(countries, 2), countries),
        activity=_column(dict.fromkeys(sole, 2), sole),
        postcode_counts=np.array([0, 1, *context.postcodes.values()], np.int32),
        locality_counts=np.array([0, 1, *context.localities.values()], np.int32),
    )


def hashed(text: str) -> int:
    """A number for a text: two texts rarely have the same."""
    return crc32(text.encode())


def numbered(counts: Mapping[Value, int]) -> dict[Value, int]:
    """A number for each value that several records have."""
    return {value: number for number, value in enumerate(counts, ALONE + 1)}


def _column(counts: Mapping[str, int], values: Iterable[str]) -> Ints:
    numbers = numbered(counts)
    found = (numbers.get(value, ALONE) if value else UNKNOWN for value in values)
    return np.array(array("i", found), np.int32)


def _cells(records: Sequence[Record], context: Context) -> tuple[Ints, Longs, Longs]:
    """Crowds, and the numbers of the cells of town and door."""
    crowds, town, door = array("i"), array("q"), array("q")
    for record in records:
        if record.lat is None or record.lon is None:
            crowds.extend([0] * len(BANDS))
            town.append(UNKNOWN)
            door.append(UNKNOWN)
        else:
            packed = cells(record.lat, record.lon)
            crowds.extend(context.crowd(packed))
            town.append(packed[_TOWN] + ALONE + 1)
            door.append(packed[_DOOR] + ALONE + 1)
    return np.array(crowds, np.int32).reshape(-1, len(BANDS)), np.array(town), np.array(door)
