"""Which whole numbers of people of each kind meet all rules; if none do, a proof that can be checked."""

from __future__ import annotations

from .proof import Against, Proof, Split
from .system import System
from .tableau import Tableau, Whole


class Search:
    """Asks of one system, again and again, whether it can be met within other bounds."""

    def __init__(self, system: System) -> None:
        self._columns = system.matrix.shape[1]
        self._tableau = Tableau(system.matrix)

    def whole(self, low: Whole, high: Whole) -> list[int] | Proof:
        """A number for each column within bounds (columns', then rows'), or the proof that there is none.

        Branch and bound after A. H. Land, A. G. Doig (1960), 'An Automatic Method of Solving Discrete
        Programming Problems'. Raises Undecided where all questions together took too long.
        """
        steps: list[Split | Against] = []
        cases = [(low, high)]
        while cases:
            low, high = cases.pop()
            weights = self._tableau.settle(low, high)
            if weights is not None:
                steps.append(Against(weights))
                continue
            scale, values = self._tableau.scale, self._tableau.values()
            column = next((at for at, value in enumerate(values) if value % scale), None)
            if column is None:
                return [value // scale for value in values]
            most = values[column] // scale
            steps.append(Split(column, most))
            above, below = low.copy(), high.copy()
            above[column], below[column] = most + 1, most
            cases += [(above, high), (low, below)]
        return Proof(tuple(steps))
