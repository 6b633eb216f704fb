"""Groups out of pairs: A = B and B = C make one group, unless somebody said that A and C are two."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Refused(Generic[Key]):
    """A pair that was not joined, because with it two records would be one that were said to be different."""

    pair: tuple[Key, Key]
    because: tuple[Key, Key]


@dataclass(frozen=True, slots=True)
class Groups(Generic[Key]):
    """Groups of two records and more, in the order in which their first record came, and what was refused."""

    groups: tuple[tuple[Key, ...], ...]
    refused: tuple[Refused[Key], ...]


def groups_of(pairs: Iterable[tuple[Key, Key]], kept_apart: Iterable[tuple[Key, Key]]) -> Groups[Key]:
    """The groups that pairs of one and the same make, none holding two records of a pair kept apart.

    Pairs are joined in the order given: give the surest first. `because` is the first pair of `kept_apart`
    that a refused one would have broken. Raises ValueError for a record kept apart from itself.
    """
    sets = _Sets(list(dict.fromkeys(kept_apart)))
    refused = [
        Refused((one, other), because)
        for one, other in pairs
        if (because := sets.join(one, other)) is not None
    ]
    return Groups(sets.groups(), tuple(refused))


class _Sets(Generic[Key]):
    """Disjoint sets that know which of them must stay apart; the smaller one moves into the larger."""

    def __init__(self, apart: list[tuple[Key, Key]]) -> None:
        self._apart = apart
        self._head: dict[Key, Key] = {}
        self._members: dict[Key, list[Key]] = {}  # by head
        self._barriers: dict[Key, list[int]] = {}  # by head: places in `apart` of pairs that touch the set
        for number, (one, other) in enumerate(apart):
            if one == other:
                raise ValueError(f"{one!r} cannot be kept apart from itself")
            self._barriers.setdefault(one, []).append(number)
            self._barriers.setdefault(other, []).append(number)

    def join(self, one: Key, other: Key) -> tuple[Key, Key] | None:
        """Make one set of those of two records; or the pair kept apart that forbids it."""
        a, b = self._head_of(one), self._head_of(other)
        if a == b:
            return None
        few, many = sorted((self._barriers.get(a, []), self._barriers.get(b, [])), key=len)
        broken = [number for number in few if {self._find(key) for key in self._apart[number]} == {a, b}]
        if broken:
            return self._apart[min(broken)]
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        for key in self._members[b]:
            self._head[key] = a
        self._members[a] += self._members.pop(b)
        many.extend(few)
        self._barriers.pop(b, None)
        self._barriers[a] = many
        return None

    def groups(self) -> tuple[tuple[Key, ...], ...]:
        """The sets of two and more, and their members, in the order of first appearance."""
        order = {key: number for number, key in enumerate(self._head)}
        several = (sorted(one, key=order.__getitem__) for one in self._members.values() if len(one) > 1)
        return tuple(tuple(one) for one in sorted(several, key=lambda group: order[group[0]]))

    def _head_of(self, key: Key) -> Key:
        if key not in self._head:
            self._head[key] = key
            self._members[key] = [key]
        return self._head[key]

    def _find(self, key: Key) -> Key:
        return self._head.get(key, key)
