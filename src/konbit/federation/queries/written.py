"""Things of this room as they stand, for the forms in which they are written again."""

from __future__ import annotations

from typing import TypeVar

from konbit.directory.models import Group, OfGroup
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import visible_groups
from konbit.federation.models import Gain, Struggle
from konbit.people.audience import Viewer

Thing = TypeVar("Thing", bound=OfGroup)

KINDS: dict[str, type[OfGroup]] = {"struggle": Struggle, "gain": Gain}


def written(viewer: Viewer, model: type[Thing], uid: str, verb: str = "edit") -> Thing:
    """A thing by its uid, for whoever may do this with it. Raises `NotFound`, `NotAllowed`."""
    found, sight = seen_thing(viewer, model, uid)
    sight.must(verb)
    return found


def thing_written(viewer: Viewer, kind: str, uid: str, verb: str = "edit") -> OfGroup:
    """The same for a view, which knows a thing by the name of its kind."""
    return written(viewer, KINDS[kind], uid, verb)


def naming(viewer: Viewer, group: Group | None, name: str) -> str:
    """How a form names somebody: a group of which the viewer may not know is not named."""
    if group is None:
        return name
    return group.name if group.pk in visible_groups(viewer, [group.pk]) else ""
