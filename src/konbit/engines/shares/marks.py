"""What is remembered of a run: which project each round bought, at which price, and who came next.

A price is per voice: what each supporter pays, or gives all that is left. Under cost utility projects are
compared by price divided by cost, so that the one with the most effective votes comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .merging import Merged


@dataclass(frozen=True, slots=True)
class Mark:
    """A round: the `project` bought, and its price divided by its scale, at most `high`, exactly `exact`
    where that was computed. All others had more than `next`, but for `rivals` (place in the order of ties,
    and exact value)."""

    project: int
    high: float
    exact: Fraction | None
    next: float
    rivals: tuple[tuple[int, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """All rounds with shares raised `step` times. `spent`: what they cost together. `exactly`: how many of
    them were decided in exact fractions."""

    step: int
    marks: tuple[Mark, ...]
    spent: int
    exactly: int

    @property
    def order(self) -> tuple[int, ...]:
        """Projects in the order bought."""
        return tuple(mark.project for mark in self.marks)


def same_between(low: Run, high: Run, merged: Merged) -> bool:
    """Whether every run with shares between those of two runs surely buys the same projects in this order.

    As long as the same projects were bought before, a larger share leaves every voter at least as much in
    hand and makes every project cost its supporters at most as much. So in between, the project that both
    runs buy has a price of at most that of the lower run, and the others at least that of the upper one.
    Of twins, which have one price in every run, the first in the order of ties always comes first.
    """
    rank, twin = merged.rank, merged.twin
    at = {place: project for project, place in enumerate(rank)}
    if len(low.marks) != len(high.marks):
        return False
    for below, above in zip(low.marks, high.marks, strict=True):
        if below.project != above.project or above.next <= below.high:
            return False
        mine = rank[below.project]
        for place, value in above.rivals:
            if twin[at[place]] == twin[below.project] and place > mine:
                continue
            if below.exact is None:
                if float(value) * (1 - 1e-15) <= below.high:
                    return False
            elif (value, place) < (below.exact, mine):
                return False
    return True
