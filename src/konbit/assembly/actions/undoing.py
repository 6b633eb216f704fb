"""Taking an act back: for this room and those above, whose things are rows that name their keeper."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from konbit.base.errors import Problem
from konbit.chronicle.actions import rows
from konbit.directory.models import Group
from konbit.directory.queries.visible import sight_of
from konbit.people.audience import Viewer


def undo(viewer: Viewer, act: uuid.UUID) -> uuid.UUID:
    """Take a whole act back. Its own author may while she takes part in the group (in one of them, where two
    answer for a thing), others who may edit there.

    Returns the id of the undoing, which can be undone too. Raises `NotAllowed`, `NotFound`, and `Problem`
    (409) where something was changed since.
    """
    must_undo(viewer, act)
    return rows.undo(viewer.actor, act)


def must_undo(viewer: Viewer, act: uuid.UUID) -> None:
    """Raise unless the viewer may take this act back."""
    verb = "take part" if rows.actor_of(act) == viewer.actor else "edit"
    for row in rows.rows_of_act(act):
        if not hasattr(type(row), "keeper"):  # a group, or a tie of groups: their own pages change them
            raise Problem(
                _("This also changed what groups are to each other, and is not taken back in one step."),
                remedy=_("Change on the pages of the groups what is not right."),
                status=409,
            )
        try:
            sides = _sides(row.keeper)  # type: ignore[attr-defined]
        except ObjectDoesNotExist as error:
            raise Problem(
                _("What this was part of is not there any more."),
                remedy=_("Bring that back first."),
                status=409,
            ) from error
        sights = [sight_of(viewer, group) for group in sides]
        if not any(sight.may(verb) for sight in sights):
            sights[0].must(verb)


def _sides(keeper: Any) -> tuple[Group, ...]:
    """The groups that answer for a thing: its own, or the two that it names as its `sides`."""
    return getattr(keeper, "sides", ()) or (keeper.group,)
