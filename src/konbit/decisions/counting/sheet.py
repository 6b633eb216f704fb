"""Ballots as they are counted: those that say the same in one college merged, in an order of their own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from konbit.decisions.canonical import canonical
from konbit.decisions.models import Vote


@dataclass(frozen=True)
class Merged:
    """`weight` votes that say the same. `college`: the number of its row, empty for none."""

    said: dict[str, Any]
    weight: int
    college: str = ""


def ballots_of(vote: Vote) -> tuple[Merged, ...]:
    """The ballots of a vote, merged and sorted by college and by what they say."""
    heaps: Counter[tuple[str, bytes]] = Counter()
    said: dict[bytes, dict[str, Any]] = {}
    for what, weight, college in vote.ballots.values_list("said", "weight", "college_id"):
        written = canonical(what)
        said[written] = what
        heaps[str(college or ""), written] += weight
    return tuple(Merged(said[key[1]], heaps[key], key[0]) for key in sorted(heaps))
