"""Who carries a priority, with which of its own, and on which way from handshake to handshake."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from .facts import Facts


@dataclass(frozen=True, slots=True)
class Carrier:
    """A body, one of its priorities and whether it is live; `way`: the priorities from it to the one that it
    carries, both included. `direct`: whether the body is a direct member."""

    body: str
    priority: str
    live: bool
    direct: bool
    way: tuple[str, ...]


def carriers(facts: Facts, priority: str) -> tuple[Carrier, ...]:
    """On what the coverage of a priority rests: all priorities of bodies beneath its own that lead up to it,
    by body and key, each on one of its shortest ways. Raises ValueError for one that is not recorded."""
    if priority not in facts.priority_numbers:
        raise ValueError(f"there is no priority {priority!r}")
    start = facts.priority_numbers[priority]
    body = int(facts.body[start])
    beneath, members = set(facts.beneath.one(body).tolist()), set(facts.members.one(body).tolist())
    next_up = {start: start}
    waiting = deque([start])
    while waiting:
        at = waiting.popleft()
        for lower in facts.linked.one(at).tolist():
            if lower not in next_up:
                next_up[lower] = at
                waiting.append(lower)
    found = [one for one in next_up if int(facts.body[one]) in beneath]
    return tuple(
        Carrier(
            body=facts.bodies[facts.body[one]],
            priority=facts.priorities[one],
            live=bool(facts.live[one]),
            direct=int(facts.body[one]) in members,
            way=tuple(facts.priorities[step] for step in _way(next_up, one)),
        )
        for one in sorted(found, key=lambda one: (int(facts.body[one]), one))
    )


def _way(next_up: dict[int, int], start: int) -> list[int]:
    way = [start]
    while next_up[way[-1]] != way[-1]:
        way.append(next_up[way[-1]])
    return way
