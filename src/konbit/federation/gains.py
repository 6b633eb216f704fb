"""How a gain stands, from what happened to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Turned = tuple[str, str]
"""On which day (a partial date, or empty) something happened to a gain, and its kind."""
Standing = Literal["holds", "weakened", "lost"]


def in_time(turns: Iterable[Turned]) -> list[Turned]:
    """The turns from first to last. Of those of an unknown day, beginnings come before all, and
    what became of them after."""
    return sorted(turns, key=place_in_time)


def place_in_time(turn: Turned) -> tuple[int, str]:
    """What puts turns in order."""
    on, kind = turn
    return (1 if on else 0 if kind in ("gained", "kept") else 2, on)


def standing(turns: Iterable[Turned]) -> Standing:
    """Whether a gain holds after all this: what was kept stays as it was before."""
    stands: Standing = "holds"
    for _on, kind in in_time(turns):
        if kind in ("gained", "restored"):
            stands = "holds"
        elif kind == "weakened":
            stands = "weakened"
        elif kind == "lost":
            stands = "lost"
    return stands


def since(turns: Iterable[Turned]) -> str:
    """The first known day on which it was gained or kept, as a partial date; empty where none is known."""
    return next((on for on, kind in in_time(turns) if on and kind in ("gained", "kept")), "")


def lost_on(turns: Iterable[Turned]) -> str:
    """When it was lost, as a partial date; empty where it holds, or where the day is not known."""
    turned = in_time(turns)
    return (
        next((on for on, kind in reversed(turned) if kind == "lost"), "")
        if standing(turned) == "lost"
        else ""
    )
