"""One line for each thing that a rule asks of a body: what was counted, and how much it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from .facts import Ints

MANY = 2**40
"""More than there can be: so many may be missing where nothing at all was recorded."""

HOLDS, LACKS, UNTOLD = 0, 1, 2
STATES = ("holds", "lacks", "untold")
"""Whether what a line asks holds as recorded; "untold": too little was recorded to tell."""

MISSING = ("", "seats", "members", "people", "traits", "places", "dates", "meetings", "votes", "counting",
           "attendance", "confirmation")  # fmt: skip
"""What would have to be recorded for a line to be told: how many seats there are, members, people, what they
declare, in which places (or colleges, or for whom) they are, dates, meetings, votes, numbers of the right
kind, how many were present or entitled, until when a condition is to be confirmed."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Columns of the same length.

    rule: its number. body: a unit. slot: what `per` of the rule names: a place, a college, a unit, or `NONE`.
    counted: what counts. untold: how many more might, if more was recorded. least, most: between which
    numbers it may lie; a least of `NONE` is not known. whole: of how many it is a part, or 0. missing: a
    number of `MISSING`.
    """

    rule: Ints
    body: Ints
    slot: Ints
    counted: Ints
    untold: Ints
    least: Ints
    most: Ints
    whole: Ints
    missing: Ints

    @property
    def state(self) -> Ints:
        """`HOLDS`, `LACKS` or `UNTOLD`, by the one rule for all: whatever was not told may count or not."""
        short = self.counted + self.untold < self.least
        beyond = self.counted > self.most
        unsure = (self.counted < self.least) | (self.counted + self.untold > self.most)
        told = np.where(short | beyond, LACKS, np.where(unsure, UNTOLD, HOLDS))
        return np.where(self.least < 0, UNTOLD, told)


def joined(parts: Sequence[Lines]) -> Lines:
    """All lines in the order of their rules; lines of a rule stay in theirs."""
    columns = {
        field.name: np.concatenate([np.zeros(0, np.int64), *(getattr(part, field.name) for part in parts)])
        for field in fields(Lines)
    }
    order = np.argsort(columns["rule"], kind="stable")
    return Lines(**{name: column[order] for name, column in columns.items()})
