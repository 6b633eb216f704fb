"""One contest by Meek's method.

I. D. Hill, B. A. Wichmann, D. R. Woodall (1987), 'Algorithm 123: Single transferable vote by Meek's method'.
Numbers and the rule of when to stop are those of the Proportional Representation Foundation's 'Reference Meek
Rule': nine decimals, what a candidate keeps of a paper rounded up. Everybody keeps a part of each paper that
comes to her, all of it until she is elected; the rest goes on. Quota: all votes that somebody keeps over
seats and one, cut off after nine decimals, and the smallest part. Those elected keep as much as brings them
to the quota: found again and again, until together they have less than a millionth of a vote above it, or no
less than the time before; or until somebody else reaches the quota. Only then the lowest is excluded; whoever
is no more than this surplus above the lowest counts as equally low.
"""

from __future__ import annotations

from .asked import Contest, Preferences
from .sheets import Move

PARTS = 1_000_000_000
"""A vote has nine decimals."""

ENOUGH = 1_000
"""A surplus below this, a millionth of a vote, is none."""


class Meek:
    """Votes as they fall with what everybody keeps now."""

    parts = PARTS

    def __init__(self, contest: Contest, papers: Preferences) -> None:
        self.hopeful = {one.key for one in contest.standing()}
        self.lost = 0
        self._keep = {one.key: PARTS for one in contest.standing()}
        self._orders = papers.orders
        self._total = papers.total * PARTS
        self._seats = contest.seats
        self._elected: list[str] = []
        self._settled = True
        self._share()

    @property
    def keeps(self) -> tuple[tuple[str, int], ...]:
        """Which part of a vote everybody keeps."""
        return tuple(self._keep.items())

    def elect(self, key: str) -> None:
        """Take somebody out of the hopeful; from now on she keeps no more than the quota."""
        self.hopeful.discard(key)
        self._elected.append(key)
        self._settled = self.surplus() < ENOUGH

    def waiting(self) -> list[str]:
        """One nameless entry while those elected have more than the quota, and it is worth going on."""
        return [] if self._settled else [""]

    def transfer(self, _key: str) -> tuple[Move, ...]:
        """Let those elected keep less, again and again, until it is settled or somebody reaches the quota."""
        before = self.surplus()
        while True:
            for key in self._elected:
                product = _up(self._keep[key] * self.quota, PARTS)
                self._keep[key] = _up(product * PARTS, self.votes[key])
            self._share()
            surplus = self.surplus()
            if any(self.votes[key] >= self.quota for key in self.hopeful):
                self._settled = surplus < ENOUGH
                return ()
            if surplus < ENOUGH or surplus >= before:
                self._settled = True
                return ()
            before = surplus

    def exclude(self, key: str, papers: bool = True) -> tuple[Move, ...]:
        """Take somebody out of the hopeful; let her keep nothing, if her papers should go on."""
        self.hopeful.discard(key)
        if papers:
            self._keep[key] = 0
            self._share()
            self._settled = self.surplus() < ENOUGH
        return ()

    def low(self, keys: list[str]) -> list[str]:
        """Which of them have the fewest votes, or no more above that than all surplus."""
        reach = min(self.votes[key] for key in keys) + self.surplus()
        return [key for key in keys if self.votes[key] <= reach]

    def surplus(self, _key: str = "") -> int:
        """What all those elected have above the quota together."""
        return max(0, sum(self.votes[key] - self.quota for key in self._elected))

    def _share(self) -> None:
        self.votes = dict.fromkeys(self._keep, 0)
        for order, count in self._orders:
            left = PARTS
            for key in order:
                kept = _up(left * self._keep[key], PARTS)
                self.votes[key] += kept * count
                left -= kept
                if not left:
                    break
        kept_in_all = sum(self.votes.values())
        self.quota = kept_in_all // (self._seats + 1) + 1
        self.exhausted = self._total - kept_in_all


def _up(number: int, whole: int) -> int:
    return -(-number // whole)
