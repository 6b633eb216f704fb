"""The ways from a group's page into this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from konbit.base.registry import GroupDoor
from konbit.exchange.queries.circle_doors import circle_doors
from konbit.exchange.queries.listing_doors import listing_doors
from konbit.people.audience import Viewer

DOORS: tuple[Callable[[Viewer, int], Iterable[GroupDoor]], ...] = (circle_doors, listing_doors)


def group_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """The doors of all parts, where there is something behind them for this viewer."""
    for doors in DOORS:
        yield from doors(viewer, group_id)
