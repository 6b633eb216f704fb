"""From what groups have in common to pairs of them: rare things first, so that few words say much."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from konbit.base.registry import Common

AT_MOST = 25
"""What more groups than this have tells nothing of two of them."""
PAIRS = 20_000
"""How many pairs are looked at, the rarest things first."""
REASONS = 4
WHOLE = 10_000
"""What a thing weighs that only one pair shares."""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Reason:
    """One thing that a pair has in common; `first`: who has it, where the other lacks it."""

    suggester: str
    common: Common
    first: int


@dataclass(frozen=True)
class Suggested:
    """Two groups (the smaller id first) and what they have in common, the rarest first."""

    pair: Pair
    reasons: tuple[Reason, ...]


def is_common_to_all(common: Common, members: int) -> bool:
    """Whether so many have something that it says nothing of two of them: more than a quarter of the members,
    where these are more than a few, and never more than `AT_MOST`."""
    holders = len(common.groups | common.lacking)
    return holders > AT_MOST or (holders > 3 and 4 * holders > members) or (2 < holders >= members)


def suggested(
    found: Iterable[tuple[str, Common]],
    *,
    members: int,
    without: Collection[Pair],
    only: Collection[int] | None,
) -> Iterator[Suggested]:
    """Pairs by how rare what they share is.

    `found`: the code of a suggester and what it found. `members`: how many groups were looked at. `without`:
    pairs to pass over. `only`: groups of whom one must be in a pair.
    """
    telling = [(_ways(one), code, one) for code, one in found if not is_common_to_all(one, members)]
    telling.sort(key=lambda told: (told[0], told[1], told[2].key))
    reasons: defaultdict[Pair, list[tuple[str, Common, int]]] = defaultdict(list)
    weights: Counter[Pair] = Counter()
    left = PAIRS
    for ways, code, common in telling:
        for first, other in _pairs(common):
            pair = (first, other) if first < other else (other, first)
            if pair not in without and (only is None or first in only or other in only):
                reasons[pair].append((code, common, first))
                weights[pair] += WHOLE // ways
        left -= ways
        if left < 0:
            break
    for pair in sorted(reasons, key=lambda pair: (-weights[pair], pair)):
        yield Suggested(pair, tuple(Reason(*one) for one in reasons[pair][:REASONS]))


def not_too_often(pairs: Iterable[Suggested], most: int, each: int) -> list[Suggested]:
    """The first of these pairs, in which no group stands more than `each` times."""
    times: Counter[int] = Counter()
    chosen: list[Suggested] = []
    for one in pairs:
        if all(times[group] < each for group in one.pair):
            times.update(one.pair)
            chosen.append(one)
            if len(chosen) == most:
                break
    return chosen


def _ways(common: Common) -> int:
    """How many pairs share it: the fewer, the rarer."""
    if common.lacking:
        return max(1, len(common.groups) * len(common.lacking))
    return max(1, len(common.groups) * (len(common.groups) - 1) // 2)


def _pairs(common: Common) -> Iterator[Pair]:
    if not common.lacking:
        yield from combinations(sorted(common.groups), 2)
        return
    for first in sorted(common.groups):
        yield from ((first, other) for other in sorted(common.lacking - common.groups))
