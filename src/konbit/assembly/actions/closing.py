"""The end of a meeting: minutes closed, read by those who were there, approved when nobody objects."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from konbit.assembly.actions.reaching import meeting_for, minuted, part_of
from konbit.assembly.models import Meeting, Reading
from konbit.assembly.queries.allowed import came_for_a_group
from konbit.assembly.queries.approval import approval_of
from konbit.base.errors import Problem
from konbit.chronicle.actions import recording, rows
from konbit.directory.queries.of_group import seen_thing
from konbit.people.audience import SYSTEM, Viewer

LONGEST_NOTE = 5_000


def close(viewer: Viewer, uid: str) -> Meeting:
    """Close a meeting: its minutes can be read and mended, and count as approved when nobody objects in
    time. Closed again, it stays as it was. Raises `NotFound`, `NotAllowed`, `Problem`."""
    meeting = minuted(viewer, uid)
    if meeting.state == Meeting.State.OPEN:
        with recording(viewer.actor, "close meeting") as batch:
            rows.change(batch, meeting, state=Meeting.State.CLOSED.value, closed_at=timezone.now())
    return meeting


def reopen(viewer: Viewer, uid: str) -> Meeting:
    """Open the minutes of a meeting again, approved or not. Raises `NotFound`, `NotAllowed`."""
    meeting = meeting_for(viewer, uid, "edit")
    with recording(viewer.actor, "reopen meeting") as batch:
        rows.change(batch, meeting, state=Meeting.State.OPEN.value, closed_at=None, approved_at=None)
    return meeting


def read_minutes(viewer: Viewer, uid: str, agrees: bool, note: str = "") -> Reading:
    """Say that the minutes are right, or what is not; said again, the last word counts.

    People of the group may, and of every group that was awaited. Raises `NotFound`, `NotAllowed`, and
    `Problem` where the minutes are not closed yet or an objection says nothing.
    """
    meeting, sight = seen_thing(viewer, Meeting, uid)
    if not came_for_a_group(viewer, meeting):
        sight.must("take part")
    if meeting.state != Meeting.State.CLOSED:
        raise Problem(
            _("The minutes are not waiting for anybody's word."),
            remedy=_("Read them once the meeting is closed, and before they are approved."),
            status=409,
        )
    said = note.strip()[:LONGEST_NOTE]
    if not agrees and not said:
        raise Problem(_("What is not right?"), remedy=_("Write a few words."), status=422)
    columns = {"agrees": agrees, "note": said, "at": timezone.now(), "settled_at": None}
    with recording(viewer.actor, "read minutes") as batch:
        reading = Reading.objects.filter(meeting=meeting, by=viewer.actor).first()
        if reading is None:
            reading = Reading(meeting=meeting, by=viewer.actor, **columns)
            rows.add(batch, reading)
        else:
            rows.change(batch, reading, **columns)
    return reading


def settle_reading(viewer: Viewer, uid: str, reading_id: int) -> Reading:
    """Say that what somebody objected to is mended. Raises `NotFound`, `NotAllowed`."""
    meeting = meeting_for(viewer, uid, "edit")
    reading = part_of(meeting, Reading, reading_id)
    if reading is None:
        raise Problem(_("Which objection?"), remedy=_("Open the meeting again."), status=422)
    with recording(viewer.actor, "settle objection") as batch:
        rows.change(batch, reading, settled_at=reading.settled_at or timezone.now())
    return reading


def approve_due(now: datetime | None = None) -> int:
    """Approve the minutes to which nobody objected in time. Returns how many; done again, it does nothing."""
    now = now or timezone.now()
    approved = 0
    waiting = Meeting.objects.filter(state=Meeting.State.CLOSED, removed_at=None)
    for meeting in waiting.prefetch_related("readings").order_by("pk"):
        at = approval_of(meeting, meeting.readings.all()).at
        if at is not None and at <= now:
            with recording(SYSTEM.actor, "approve minutes") as batch:
                rows.change(batch, meeting, state=Meeting.State.APPROVED.value, approved_at=at)
            approved += 1
    return approved
