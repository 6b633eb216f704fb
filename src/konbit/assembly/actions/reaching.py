"""Meetings and their parts for who may change them."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext as _

from konbit.assembly.models import Meeting
from konbit.assembly.models.meetings import OfMeeting
from konbit.base.errors import NotFound, Problem
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import Viewer

Part = TypeVar("Part", bound=OfMeeting)


def meeting_for(viewer: Viewer, uid: str, verb: str) -> Meeting:
    """The meeting with this uid for a viewer who may do this there. Raises `NotFound`, `NotAllowed`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    sight.must(verb)
    return meeting


def minuted(viewer: Viewer, uid: str) -> Meeting:
    """A meeting for whoever minutes it, begun if it was only planned.

    That it began is an act of its own, so that the first line can be taken back without it. Raises
    `NotFound`, `NotAllowed`, and `Problem` (409) where the minutes are approved or nobody meets.
    """
    meeting = meeting_for(viewer, uid, "take part")
    if meeting.state == Meeting.State.APPROVED:
        raise Problem(
            _("The minutes of this meeting are approved."),
            remedy=_("Ask an editor of the group to open them again."),
            status=409,
        )
    if meeting.state == Meeting.State.CANCELLED:
        raise Problem(
            _("This meeting does not take place."),
            remedy=_("Ask an editor of the group to call it again."),
            status=409,
        )
    if meeting.state == Meeting.State.PLANNED:
        with recording(viewer.actor, "begin meeting") as batch:
            rows.change(batch, meeting, state=Meeting.State.OPEN.value)
    return meeting


def part_of(meeting: Meeting, model: type[Part], pk: int | None) -> Part | None:
    """The part of a meeting with this id, None where no id is given. Raises `NotFound` for another's."""
    if pk is None:
        return None
    found: Part | None = model._default_manager.filter(pk=pk, meeting=meeting).first()
    if found is None:
        raise NotFound(_("This is not part of the meeting any more."), remedy=_("Open the meeting again."))
    return found
