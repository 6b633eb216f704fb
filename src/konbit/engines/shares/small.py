"""One run of equal shares in whole numbers alone, for few voters, where equal prices are the rule.

All amounts in hand are whole numbers of one fraction of the smallest unit, made finer when a price asks for
it. Floats only tell which projects need not be looked at: these are dearer by far more than floats err.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, inf, lcm

from .marks import Mark, Run
from .merging import Merged

_FAR = 1 + 1e-9


class Small:
    """Runs of one election with shares raised more or less."""

    def __init__(self, merged: Merged, step: int) -> None:
        self.merged = merged
        self.step = step
        self._voters = int(merged.weight.sum())
        self._common = lcm(*(part.denominator for part in merged.part)) if merged.part else 1
        parts = [part.numerator * (self._common // part.denominator) for part in merged.part]
        self._parts = [parts[college] for college in merged.college.tolist()]
        self._sides = [
            [*zip(side.group.tolist(), side.weight.tolist(), side.voice.tolist(), strict=True)]
            for side in merged.sides
        ]
        self._alike = [
            lcm(*(voice for _group, _weight, voice in side)) if side else 1 for side in self._sides
        ]

    def run(self, raised: int, below: Run | None = None, without: int | None = None) -> Run:
        """All rounds with shares raised so many times. `below`: a run with less, to be compared with.
        `without`: a project that is taken out."""
        merged = self.merged
        money = merged.budget + raised * self.step * self._voters
        fine, hand = self._common, [part * money for part in self._parts]
        bounds = {
            project: merged.costs[project] / merged.sides[project].voices / merged.scale[project]
            for project in merged.priced
            if project != without
        }
        marks: list[Mark] = []
        same = True
        while bounds:
            following = below.marks[len(marks)] if below and same and len(marks) < len(below.marks) else None
            limit = following.high if following else 0.0
            best = inf
            exact: list[tuple[Fraction, int, int, int, int]] = []
            for bound, project in sorted((bound, project) for project, bound in bounds.items()):
                if bound > max(best, limit) * _FAR:
                    break
                price = self._price(project, hand, fine)
                if price is None:
                    del bounds[project]
                    continue
                cost, rich = price
                value = Fraction(cost, rich * fine * merged.scale[project])
                bounds[project] = float(value)
                best = min(best, bounds[project])
                exact.append((value, merged.rank[project], project, cost, rich))
            if not exact:
                break
            exact.sort()
            value, _rank, project, cost, rich = exact[0]
            del bounds[project]
            for rival in merged.rivals[project]:
                bounds.pop(rival, None)
            seen = {one[2] for one in exact}
            marks.append(
                Mark(
                    project,
                    float(value) * _FAR,
                    value,
                    min((bound for one, bound in bounds.items() if one not in seen), default=inf) / _FAR,
                    tuple((place, other) for other, place, _its, _cost, _rich in exact[1:]),
                )
            )
            same = following is not None and following.project == project
            fine = self._paid(project, hand, fine, cost, rich)
        return Run(raised, tuple(marks), sum(merged.costs[mark.project] for mark in marks), len(marks))

    def _price(self, project: int, hand: list[int], fine: int) -> tuple[int, int] | None:
        """The price per voice in the fraction in use, as a fraction of its own; None if it cannot be paid."""
        alike, side = self._alike[project], self._sides[project]
        left, rich = self.merged.costs[project] * fine, self.merged.sides[project].voices
        for ratio, weight, voice in sorted(
            (hand[group] * (alike // voice), weight, voice) for group, weight, voice in side
        ):
            if left * alike <= ratio * rich:
                return left, rich
            left -= weight * voice * ratio // alike
            rich -= weight * voice
        return None

    def _paid(self, project: int, hand: list[int], fine: int, cost: int, rich: int) -> int:
        """Take the price out of the hands; gives the fraction in use from now on."""
        shared = gcd(cost, rich)
        price, finer = cost // shared, rich // shared
        if finer > 1:
            hand[:] = [have * finer for have in hand]
        for group, _weight, voice in self._sides[project]:
            hand[group] = max(0, hand[group] - price * voice)
        shared = gcd(fine * finer, *hand)
        if shared > 1:
            hand[:] = [have // shared for have in hand]
        return fine * finer // shared
