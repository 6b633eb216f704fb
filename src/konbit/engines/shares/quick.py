"""One run of equal shares in floats that know how wrong they may be, decided exactly where they cannot.

Every amount in hand carries one bound on its error, every price follows with its own. A round is decided in
floats only where no other project can come first whatever the errors are; else the few that can are priced
in exact fractions.
"""

from __future__ import annotations

from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import inf
from typing import Any

import numpy as np

from .asked import Floats
from .exact import EPS, Ledger
from .marks import Mark, Run
from .merging import Merged, Side

_SLACK = 2.0**-24
"""The part of a share by which somebody has surely more than a price, at least."""

_BLOCK = 128
"""So many terms numpy adds one after the other, at most; beyond, it adds sums of parts."""

_HARDLY = 2.0**-1000
"""In hand of somebody who may have given all; 0 is in hand of who surely has."""


class Quick:
    """Runs of one election with shares raised more or less."""

    def __init__(self, merged: Merged, step: int) -> None:
        self.merged = merged
        self.step = step
        self._voters = int(merged.weight.sum())
        self._buffers: Floats = np.empty((2, max((len(side.group) for side in merged.sides), default=0)))
        self._first = [
            (
                merged.costs[project] / merged.sides[project].voices / merged.scale[project] * (1 - 8 * EPS),
                project,
            )
            for project in merged.priced
        ]

    def run(self, raised: int, below: Run | None = None, without: int | None = None) -> Run:
        """All rounds with shares raised so many times. `below`: a run with less, to be compared with.
        `without`: a project that is taken out."""
        money = Fraction(self.merged.budget + raised * self.step * self._voters)
        bounds = [one for one in self._first if one[1] != without]
        return _Running(self.merged, money, bounds, self._buffers).run(raised, below)


class _Running:
    def __init__(
        self, merged: Merged, money: Fraction, bounds: list[tuple[float, int]], buffers: Floats
    ) -> None:
        self._merged = merged
        self._bounds = bounds  # (what the price by scale is at least, project): a heap
        heapify(bounds)
        self._hands, self._gives = buffers
        self._ledger = Ledger(merged, money)
        self._hand = self._ledger.hand.copy()
        self._doubt = self._ledger.doubt
        self._top = self._ledger.top
        self._bought: list[tuple[int, float]] = []

    def run(self, raised: int, below: Run | None) -> Run:
        marks: list[Mark] = []
        exactly = 0
        same = True
        while True:
            target = below.marks[len(marks)].high if below and same and len(marks) < len(below.marks) else 0.0
            mark = self._round(target)
            if mark is None:
                break
            same = bool(target) and below is not None and below.marks[len(marks)].project == mark.project
            exactly += mark.exact is not None
            marks.append(mark)
        return Run(raised, tuple(marks), sum(self._merged.costs[one.project] for one in marks), exactly)

    def _round(self, target: float) -> Mark | None:
        """Buy the project with the lowest price, if any can be paid."""
        bounds, scale = self._bounds, self._merged.scale
        found: list[tuple[float, int]] = []
        later: list[tuple[float, int]] = []
        best = high = inf
        sharp = -1
        price = error = 0.0
        while bounds and bounds[0][0] <= (limit := max(high, target)):
            bound, project = heappop(bounds)
            low = self._lowest(project, bound * scale[project], limit * scale[project])
            if low is None:
                continue
            value = low / scale[project] * (1 - 4 * EPS)
            if value > limit:
                later.append((value, project))
                continue
            found.append((value, project))
            if value < best:
                best = value
                seen = self._sharpened(project, low)
                if seen is not None:
                    top = (seen[0] + seen[1]) / scale[project] * (1 + 4 * EPS)
                    if top < high:
                        high, sharp, (price, error) = top, project, seen
        for one in later:
            heappush(bounds, one)
        first = [one for one in found if one[0] <= high]
        for one in found:
            if one[0] > high:
                heappush(bounds, one)
        if not first:
            return None
        if len(first) == 1 and sharp == first[0][1]:
            return self._buy(sharp, max(0.0, price - error), price, error, high, None, ())
        for one in first:
            heappush(bounds, one)
        if len(self._ledger.bought) < len(self._bought):
            self._settle()
            return self._round(target)
        return self._exactly(first, target)

    def _settle(self) -> None:
        """Pay exactly what was bought so far, so that floats err as little as they can."""
        ledger = self._ledger
        for project, low in self._bought[len(ledger.bought) :]:
            price = ledger.price(project, Fraction(low))
            assert price is not None
            ledger.buy(project, price)
        self._hand, self._doubt = ledger.hand.copy(), ledger.doubt

    def _exactly(self, first: list[tuple[float, int]], target: float) -> Mark | None:
        """Buy the first of projects that floats cannot tell apart, or cannot tell to be paid at all."""
        merged, ledger = self._merged, self._ledger
        contending = {project for _value, project in first}
        self._bounds = [one for one in self._bounds if one[1] not in contending]
        heapify(self._bounds)
        exact = []
        for bound, project in first:
            low = max(0.0, bound * merged.scale[project] * (1 - 4 * EPS))
            price = ledger.price(project, Fraction(low))
            if price is not None:
                exact.append((price / merged.scale[project], merged.rank[project], project, price))
        if not exact:
            return self._round(target)
        exact.sort()
        value, _rank, project, price = exact[0]
        for other, _place, rival, _its in exact[1:]:
            heappush(self._bounds, (float(other) * (1 - 4 * EPS), rival))
        rivals = tuple((place, other) for other, place, _rival, _its in exact[1:])
        high = float(value) * (1 + 4 * EPS)
        near = float(price)
        return self._buy(project, near * (1 - 4 * EPS), near, 4 * EPS * near, high, value, rivals)

    def _buy(
        self,
        project: int,
        low: float,
        price: float,
        error: float,
        high: float,
        exact: Fraction | None,
        rivals: tuple[tuple[int, Fraction], ...],
    ) -> Mark:
        side, barred = self._merged.sides[project], self._merged.rivals[project]
        following = self._bounds[0][0] if self._bounds else inf
        if rivals:
            known, rank = {place for place, _value in rivals}, self._merged.rank
            following = min((one[0] for one in self._bounds if rank[one[1]] not in known), default=inf)
        hand = self._hand[side.group]
        asked = price if side.plain else price * side.voice
        error *= 1 if side.plain else int(side.voice.max())
        left = hand - np.minimum(hand, asked)
        left[(left == 0) & (hand > asked - 2 * (self._doubt + error)) & (hand > 0)] = _HARDLY
        self._hand[side.group] = left
        self._doubt += error + 4 * EPS * self._top
        self._bought.append((project, low))
        if barred:
            self._bounds = [one for one in self._bounds if one[1] not in barred]
            heapify(self._bounds)
        return Mark(project, high, exact, following, rivals)

    def _rounding(self, side: Side, cost: int) -> float:
        return 4 * (_BLOCK + len(side.group) / _BLOCK + 16) * EPS * cost

    def _lowest(self, project: int, price: float, limit: float) -> float | None:
        """A price that is surely not above that of the project: nearly it, or one above the limit. None where
        supporters surely have too little."""
        side, cost = self._merged.sides[project], self._merged.costs[project]
        aim = cost - self._rounding(side, cost) - self._doubt * side.heads
        hand = np.take(self._hand, side.group, out=self._hands[: len(side.group)], mode="clip")
        while True:
            asked: Any = price if side.plain else price * side.voice
            cash = self._cash(side, hand, asked)
            if cash >= aim:
                return price
            rich = float(side.loud[hand > asked].sum())
            if not rich:
                return None
            better = price + (aim - cash) / rich
            if better <= price:
                return price
            price = better
            if price > limit:
                return price

    def _sharpened(self, project: int, low: float) -> tuple[float, float] | None:
        """The price and how wrong it may be, from one slightly below; None where that cannot be told."""
        side, cost = self._merged.sides[project], self._merged.costs[project]
        hand = self._hands[: len(side.group)]  # as `_lowest` took it
        asked: Any = low if side.plain else low * side.voice
        slack = _SLACK * self._top + self._doubt
        sure = hand > asked + slack
        rich = float(side.loud[sure].sum())
        if not rich:
            return None
        unsure = float(side.strong[(hand > 0) & ~sure].sum())
        price = low + max(0.0, cost - self._cash(side, hand, asked)) / rich
        between = float(side.loud[(hand >= asked - 2 * self._doubt) & ~sure].sum())
        error = (self._rounding(side, cost) + self._doubt * unsure + (price - low) * between) / rich
        error += 2 * EPS * price
        loudest = 1 if side.plain else int(side.voice.max())
        if (price - low + error) * loudest + self._doubt > slack:
            return None
        return price, error

    def _cash(self, side: Side, hand: Floats, asked: Any) -> float:
        """What supporters can give together. Numpy adds halves of halves: the error is that of few terms."""
        gives = np.minimum(hand, asked, out=self._gives[: len(hand)])
        np.multiply(gives, side.strong, out=gives)
        return float(np.add.reduce(gives))
