"""How much could vote, and how much did: in the one unit of the vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from konbit.decisions.methods import Rules, part_of
from konbit.decisions.models import Vote


@dataclass(frozen=True)
class Turnout:
    """`by_college`: entitled and voted, by the number of its row, empty for none."""

    unit: str
    entitled: int
    voted: int
    by_college: Mapping[str, tuple[int, int]]

    @property
    def data(self) -> dict[str, Any]:
        """As a result says it."""
        return {"unit": self.unit, "entitled": self.entitled, "voted": self.voted}


def turnout(vote: Vote) -> Turnout:
    """Who is on the roll, and who has voted, by whatever channel."""
    entitled: Counter[str] = Counter()
    voted: Counter[str] = Counter()
    lines = vote.roll.filter(until_on=None).values_list("college_id", "weight", "participation__id")
    for college, weight, has_voted in lines:
        entitled[str(college or "")] += weight
        voted[str(college or "")] += weight if has_voted else 0
    heaps = {key: (entitled[key], voted[key]) for key in sorted(entitled)}
    return Turnout(vote.unit, sum(entitled.values()), sum(voted.values()), heaps)


def quorum_reached(rules: Rules, came: Turnout) -> dict[str, Any] | None:
    """Whether enough took part, None where no quorum is asked. Raises ValueError where it is asked in
    another unit than the votes are counted in."""
    part = part_of(rules.quorum)
    if part is None:
        return None
    if rules.unit != came.unit:
        raise ValueError(f"asked in {rules.unit}, counted in {came.unit}")
    least = part.least(came.entitled)
    return {
        "part": rules.quorum,
        "counted": came.voted,
        "whole": came.entitled,
        "least": least,
        "holds": came.voted >= least and came.voted > 0,
    }
