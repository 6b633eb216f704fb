"""Bodies and their parts as they stand, for forms and for saying what was done to them."""

from __future__ import annotations

from typing import Any

from konbit.directory.queries.of_group import gone, seen_thing
from konbit.directory.queries.visible import Sight, visible_groups
from konbit.federation.models import College, Mandate, Organ, Seat
from konbit.people.audience import Viewer

ROLES = (Organ.Kind.HOST, Organ.Kind.FISCAL_SPONSOR, Organ.Kind.SECRETARIAT)

PARTS: dict[str, type[College | Seat | Mandate]] = {"college": College, "seat": Seat, "mandate": Mandate}


def organ_written(viewer: Viewer, uid: str) -> Organ:
    """A body for whoever may keep it. Raises `NotFound`, `NotAllowed`."""
    organ, sight = seen_thing(viewer, Organ, uid)
    sight.must("edit")
    return organ


def is_hosted(organ: Organ) -> bool:
    """Whether a body is a role that one hands to the next, and mostly a group has it."""
    return organ.kind in ROLES


def part_written(viewer: Viewer, kind: str, pk: int) -> Any:
    """A part of a body ("college", "seat", "mandate") for whoever may keep it. Raises `NotFound`,
    `NotAllowed`."""
    part = PARTS[kind]._default_manager.filter(pk=pk).first()  # type: ignore[misc]
    if part is None:
        raise gone()
    organ, sight = seen_thing(viewer, Organ, part.organ.uid)
    sight.must("edit")
    part.organ = organ
    if isinstance(part, Mandate):
        must_know(sight, part)
    return part


def must_know(sight: Sight, mandate: Mandate) -> None:
    """Raise `NotAllowed` for a mandate whose name is not for whoever would change it."""
    if not sight.sees(mandate.audience):
        sight.must("steward")


def said_of_mandate(viewer: Viewer, row: Mandate) -> dict[str, Any]:
    """What stands in the form of a mandate; a group that the viewer may not know of stays unnamed, and so
    does what she may not choose."""
    groups = visible_groups(viewer, [pk for pk in (row.holder_id, row.speaks_for_id) if pk])
    names = ("name", "person", "valid_from", "valid_until", "confirm_by", "audience")
    return {
        **{name: getattr(row, name) for name in names},
        "holder": groups[row.holder_id].name if row.holder_id in groups else "",
        "speaks_for": groups[row.speaks_for_id].name if row.speaks_for_id in groups else "",
        "college": row.college_id,
        "seat": row.seat_id,
        "region": row.region_id,
        "resolution": row.resolution.uid if row.resolution else "",
    }
