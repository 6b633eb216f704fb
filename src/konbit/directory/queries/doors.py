"""The ways from a group's page into the rooms above, as each of them offers them."""

from __future__ import annotations

from konbit.base.registry import GroupDoor, rooms
from konbit.people.audience import Viewer


def doors_of(viewer: Viewer, group_id: int) -> tuple[GroupDoor, ...]:
    """What the rooms keep of a group that the viewer may know of, in the order of the rooms."""
    offers = (room.group_doors for room in rooms() if room.group_doors is not None)
    return tuple(door for offer in offers for door in offer(viewer, group_id))
