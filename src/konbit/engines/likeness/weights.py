"""What each kind of evidence weighs, in bits: base-2 logarithms of likelihood ratios.

"Most" weights are shares of `Context.world`, the bits that it takes to tell one record from all others, so
that they hold for thirty groups and for a million. How names weigh was fitted on one half of the labelled
pairs that docs/likeness.md names, and measured on the other. What such pairs cannot teach, because one
register says the same address, site and activity twice, was set by judgement: groups move, and change their
sites.
"""

from __future__ import annotations

from math import log2

from .context import Context

ASK, VERY_LIKELY = 0.2, 0.95
"""Chances from which a pair is worth a person's look, and from which it stands first in the queue."""

DOUBT = -4.0
"""One piece of evidence that weighs this much against forbids to merge unasked."""

CROWD = 8
"""A number, site or phone that more records share belongs to a federation or a landlord: it tells nothing."""

IDENTIFIER_SAME, IDENTIFIER_OTHER = 20.0, -12.0

SHARED_WORD = 0.4
"""Of a shared word's bits: words of a name depend on each other, so they cannot all be counted in full."""

NAME_MOST = 1.0
OTHER_WORDS, MORE_WORDS, OTHER_WORDS_MOST = 1.2, 0.3, -10.0
"""Of the bits of words that stand against others, of words that one name has besides, and at most."""

RESPELT = 0.8
"""Of a shared word's weight, for words that are the same but for their spelling."""

ALIKE_LETTERS, ALIKE_NAMES = 65.0, 70.0
"""Likeness of letters (0 … 100) from which words begin to be the same word; least one of the whole names."""

OWN_TOWN = 0.6
"""Of a word's bits, where the name of the record's own town has it: the place counts already."""

ACRONYM_LETTER = 2.0
POSTCODE_MOST, LOCALITY_MOST, NEAR_MOST, CONTACT_MOST = 0.5, 0.5, 0.38, 0.6
POSTCODE_SAME, LOCALITY_SAME, NEAR = 0.7, 0.8, (0.7, 0.15, 0.08)
"""How often records of one group agree so: the m-probability; by `BANDS` for near."""

POSTCODE_OTHER, LOCALITY_OTHER, FAR, COUNTRY_OTHER = -1.5, -2.0, -3.8, -6.0
DOMAIN_OTHER, PHONE_OTHER = -1.5, -0.7
ACTIVITY_MOST, ACTIVITY_OTHER = 2.0, -1.0

DOUBLES = 5.0
"""Bits by which it is likelier that a record has a double than that it is any one record."""


_SUREST = 40.0


def chance_of(score: float, context: Context) -> float:
    """The chance, 0 … 1, that a score in bits stands for."""
    odds = max(-_SUREST, min(_SUREST, score - context.world + DOUBLES))
    return float(1 / (1 + 2.0**-odds))


def score_for(chance: float, context: Context) -> float:
    """The score in bits that a chance needs; ValueError for a chance outside 0 … 1, the ends left out."""
    if not 0 < chance < 1:
        raise ValueError(f"a chance of {chance} is not between 0 and 1")
    return log2(chance / (1 - chance)) + context.world - DOUBLES
