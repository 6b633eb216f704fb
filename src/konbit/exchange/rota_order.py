"""Whose field is next: who has waited longest. Pure, so that everybody can work it out by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """A member (id, number) and since when she waits: the last day on her field, or the day she came."""

    member: int
    number: int
    since: date
    was_hosted: bool


def in_order(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Who has waited longest comes first; of two since the same day, whose field was never worked, then the
    lower number. Who comes new does not overtake those who were there."""
    return sorted(waiting, key=lambda one: (one.since, one.was_hosted, one.number))


def this_round(hosts: Sequence[int], members: Collection[int]) -> frozenset[int]:
    """Whose fields were worked in the round that runs: hosts of all days, the first one first. A round ends
    once everybody had her day, or when somebody has a second one."""
    seen: set[int] = set()
    for host in hosts:
        if host in seen or seen.issuperset(members):
            seen = set()
        seen.add(host)
    seen &= set(members)
    return frozenset() if seen.issuperset(members) else frozenset(seen)
