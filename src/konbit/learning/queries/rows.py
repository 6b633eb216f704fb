"""Rows as they stand, for forms and for saying what was done to them."""

from __future__ import annotations

from typing import TypeVar

from konbit.directory.models import OfGroup
from konbit.directory.queries.of_group import seen_thing
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
