"""The ways from a group's page into this room."""

from __future__ import annotations

from collections.abc import Iterable

from konbit.assembly.queries.debates import talk_doors
from konbit.assembly.queries.meeting_doors import meeting_doors
from konbit.assembly.queries.panel_doors import panel_doors
from konbit.base.registry import GroupDoor
from konbit.people.audience import Viewer


def group_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """What this room keeps of a group, for whoever may know of it."""
    yield from meeting_doors(viewer, group_id)
    yield from talk_doors(viewer, group_id)
    yield from panel_doors(viewer, group_id)
