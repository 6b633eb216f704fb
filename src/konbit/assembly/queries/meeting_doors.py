"""The ways from a group's page to its meetings and to what it agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from konbit.assembly.models import Meeting, Resolution
from konbit.assembly.moments import is_over, when_words
from konbit.base.registry import GroupDoor
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_things, takes_part
from konbit.people.audience import Viewer

MOST_COUNTED = 500


def meeting_doors(viewer: Viewer, group_id: int) -> Iterable[GroupDoor]:
    """Meetings, with the next one, and resolutions of a group, for whoever may know of it. A door leads only
    to where something stands, or for whoever takes part in the group to where something will."""
    uid = Group.objects.values_list("uid", flat=True).get(pk=group_id)
    meetings = Meeting.objects.filter(group=group_id, removed_at=None).order_by("-held_from", "-pk")
    seen = seen_things(viewer, meetings[:MOST_COUNTED])
    begins = takes_part(viewer, group_id)
    if seen or begins:
        yield GroupDoor(
            title=_("Meetings"),
            url=reverse("assembly:meetings", args=[uid]),
            symbol="calendar-days",
            count=len(seen),
            note=_next(seen),
        )
    agreed = Resolution.objects.filter(group=group_id, removed_at=None, joined_into=None).order_by("-pk")
    count = len(seen_things(viewer, agreed[:MOST_COUNTED]))
    if count or begins:
        yield GroupDoor(
            title=_("What they agreed"),
            url=reverse("assembly:group-resolutions", args=[uid]),
            symbol="handshake",
            count=count,
        )


def _next(meetings: list[Meeting]) -> str:
    """When the next meeting is that has a day."""
    today = date.today()
    coming = [
        one
        for one in meetings
        if one.held_from and one.state != Meeting.State.CANCELLED and not is_over(one, today)
    ]
    if not coming:
        return ""
    return _("the next: %(when)s") % {"when": when_words(min(coming, key=lambda one: one.held_from))}
