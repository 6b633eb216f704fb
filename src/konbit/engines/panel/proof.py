"""A proof that no whole numbers lie within bounds, and how to check it by adding and multiplying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """Two cases: of this column at most `most`, or more than that."""

    column: int
    most: int


@dataclass(frozen=True, slots=True)
class Against:
    """A case that cannot be: a weight for each row.

    The rows, each taken at its least where its weight is above 0 and at its most where it is below, add up to
    more than the columns can bring, each taken at whichever end of its bounds brings more. After J. Farkas
    (1902), 'Theorie der einfachen Ungleichungen'.
    """

    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """Cases and what stands against each: a split is followed by its first case, then by its second."""

    steps: tuple[Split | Against, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Rows are weighted sums of columns (`rows[i][j]`: what one of column j adds to row i), within bounds."""

    rows: Sequence[Sequence[int]]
    row_low: Sequence[int]
    row_high: Sequence[int]
    column_low: Sequence[int]
    column_high: Sequence[int]


def refutes(proof: Proof, bounds: Bounds) -> bool:
    """Whether a proof shows that no whole numbers lie within the bounds."""
    cases = [(list(bounds.column_low), list(bounds.column_high))]
    for step in proof.steps:
        if not cases:
            return False
        low, high = cases.pop()
        if isinstance(step, Split):
            if not 0 <= step.column < len(low):
                return False
            above, below = low.copy(), high.copy()
            above[step.column], below[step.column] = step.most + 1, step.most
            cases += [(above, high), (low, below)]
        elif not _impossible(step.weights, bounds, low, high):
            return False
    return not cases


def _impossible(weights: Sequence[int], bounds: Bounds, low: Sequence[int], high: Sequence[int]) -> bool:
    if len(weights) != len(bounds.rows):
        return False
    asked = sum(
        weight * (least if weight > 0 else most)
        for weight, least, most in zip(weights, bounds.row_low, bounds.row_high, strict=True)
    )
    leaning = [(weight, row) for weight, row in zip(weights, bounds.rows, strict=True) if weight]
    brought = 0
    for column, (fewest, largest) in enumerate(zip(low, high, strict=True)):
        each = sum(weight * row[column] for weight, row in leaning)
        brought += max(each * fewest, each * largest)
    return asked > brought
