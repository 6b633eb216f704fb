"""The lot: a public order of the nominees, and who is taken in that order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from .asked import SIZE, Limit, Nominee, Quota, limits_of, standings
from .proof import Proof
from .search import Search
from .system import System

Outcome = Literal["sits", "taken", "full", "barred", "needed"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of one nominee. `lot`: her digest, by which the order can be recomputed.

    sits: she sat already. taken: with her and those before her there is a panel. full: the size was reached.
    barred: the limits, each at its most, for which she counts. needed: every seat that is left is needed by
    others; the limits are those not reached yet, with the number that they still lack. `proof`, where she is
    the first of her kind to be passed over: that no panel holds those taken before and her.
    """

    key: str
    lot: str
    outcome: Outcome
    limits: tuple[Limit, ...] = ()
    proof: Proof | None = None

    @property
    def seated(self) -> bool:
        """Whether she is on the panel."""
        return self.outcome in ("sits", "taken")


def lot(seed: str, key: str) -> str:
    """The digest that gives a nominee her place in the order: SHA-256 of seed, line feed, key, in UTF-8."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()


def draw(
    nominees: Sequence[Nominee],
    fixed: Collection[str],
    rules: Sequence[Quota],
    seed: str,
    system: System,
    search: Search,
    first: list[int],
) -> tuple[Drawn, ...]:
    """Go through the nominees, those that sit first, then from the smallest digest to the largest.

    `first`: numbers that meet the system. Whoever is of a kind that was passed over is passed over too: with
    more people taken there are only fewer panels. Raises Undecided.
    """
    low, high, numbers = system.low.copy(), system.high.copy(), first
    most = int(high[system.matrix.shape[1]])
    seats: list[Nominee] = [nominee for nominee in nominees if nominee.key in fixed]
    drawn = [Drawn(nominee.key, lot(seed, nominee.key), "sits") for nominee in seats]
    order = sorted((lot(seed, nominee.key), nominee.key, nominee) for nominee in nominees)
    passed: set[int] = set()
    for digest, key, nominee in order:
        if key in fixed:
            continue
        if len(seats) >= most:
            drawn.append(Drawn(key, digest, "full"))
            continue
        kind, proof = system.kinds[key], None
        if kind not in passed:
            low[kind] += 1
            found = numbers if numbers[kind] >= low[kind] else search.whole(low, high)
            if not isinstance(found, Proof):
                numbers = found
                seats.append(nominee)
                drawn.append(Drawn(key, digest, "taken"))
                continue
            low[kind] -= 1
            passed.add(kind)
            proof = found
        drawn.append(_passed(nominee, digest, seats, rules, proof))
    return tuple(drawn)


def _passed(
    nominee: Nominee, digest: str, seats: Sequence[Nominee], rules: Sequence[Quota], proof: Proof | None
) -> Drawn:
    now = standings(seats, rules)
    barred = [
        one.rule for one in now if one.rule.most is not None and one.counted >= one.rule.most
        and one.rule.counts(nominee)
    ]  # fmt: skip
    if barred:
        limits = tuple(limit for limit in limits_of(barred) if limit.side == "most")
        return Drawn(nominee.key, digest, "barred", limits, proof)
    wanting = tuple(
        Limit(one.rule.dimension, one.rule.value, "least", one.lacking)
        for one in now
        if one.lacking and one.rule.dimension != SIZE
    )
    return Drawn(nominee.key, digest, "needed", wanting, proof)
