"""One contest by the Scottish rules: the Scottish Local Government Elections Order 2007, rules 45 to 52.

Quota: papers over seats and one, fractions dropped, and one (46). What somebody has above it goes on, all her
papers at the value with which she received them, times surplus, over her votes, cut off after five decimals
(48: the weighted inclusive Gregory method). Papers of somebody excluded go on at the value they have (50).
"""

from __future__ import annotations

from collections import Counter

from .asked import Contest, Preferences
from .sheets import Move

PARTS = 100_000
"""A vote has five decimals."""


class Scottish:
    """Papers as they lie now: papers with the same order always lie together and have the same value."""

    parts = PARTS

    def __init__(self, contest: Contest, papers: Preferences) -> None:
        self.hopeful = {one.key for one in contest.standing()}
        self.votes = {one.key: 0 for one in contest.standing()}
        self.quota = (papers.total // (contest.seats + 1) + 1) * PARTS
        self.exhausted = self.lost = 0
        self.keeps: tuple[tuple[str, int], ...] = ()
        self._orders = [order for order, _count in papers.orders]
        self._counts = [count for _order, count in papers.orders]
        self._values = [PARTS] * len(self._orders)
        self._lies: list[str] = [order[0] for order in self._orders]
        self._above: set[str] = set()
        for at, key in enumerate(self._lies):
            self.votes[key] += self._counts[at] * PARTS

    def elect(self, key: str) -> None:
        """Take somebody out of the hopeful; what she has above the quota waits."""
        self.hopeful.discard(key)
        if self.votes[key] > self.quota:
            self._above.add(key)

    def waiting(self) -> list[str]:
        """Those whose surplus waits."""
        return sorted(self._above)

    def surplus(self, key: str) -> int:
        """What somebody has above the quota."""
        return self.votes[key] - self.quota

    def transfer(self, key: str) -> tuple[Move, ...]:
        """Let somebody's surplus go on."""
        votes, surplus = self.votes[key], self.votes[key] - self.quota
        self._above.discard(key)
        moves: Counter[tuple[str, int]] = Counter()
        for at in self._papers(key):
            self._values[at] = surplus * self._values[at] // votes
            moves[self._next(at), self._values[at]] += self._counts[at]
        self.votes[key] = self.quota
        self.lost += surplus - sum(value * count for (_to, value), count in moves.items())
        return self._credited(moves)

    def exclude(self, key: str, papers: bool = True) -> tuple[Move, ...]:
        """Take somebody out of the hopeful; let her papers go on, if they should."""
        self.hopeful.discard(key)
        if not papers:
            return ()
        moves: Counter[tuple[str, int]] = Counter()
        for at in self._papers(key):
            moves[self._next(at), self._values[at]] += self._counts[at]
        self.votes[key] = 0
        return self._credited(moves)

    def low(self, keys: list[str]) -> list[str]:
        """Which of them have the fewest votes."""
        fewest = min(self.votes[key] for key in keys)
        return [key for key in keys if self.votes[key] == fewest]

    def _papers(self, key: str) -> list[int]:
        return [at for at, lies in enumerate(self._lies) if lies == key]

    def _next(self, at: int) -> str:
        order = self._orders[at]
        rest = order[order.index(self._lies[at]) + 1 :]
        self._lies[at] = next((key for key in rest if key in self.hopeful), "")
        return self._lies[at]

    def _credited(self, moves: Counter[tuple[str, int]]) -> tuple[Move, ...]:
        for (to, value), count in moves.items():
            if to:
                self.votes[to] += value * count
            else:
                self.exhausted += value * count
        places = {key: at for at, key in enumerate(self.votes)}
        ordered = sorted(moves, key=lambda move: (places.get(move[0], len(places)), -move[1]))
        return tuple(Move(to, moves[to, value], value) for to, value in ordered)
