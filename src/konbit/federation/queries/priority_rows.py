"""Rows as they stand, for forms and for saying what was done to them."""

from __future__ import annotations

from konbit.directory.queries.of_group import seen_thing
from konbit.federation.models import Alignment, Indicator, Priority
from konbit.people.audience import Viewer


def seen_priority(viewer: Viewer, uid: str) -> Priority:
    """A priority that the viewer may see. Raises `NotFound`."""
    return seen_thing(viewer, Priority, uid)[0]


def written_priority(viewer: Viewer, uid: str) -> Priority:
    """A priority that the viewer may write. Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Priority, uid)
    sight.must("edit")
    return row


def written_indicator(viewer: Viewer, uid: str) -> Indicator:
    """An indicator that the viewer may write. Raises `NotFound`, `NotAllowed`."""
    row, sight = seen_thing(viewer, Indicator, uid)
    sight.must("edit")
    return row


def themes_written(priority: Priority) -> list[int]:
    """The ids of the terms of which a priority speaks."""
    return list(priority.themes.values_list("term", flat=True))


def alignment_row(pk: int) -> Alignment:
    """A handshake. It must exist."""
    return Alignment.objects.get(pk=pk)
