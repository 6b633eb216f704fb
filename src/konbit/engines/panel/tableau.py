"""Whether linear sums of variables can lie within bounds, in exact whole numbers; if not, why.

The general simplex of B. Dutertre, L. de Moura (2006), 'A Fast Linear-Arithmetic Solver for DPLL(T)', with
R. G. Bland's (1977), 'New Finite Pivoting Rules for the Simplex Method', by which it always ends. Fractions
share one denominator, as in J. Edmonds (1967), 'Systems of Distinct Representatives and Linear Algebra', so
that every entry is a whole number and nothing is rounded.
"""

from __future__ import annotations

from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[Any]
"""64 bits while numbers are small, Python's own integers (dtype object) after."""

PATIENCE = 30_000
"""After how many steps a question is given up, the same on every machine: some ten seconds at the widest."""

_SMALL = 2**20
"""Coefficients up to here can be multiplied with each other, and summed over all, in 64 bits."""


class Undecided(Exception):
    """A question took more steps than `PATIENCE`: nothing was found, and nothing disproved."""


class Tableau:
    """Variables: one for each column of `matrix`, then one for each row, which is the sum that the row says.

    A step makes one that was free to move follow from the others, and the other way round; `inside` are
    those that follow: scale * inside = body @ outside.
    """

    def __init__(self, matrix: Whole) -> None:
        rows, columns = matrix.shape
        self.scale = 1
        self.steps = 0
        self._columns = columns
        self._body: Whole = matrix.astype(np.int64)
        self._outside = np.arange(columns)
        self._inside = np.arange(columns, columns + rows)
        self._at: Whole = np.zeros(columns, np.int64)

    def settle(self, low: Whole, high: Whole) -> tuple[int, ...] | None:
        """None when values within bounds were found, see `values`; otherwise weights of the rows as a proof.

        The weights are those of `Against`. Raises Undecided.
        """
        self._at = np.clip(self._at, low[self._outside], high[self._outside])
        while True:
            sums = self._body @ self._at
            whole = self._body.dtype
            short = sums < self.scale * low[self._inside].astype(whole)
            wrong = np.flatnonzero(short | (sums > self.scale * high[self._inside].astype(whole)))
            if not wrong.size:
                return None
            row = int(wrong[np.argmin(self._inside[wrong])])
            pull = self._body[row] if short[row] else -self._body[row]
            free = ((pull > 0) & (self._at < high[self._outside])) | (
                (pull < 0) & (self._at > low[self._outside])
            )
            movable = np.flatnonzero(free)
            if not movable.size:
                return self._weights(row, 1 if short[row] else -1)
            column = int(movable[np.argmin(self._outside[movable])])
            bound = low if short[row] else high
            self._at[column] = int(bound[self._inside[row]])
            self._step(row, column)

    def values(self) -> list[int]:
        """The columns' variables after `settle`, each times `scale`."""
        found = [0] * (self._columns + len(self._inside))
        for variables, numbers in (
            (self._outside, self.scale * self._at),
            (self._inside, self._body @ self._at),
        ):
            for variable, number in zip(variables.tolist(), numbers.tolist(), strict=True):
                found[variable] = number
        return found[: self._columns]

    def _step(self, row: int, column: int) -> None:
        self.steps += 1
        if self.steps > PATIENCE:
            raise Undecided
        body, pivot = self._body, int(self._body[row, column])
        moved, leaving = body[:, column].copy(), body[row].copy()
        self._body = (pivot * body - np.outer(moved, leaving)) // self.scale
        self._body[:, column] = moved
        self._body[row] = -leaving
        self._body[row, column] = self.scale
        if pivot < 0:
            self._body = -self._body
        if self._body.dtype != object and np.abs(self._body).max() > _SMALL:
            self._body, self._at = self._body.astype(object), self._at.astype(object)
        self.scale = abs(pivot)
        self._outside[column], self._inside[row] = self._inside[row], self._outside[column]

    def _weights(self, row: int, sign: int) -> tuple[int, ...]:
        weights = [0] * len(self._inside)
        for variable, number in zip(self._outside.tolist(), self._body[row].tolist(), strict=True):
            if variable >= self._columns:
                weights[variable - self._columns] = -sign * number
        if (variable := int(self._inside[row])) >= self._columns:
            weights[variable - self._columns] = sign * self.scale
        shared = gcd(*weights) or 1
        return tuple(weight // shared for weight in weights)
