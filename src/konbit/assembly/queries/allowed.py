"""What a viewer may do at a meeting, by the words that its pages ask for."""

from __future__ import annotations

from konbit.assembly.models import Attendance, Meeting
from konbit.directory.queries.visible import Sight
from konbit.people.audience import Viewer

MINUTED = frozenset({Meeting.State.PLANNED, Meeting.State.OPEN, Meeting.State.CLOSED})


def verbs_at(viewer: Viewer, meeting: Meeting, sight: Sight) -> frozenset[str]:
    """ "edit" and "take part" as everywhere; "minute" while minutes may be written; "read" whoever may say
    whether they are right."""
    verbs = {verb for verb in ("edit", "take part") if sight.may(verb)}
    if "take part" in verbs and meeting.state in MINUTED:
        verbs.add("minute")
    if meeting.state == Meeting.State.CLOSED and ("take part" in verbs or came_for_a_group(viewer, meeting)):
        verbs.add("read")
    return frozenset(verbs)


def came_for_a_group(viewer: Viewer, meeting: Meeting) -> bool:
    """Whether the viewer has a part in a group that was awaited at a meeting, or came."""
    if not viewer.is_someone:
        return False
    groups = Attendance.objects.filter(meeting=meeting).exclude(of=None).values_list("of", flat=True)
    return any(viewer.holds(f"group:{one}") for one in groups)
