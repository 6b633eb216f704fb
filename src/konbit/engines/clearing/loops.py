"""A set-off as the circles that it consists of, for whoever asks which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from .clearing import Clearing


@dataclass(frozen=True, slots=True)
class Loop:
    """Each member owes the next, and the last the first: that much is set off all around. None among them is
    the common credit."""

    members: tuple[Hashable | None, ...]
    amount: int

    @property
    def cleared(self) -> int:
        """What this circle clears: its amount for each debt, steps from and to the common credit not
        counted."""
        return self.amount * (len(self.members) - 2 * self.members.count(None))


def loops(clearing: Clearing) -> Iterator[Loop]:
    """Circles that together are exactly this set-off: what they clear adds up to what is cleared, between
    every two members. There are at most as many as pairs that owe; other ways to cut it up are as right.

    Whoever still has something flowing out is followed, always to the first creditor left, until a member
    comes again; that circle's smallest amount is taken out of it (flow decomposition: Ahuja, Magnanti, Orlin
    (1993), section 3.5).
    """
    debts = clearing.debts
    credit = len(debts.members)
    left: list[dict[int, int]] = [defaultdict(int) for _node in range(credit + 1)]
    rows = clearing.amounts.nonzero()[0]
    columns = (debts.debtor[rows].tolist(), debts.creditor[rows].tolist(), clearing.amounts[rows].tolist())
    for debtor, creditor, amount in zip(*columns, strict=True):
        left[debtor][creditor] += amount
    if clearing.credit:
        place = {member: number for number, member in enumerate(debts.members)}
        for one in clearing.credit:
            for tail, head, amount in (
                (credit, place[one.member], one.drawn),
                (place[one.member], credit, one.held),
            ):
                if amount:
                    left[tail][head] += amount
    names: tuple[Hashable | None, ...] = (*debts.members, None)
    for start in range(credit + 1):
        way: list[int] = [start]
        on_it = {start: 0}
        while left[way[-1]]:
            node = next(iter(left[way[-1]]))
            if node not in on_it:
                on_it[node] = len(way)
                way.append(node)
                continue
            circle = way[on_it[node] :]
            ends = [*circle[1:], node]
            amount = min(left[tail][head] for tail, head in zip(circle, ends, strict=True))
            cut = len(way)
            for number, (tail, head) in enumerate(zip(circle, ends, strict=True)):
                left[tail][head] -= amount
                if not left[tail][head]:
                    del left[tail][head]
                    cut = min(cut, on_it[node] + number + 1)
            yield Loop(tuple(names[one] for one in circle), amount)
            for gone in way[cut:]:
                del on_it[gone]
            del way[cut:]
