"""The cheapest flow in plain Python: for where no solver is installed, and to hold solvers against.

Primal-dual: shortest ways by Dijkstra's method with node potentials, then as much as fits along all of them
at once by Dinic's levels. L. R. Ford, D. R. Fulkerson (1962), 'Flows in Networks', chapter III; R. K. Ahuja,
T. L. Magnanti, J. B. Orlin (1993), 'Network Flows', section 9.8.
"""

from __future__ import annotations

from collections import deque
from heapq import heapify, heappop, heappush

_FAR = 2**200


class Augmenting:
    """The cheapest flow from nodes with a supply above 0 to those below; costs are 0 or more.

    Arc a of the question is `2 * a` here, and `2 * a + 1` its way back.
    """

    def __init__(
        self, supply: list[int], tail: list[int], head: list[int], cap: list[int], cost: list[int]
    ) -> None:
        self._left = list(supply)
        self._potential = [0] * len(supply)
        self._to: list[int] = []
        self._room: list[int] = []
        self._cost: list[int] = []
        self._out: list[list[int]] = [[] for _node in supply]
        for one, other, most, price in zip(tail, head, cap, cost, strict=True):
            self._out[one].append(len(self._to))
            self._out[other].append(len(self._to) + 1)
            self._to += (other, one)
            self._room += (most, 0)
            self._cost += (price, -price)

    def flow(self) -> list[int]:
        """How much flows on each arc. Raises ValueError where the supplies cannot all be met."""
        while any(left > 0 for left in self._left):
            self._raise_potentials()
            while self._push(self._levels()):
                pass
        return self._room[1::2]

    def _price(self, node: int, arc: int) -> int:
        return self._cost[arc] + self._potential[node] - self._potential[self._to[arc]]

    def _raise_potentials(self) -> None:
        far = [0 if left > 0 else _FAR for left in self._left]
        heap = [(0, node) for node, left in enumerate(self._left) if left > 0]
        heapify(heap)
        nearest = _FAR
        while heap:
            way, node = heappop(heap)
            if way > far[node]:
                continue
            if self._left[node] < 0:
                nearest = way
                break
            for arc in self._out[node]:
                if self._room[arc]:
                    longer = way + self._price(node, arc)
                    if longer < far[self._to[arc]]:
                        far[self._to[arc]] = longer
                        heappush(heap, (longer, self._to[arc]))
        if nearest == _FAR:
            raise ValueError("what is left over has no way to where it is missing")
        for node, way in enumerate(far):
            self._potential[node] += min(way, nearest)

    def _levels(self) -> list[int]:
        """How many free arcs each node is away from one with something left; −1 where there is no way."""
        level = [0 if left > 0 else -1 for left in self._left]
        queue = deque(node for node, left in enumerate(self._left) if left > 0)
        while queue:
            node = queue.popleft()
            for arc in self._out[node]:
                other = self._to[arc]
                if level[other] < 0 and self._room[arc] and not self._price(node, arc):
                    level[other] = level[node] + 1
                    queue.append(other)
        return level

    def _push(self, level: list[int]) -> int:
        """Push all that fits along the levels; tells how much that was."""
        turn = [0] * len(level)
        pushed = 0
        for source in range(len(level)):
            while self._left[source] > 0:
                way = self._way(source, level, turn)
                if not way:
                    break
                end = self._to[way[-1]]
                much = min(self._left[source], -self._left[end], *(self._room[arc] for arc in way))
                for arc in way:
                    self._room[arc] -= much
                    self._room[arc ^ 1] += much
                self._left[source] -= much
                self._left[end] += much
                pushed += much
        return pushed

    def _way(self, source: int, level: list[int], turn: list[int]) -> list[int]:
        """Free arcs from a source, level by level, to where something is missing; empty if none is left."""
        way: list[int] = []
        node = source
        while self._left[node] >= 0:
            out = self._out[node]
            while turn[node] < len(out):
                arc = out[turn[node]]
                other = self._to[arc]
                if level[other] == level[node] + 1 and self._room[arc] and not self._price(node, arc):
                    way.append(arc)
                    node = other
                    break
                turn[node] += 1
            else:
                if not way:
                    return []
                node = self._to[way.pop() ^ 1]
                turn[node] += 1
        return way
