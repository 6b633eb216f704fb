"""The ways from a group's page into this room, and what stands here beneath things of rooms below."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from konbit.base.registry import GroupDoor
from konbit.decisions.queries.budget_doors import budget_doors
from konbit.decisions.queries.gathering_doors import gathering_doors, points_beneath
from konbit.decisions.queries.passing_doors import question_doors
from konbit.decisions.queries.vote_doors import vote_doors, votes_beneath
from konbit.people.audience import Viewer

DOORS: tuple[Callable[[Viewer, int], Iterable[GroupDoor]], ...] = (
    vote_doors,
    budget_doors,
    gathering_doors,
    question_doors,
)
BENEATH: tuple[Callable[[Viewer, str, int], Iterable[GroupDoor]], ...] = (votes_beneath, points_beneath)
"""Each is given the kind and id of an object of a room below."""


def group_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The doors of all parts, where there is something behind them for this viewer."""
    for doors in DOORS:
        yield from doors(viewer, group_id)


def beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """What this room has to tell beneath an object of a room below, from all its parts."""
    for part in BENEATH:
        yield from part(viewer, kind, object_id)
