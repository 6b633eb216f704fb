"""Whether the limits can still be met: who cannot be elected any more, whom every outcome needs, and why.

Candidates who count for the same limits are of one kind. Limits lie on axes: each dimension is one, and so
are the contests where there are several. On one axis it is counting, on two a flow through a table; with
more, kinds are tried one after the other, as long as the tables of every two axes still allow it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from .asked import SEATS, Election, Limit
from .flow import Bounds, fits

PATIENCE = 20_000
"""After how many tables a question is given up, the same on every machine."""

Kind = tuple[str, ...]
"""What candidates say on each axis; where there are several contests, theirs is the first."""

Spot = dict[int, str]
"""Where a limit lies: the value on one axis, or on two."""


class Undecided(Exception):
    """A question took more than `PATIENCE` tables; have fewer limits that overlap."""


class Outlook:
    """Asks of one election, again and again, what can still come of it."""

    def __init__(self, election: Election) -> None:
        self._limits = election.all_limits()
        self._total = sum(contest.seats for contest in election.contests)
        several = [SEATS] if len(election.contests) > 1 else []
        dimensions = sorted({one.dimension for one in self._limits} - {SEATS})
        named = {(one.dimension, one.value) for one in self._limits}
        self._kinds: dict[str, Kind] = {}
        for contest in election.contests:
            for one in contest.standing():
                said = [(name, one.traits.get(name, "")) for name in dimensions]
                values = [value if (name, value) in named else "" for name, value in said]
                self._kinds[one.key] = (*(contest.key for _ in several), *values)
        self._spots = [_spot(limit, [*several, *dimensions]) for limit in self._limits]
        self._answers: dict[object, bool] = {}
        self._outcomes: list[Mapping[Kind, int]] = []

    def possible(self, elected: Collection[str], hopeful: Collection[str]) -> bool:
        """Whether all limits can be met by those elected and some of the hopeful. Raises Undecided."""
        return self._can(range(len(self._limits)), elected, hopeful)

    def cannot(self, key: str, elected: Collection[str], hopeful: Collection[str]) -> bool:
        """Whether somebody hopeful cannot be elected any more. Raises Undecided."""
        return not self.possible({*elected, key}, set(hopeful) - {key})

    def needs(self, key: str, elected: Collection[str], hopeful: Collection[str]) -> bool:
        """Whether nothing can come of it without somebody hopeful. Raises Undecided."""
        return not self.possible(elected, set(hopeful) - {key})

    def why(self, elected: Collection[str], hopeful: Collection[str]) -> tuple[Limit, ...]:
        """Limits that cannot be met together, none of them idle: without any one of them, the others can.

        Ask it only where not all are `possible`. Seats of contests are among them only where they have to be;
        none at all: there are too few people. Raises Undecided.
        """
        kept = list(range(len(self._limits)))
        for at in reversed(kept.copy()):
            fewer = [one for one in kept if one != at]
            if not self._can(fewer, elected, hopeful):
                kept = fewer
        return tuple(self._limits[at] for at in kept)

    def why_not(self, key: str, elected: Collection[str], hopeful: Collection[str]) -> tuple[Limit, ...]:
        """The limits for which somebody `cannot` be elected. Raises Undecided."""
        return self.why({*elected, key}, set(hopeful) - {key})

    def why_needed(self, key: str, elected: Collection[str], hopeful: Collection[str]) -> tuple[Limit, ...]:
        """The limits for which an outcome `needs` somebody. Raises Undecided."""
        return self.why(elected, set(hopeful) - {key})

    def _can(self, asked: Sequence[int], elected: Iterable[str], hopeful: Iterable[str]) -> bool:
        fixed, free = (Counter(self._kinds[key] for key in keys) for keys in (elected, hopeful))
        question = (tuple(asked), frozenset(fixed.items()), frozenset(free.items()))
        if question not in self._answers:
            bounds = {kind: (fixed[kind], fixed[kind] + free[kind]) for kind in fixed | free}
            self._answers[question] = self._known(bounds) or self._search(asked, bounds)
        return self._answers[question]

    def _known(self, bounds: Mapping[Kind, Bounds]) -> bool:
        """Whether an outcome that was found before, and meets all limits, lies within these bounds."""
        return any(
            all(low <= outcome.get(kind, 0) <= high for kind, (low, high) in bounds.items())
            and outcome.keys() <= bounds.keys()
            for outcome in self._outcomes
        )

    def _search(self, asked: Sequence[int], bounds: Mapping[Kind, Bounds]) -> bool:
        tables = _Tables([(self._spots[at], self._limits[at]) for at in asked], self._total)
        found = tables.search(bounds)
        if found and len(asked) == len(self._limits):
            self._outcomes.append(found)
        return found is not None


def _spot(limit: Limit, axes: Sequence[str]) -> Spot:
    spot = {0: limit.contest} if limit.contest and SEATS in axes else {}
    return spot if limit.dimension == SEATS else {**spot, axes.index(limit.dimension): limit.value}


class _Tables:
    """Some limits, and the tables of every two axes that they lie on."""

    def __init__(self, limits: Sequence[tuple[Spot, Limit]], total: int) -> None:
        self._limits, self._total, self._patience = limits, total, PATIENCE
        self._axes = sorted({axis for spot, _limit in limits for axis in spot})
        self._pairs: list[tuple[int, int | None]] = [*combinations(self._axes, 2)]
        if len(self._axes) == 1:
            self._pairs = [(self._axes[0], None)]

    def search(self, bounds: Mapping[Kind, Bounds]) -> dict[Kind, int] | None:
        """How many of each kind, within bounds, meet the limits; None: none do. Raises Undecided.

        With one axis or two nothing needs to be tried, and what meets them stays unsaid (empty).
        """
        if not self._axes:
            least, most = (sum(bound[side] for bound in bounds.values()) for side in (0, 1))
            return {} if least <= self._total <= most else None
        if len(self._axes) > 2:
            left = sorted(kind for kind, (low, high) in bounds.items() if low < high)
            return self._try(dict(bounds), left)
        return {} if all(self._allows(pair, bounds) for pair in self._pairs) else None

    def _try(self, bounds: dict[Kind, Bounds], left: Sequence[Kind]) -> dict[Kind, int] | None:
        self._patience -= 1
        if not self._patience:
            raise Undecided
        if not all(self._allows(pair, bounds) for pair in self._pairs):
            return None
        if not left:
            return {kind: low for kind, (low, _high) in bounds.items() if low}
        low, high = bounds[left[0]]
        for many in range(high, low - 1, -1):
            found = self._try({**bounds, left[0]: (many, many)}, left[1:])
            if found is not None:
                return found
        return None

    def _allows(self, pair: tuple[int, int | None], bounds: Mapping[Kind, Bounds]) -> bool:
        first, second = pair
        cells: dict[tuple[str, str], Bounds] = {}
        for kind, (low, high) in bounds.items():
            cell = (kind[first], "" if second is None else kind[second])
            before = cells.get(cell, (0, 0))
            cells[cell] = (before[0] + low, before[1] + high)
        rows, columns = ({cell[side]: (0, self._total) for cell in cells} for side in (0, 1))
        for spot, limit in self._limits:
            if second is not None and spot.keys() == {first, second}:
                cell = (spot[first], spot[second])
                cells[cell] = _narrowed(cells.get(cell, (0, 0)), limit)
                rows.setdefault(cell[0], (0, self._total))
                columns.setdefault(cell[1], (0, self._total))
            elif len(spot) == 1 and (axis := next(iter(spot))) in pair:
                line = rows if axis == first else columns
                line[spot[axis]] = _narrowed(line.get(spot[axis], (0, self._total)), limit)
        row, column = ({value: at for at, value in enumerate(line)} for line in (rows, columns))
        table = {(row[cell[0]], column[cell[1]]): narrow for cell, narrow in cells.items()}
        return fits(list(rows.values()), list(columns.values()), table, self._total)


def _narrowed(bounds: Bounds, limit: Limit) -> Bounds:
    least, most = bounds
    return max(least, limit.least), most if limit.most is None else min(most, limit.most)
