"""Rows as they stand, for forms and for saying what was done to them."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from konbit.base.errors import NotFound
from konbit.directory.models import Group, OfGroup
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, seen_group, visible_groups
from konbit.learning import models
from konbit.people.audience import Viewer

Thing = TypeVar("Thing", bound=OfGroup)

KINDS: dict[str, type[OfGroup]] = {
    "claim": models.Claim,
    "framework": models.Framework,
    "study": models.Study,
    "module": models.Module,
    "circle": models.Circle,
}


def thing_written(viewer: Viewer, kind: str, uid: str, verb: str = "edit") -> OfGroup:
    """A thing of this room by the name of its kind and its uid, for whoever may do this with it. Raises
    `NotFound`, `NotAllowed`."""
    found, sight = seen_thing(viewer, KINDS[kind], uid)
    sight.must(verb)
    return found


def group_for(viewer: Viewer, uid: str, verb: str) -> tuple[Group, GroupLink]:
    """A group in which something is to be written. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, uid)
    sight.must(verb)
    return group, visible_groups(viewer, [group.pk])[group.pk]


def gone() -> NotFound:
    """What is said where a part is no longer there."""
    return NotFound(_("This is no longer here."), remedy=_("Open the page again: it has changed."))
