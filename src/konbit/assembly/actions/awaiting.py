"""Who is awaited at a meeting, who is there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from konbit.assembly.actions.reaching import meeting_for, minuted, part_of
from konbit.assembly.models import Attendance, Meeting
from konbit.base.errors import Problem
from konbit.chronicle.actions import Batch, recording, rows
from konbit.chronicle.actions.once import once
from konbit.directory.models import Group
from konbit.directory.queries.membership import members_of
from konbit.directory.queries.visible import seen_group, visible_groups
from konbit.people.audience import Viewer

LONGEST_NAME = 120
MOST_AWAITED = 500
MARKS = {
    "awaited": {"state": Attendance.State.AWAITED.value},
    "site": {"state": Attendance.State.PRESENT.value, "way": Attendance.Way.SITE.value},
    "phone": {"state": Attendance.State.PRESENT.value, "way": Attendance.Way.PHONE.value},
    "excused": {"state": Attendance.State.EXCUSED.value},
}
"""What can be said of a seat with one tap."""


def await_everybody(viewer: Viewer, uid: str) -> int:
    """Await every group that belongs to the meeting's network itself; returns how many came to the list.

    Raises `NotFound`, `NotAllowed`.
    """
    meeting = meeting_for(viewer, uid, "take part")
    with recording(viewer.actor, "await groups") as batch:
        return await_members(batch, viewer, meeting)


def await_members(batch: Batch, viewer: Viewer, meeting: Meeting) -> int:
    """The same within another act."""
    direct = [pk for pk, above in members_of(meeting.group_id).items() if meeting.group_id in above]
    return _await(batch, meeting, visible_groups(viewer, direct))


def await_group(viewer: Viewer, uid: str, group_uid: str) -> int:
    """Await one more group; returns 0 where it is awaited already. Raises `NotFound`, `NotAllowed`."""
    meeting = meeting_for(viewer, uid, "take part")
    group, _sight = seen_group(viewer, group_uid)
    with recording(viewer.actor, "await groups") as batch:
        return _await(batch, meeting, [group.pk])


def _await(batch: Batch, meeting: Meeting, groups: Iterable[int]) -> int:
    there = set(Attendance.objects.filter(meeting=meeting, joined_into=None).values_list("of", flat=True))
    coming = sorted(set(groups) - there)
    if len(coming) + len(there) > MOST_AWAITED:
        raise Problem(
            _("These are too many groups to call one by one."),
            remedy=_("Await a few of them: at most %(most)d.") % {"most": MOST_AWAITED},
            status=422,
        )
    for group in coming:
        rows.add(batch, Attendance(meeting=meeting, of_id=group, state=Attendance.State.AWAITED.value))
    return len(coming)


def mark(viewer: Viewer, uid: str, marks: Mapping[int, str]) -> list[Attendance]:
    """Say who of those awaited is here, by the seat's id: "site", "phone", "excused" or "awaited".

    Returns the seats that changed. Raises `NotFound`, `NotAllowed`, `Problem` for another word.
    """
    meeting = minuted(viewer, uid)
    changed = []
    with recording(viewer.actor, "mark who is here") as batch:
        for pk, said in sorted(marks.items()):
            seat = part_of(meeting, Attendance, pk)
            if seat is None or said not in MARKS:
                raise Problem(_("Is she here or not?"), remedy=_("Press one of the buttons."), status=422)
            if rows.change(batch, seat, **MARKS[said]):
                changed.append(seat)
    return changed


def add_person(
    viewer: Viewer,
    uid: str,
    key: uuid.UUID,
    name: str,
    group: str = "",
    way: str = Attendance.Way.SITE,
    proxy_for: str = "",
) -> Attendance:
    """Write somebody down as here. `group`: the uid of the group for which she is here, or its name where the
    directory does not know it. A group that is awaited without a name is here with her.

    Raises `NotFound`, `NotAllowed`, and `Problem` where neither name nor group is said.
    """
    meeting = minuted(viewer, uid)
    person, voice, of = (said.strip()[:LONGEST_NAME] for said in (name, proxy_for, group))
    if not person and not of:
        raise Problem(_("Who is here?"), remedy=_("Write a name, or choose a group."), status=422)
    if way not in Attendance.Way.values:
        raise Problem(_("In the room, or by telephone?"), remedy=_("Choose one of them."), status=422)
    known = _group_of(viewer, meeting, of)

    def make() -> Attendance:
        with recording(viewer.actor, "mark who is here") as batch:
            said = {"name": person, "way": way, "proxy_for": voice, "state": Attendance.State.PRESENT.value}
            seat = (
                Attendance.objects.filter(
                    meeting=meeting, of=known, name="", state=Attendance.State.AWAITED, joined_into=None
                ).first()
                if known
                else None
            )
            if seat is not None:
                rows.change(batch, seat, key=key, **said)
                return seat
            seat = Attendance(meeting=meeting, key=key, of_id=known, of_name="" if known else of, **said)
            rows.add(batch, seat)
        return seat

    return once(Attendance, key, make)


def change_person(viewer: Viewer, uid: str, seat_id: int, name: str, proxy_for: str) -> Attendance:
    """Say how somebody who is here is called, and whose voice she carries. Raises as `add_person`."""
    meeting = minuted(viewer, uid)
    seat = part_of(meeting, Attendance, seat_id)
    if seat is None:
        raise Problem(_("Who is here?"), remedy=_("Write a name, or choose a group."), status=422)
    with recording(viewer.actor, "mark who is here") as batch:
        rows.change(batch, seat, name=name.strip()[:LONGEST_NAME], proxy_for=proxy_for.strip()[:LONGEST_NAME])
    return seat


def _group_of(viewer: Viewer, meeting: Meeting, said: str) -> int | None:
    """The group with this uid, if it is one that is awaited or that the viewer may know of."""
    found = Group.objects.filter(uid=said, removed_at=None).values_list("pk", flat=True).first()
    return found if found and visible_groups(viewer, [found]) else None
