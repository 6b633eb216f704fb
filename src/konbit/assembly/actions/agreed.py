"""The resolution by which something here is done."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from konbit.assembly.actions.resolving import Decision, enter_resolution
from konbit.assembly.models import Resolution
from konbit.base.errors import NotFound, Problem
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Agreed:
    """By which resolution (uid) something is done; or, where there is none yet, what was agreed (`text`), to
    be written down now, on which day (a partial date); `key` makes writing it twice one. `audience`: who may
    see what is written down; empty: as resolutions are otherwise."""

    resolution: str = ""
    text: str = ""
    language: str = "en"
    on: str = ""
    key: uuid.UUID | None = None
    audience: str = ""


def resolution_by(viewer: Viewer, groups: Collection[int], group: str, agreed: Agreed) -> Resolution:
    """The resolution that is named, or the one that is written down now for a group (uid).

    To be called in a transaction: what follows may be refused. Raises as `resolution_of` and
    `konbit.assembly.actions.resolving.enter_resolution` do.
    """
    if agreed.resolution or not agreed.text.strip():
        return resolution_of(viewer, groups, agreed.resolution)
    decision = Decision(
        text=agreed.text, language=agreed.language, decided_on=agreed.on, audience=agreed.audience
    )
    return enter_resolution(viewer, group, agreed.key or uuid.uuid4(), decision)


def resolution_of(viewer: Viewer, groups: Collection[int], uid: str) -> Resolution:
    """A resolution that one of these groups (ids) agreed upon. Raises `Problem` where there is none, it is
    another group's, or it was not agreed."""
    if not uid:
        raise Problem(
            _("No resolution is named by which this is done."),
            remedy=_(
                "Choose the resolution in which your group agreed upon it, or write down what you agreed."
            ),
        )
    try:
        found, _sight = seen_thing(viewer, Resolution, uid)
    except NotFound:
        found = None
    if found is None or found.group_id not in groups:
        raise Problem(
            _("This is not a resolution of the group that answers for it."),
            remedy=_("Choose one of its resolutions."),
        )
    if found.state != Resolution.State.ADOPTED:
        raise Problem(
            _("This resolution was not agreed, or it was withdrawn."), remedy=_("Choose one that holds.")
        )
    return found
