"""From what a row says to the state of a group."""

from __future__ import annotations

from konbit.directory.drafted import FindTown, in_town, state_from
from konbit.directory.state import State

__all__ = ["FindTown", "in_town", "placing", "state_from"]


def placing(state: State) -> str:
    """Whether a group is `placed` on the map, `unsure` (a town that needs a person's eye) or `unplaced`."""
    for place in state["places"]:
        if "given_latitude" in place or "geocoded_latitude" in place:
            return "placed"
    return "unsure" if any(place.get("locality") for place in state["places"]) else "unplaced"
