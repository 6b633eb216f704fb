"""The ways from a group's page into this room, and what follows here from resolutions: from all its parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from konbit.base.registry import GroupDoor
from konbit.federation.queries.organ_doors import mandates_following, organ_doors
from konbit.federation.queries.pact_doors import pact_doors, pact_follows
from konbit.federation.queries.priority_doors import priority_doors, priority_follows
from konbit.federation.queries.statutes_doors import statutes_doors, statutes_follows
from konbit.federation.queries.struggle_doors import struggle_doors, struggle_follows, struggles_beneath
from konbit.federation.queries.support_doors import support_doors
from konbit.people.audience import Viewer

DOORS: tuple[Callable[[Viewer, int], Iterable[GroupDoor]], ...] = (
    organ_doors,
    statutes_doors,
    pact_doors,
    priority_doors,
    support_doors,
    struggle_doors,
)
FOLLOWS: tuple[Callable[[list[int]], Iterable[tuple[int, str]]], ...] = (
    mandates_following,
    struggle_follows,
    pact_follows,
    priority_follows,
    statutes_follows,
)
"""Each gives pairs of a resolution's id and a partial date."""
BENEATH: tuple[Callable[[Viewer, str, int], Iterable[GroupDoor]], ...] = (struggles_beneath,)
"""Each is given the kind and id of an object of a room below."""


def group_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The doors of all parts, where there is something behind them for this viewer."""
    for doors in DOORS:
        yield from doors(viewer, group_id)


def beneath(viewer: Viewer, kind: str, object_id: int) -> Iterable[GroupDoor]:
    """What this room has to tell beneath an object of a room below, from all its parts."""
    for part in BENEATH:
        yield from part(viewer, kind, object_id)


def follows(resolutions: list[int]) -> dict[int, str]:
    """When something last followed here from one of these resolutions (ids)."""
    last: dict[int, str] = {}
    for part in FOLLOWS:
        for pk, on in part(resolutions):
            if on:
                last[pk] = max(last.get(pk, ""), on)
    return last
