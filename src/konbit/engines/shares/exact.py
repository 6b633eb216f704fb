"""Prices as exact fractions, from whole numbers of voters.

What a supporter who has never given all has in hand is her start minus all prices paid. So the sum over any
set of them needs only how many they are and how many voices they gave to each bought project, whatever the
number of voters. Floats tell who has surely more or less than a price; only the others are compared exactly.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

import numpy as np

from .asked import Flags, Floats, Ints
from .merging import Merged

EPS = 2.0**-52


class Ledger:
    """Who has what in hand, exactly, after projects were bought at exact prices per voice.

    `hand`: per voter of each group, as a float; it differs from the truth by at most `doubt`.
    """

    def __init__(self, merged: Merged, money: Fraction) -> None:
        self._merged = merged
        shares = [money * part for part in merged.part]
        self._fine = lcm(*(share.denominator for share in shares))
        self._start = [int(share * self._fine) for share in shares]
        starts = np.array([float(share) for share in shares])
        self.top = float(starts.max(initial=0))
        self.hand: Floats = starts[merged.college]
        self.doubt = EPS * self.top
        self.bought: list[tuple[int, Fraction]] = []
        self._prices: list[int] = []
        self._voices: list[Ints] = []
        self._gave_all: Flags = np.zeros(len(merged.weight), bool)

    def price(self, project: int, low: Fraction | None = None) -> Fraction | None:
        """The smallest price per voice at which its supporters pay the project; None if they have too little.

        `low`: a price that is surely not above it, to begin with. Each step takes who is too poor for the
        price at all that they have, and parts the rest among the others, until nobody else is too poor.
        """
        side, cost = self._merged.sides[project], self._merged.costs[project]
        price = Fraction(cost, side.voices) if low is None else low
        before: Flags | None = None
        while True:
            poor = self.poor(project, price)
            if before is not None and (poor == before).all():
                return price
            rich = int((side.weight * side.voice)[~poor].sum())
            if not rich:
                return None
            price = (cost - self.together(side.group[poor], side.weight[poor])) / rich
            before = poor

    def poor(self, project: int, price: Fraction) -> Flags:
        """Which supporters, in the order of the project's side, have less in hand than they would pay."""
        side = self._merged.sides[project]
        asked = float(price) * side.voice
        over = self.hand[side.group] - asked
        poor = over < 0
        unsure = np.flatnonzero(np.abs(over) <= self.doubt + 4 * EPS * asked)
        if unsure.size:
            true = self.in_hand(side.group[unsure])
            voices = side.voice[unsure].tolist()
            poor[unsure] = [have < price * voice for have, voice in zip(true, voices, strict=True)]
        return poor

    def buy(self, project: int, price: Fraction) -> None:
        """Let the supporters pay the price per voice, or all that they have."""
        side, poor = self._merged.sides[project], self.poor(project, price)
        self._gave_all[side.group[poor]] = True
        left = self.hand[side.group] - float(price) * side.voice
        self.hand[side.group] = np.where(poor, 0, left)
        self.doubt += 4 * EPS * self.top
        voices = np.zeros(len(self._gave_all), np.int64)
        voices[side.group] = side.voice
        self._voices.append(voices)
        self.bought.append((project, price))
        finer = price.denominator // gcd(price.denominator, self._fine)
        if finer > 1:
            self._fine *= finer
            self._start = [start * finer for start in self._start]
            self._prices = [one * finer for one in self._prices]
        self._prices.append(price.numerator * (self._fine // price.denominator))

    def in_hand(self, groups: Ints) -> list[Fraction]:
        """What each voter of these groups has, exactly."""
        told = [self._merged.college[groups], self._gave_all[groups], *(one[groups] for one in self._voices)]
        kinds, of = np.unique(np.stack(told), axis=1, return_inverse=True)
        have = [
            0 if gave_all else self._start[college] - self._paid(voices)
            for college, gave_all, *voices in kinds.T.tolist()
        ]
        return [Fraction(have[kind], self._fine) for kind in of.ravel().tolist()]

    def together(self, groups: Ints, weight: Ints) -> Fraction:
        """What all voters of these groups have, exactly; `weight`: how many they are."""
        has = ~self._gave_all[groups]
        groups, weight = groups[has], weight[has]
        voters = np.bincount(self._merged.college[groups], weight, len(self._start)).astype(np.int64).tolist()
        whole: int = sum(start * many for start, many in zip(self._start, voters, strict=True))
        whole -= self._paid([int(weight @ voices[groups]) for voices in self._voices])
        return Fraction(whole, self._fine)

    def _paid(self, voices: list[int]) -> int:
        """What so many voices paid for each bought project, together."""
        return sum(price * many for price, many in zip(self._prices, voices, strict=True) if many)
