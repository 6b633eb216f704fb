"""What the form of a meeting says at first: a new one after the last, or one that stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from konbit.assembly.agenda_lines import Point, written
from konbit.assembly.models import Goal, Item, Meeting
from konbit.assembly.moments import local_hours
from konbit.assembly.queries.meetings import left_open
from konbit.base.errors import NotFound
from konbit.base.text import Multilingual, pick
from konbit.directory.models import Group
from konbit.directory.queries.of_group import seen_thing
from konbit.directory.queries.visible import GroupLink, seen_group
from konbit.people.audience import Viewer


@dataclass(frozen=True)
class Beginning:
    """Whose meeting it is to be, what stands in its form at first, the goals that are still open (id, words),
    and the uids and titles of meetings whose agenda can be taken over."""

    group: GroupLink
    is_network: bool
    initial: dict[str, Any]
    open_goals: tuple[tuple[int, str], ...]
    earlier: tuple[tuple[str, Multilingual], ...]


def beginning(viewer: Viewer, group_uid: str, language: str, after: str = "") -> Beginning:
    """The form of a new meeting of a group; `after`: the meeting (uid) whose agenda, place and series it
    takes over. Raises `NotFound`, `NotAllowed`."""
    group, sight = seen_group(viewer, group_uid)
    sight.must("edit")
    rows = Meeting.objects.filter(group=group, removed_at=None).order_by("-held_from", "-pk")
    last = _meeting(viewer, after) if after else None
    initial: dict[str, Any] = {"audience": "public", "approve_days": 14}
    latest = last or rows.first()
    if latest is not None:
        initial |= {"zone": latest.zone, "approve_days": latest.approve_days, "audience": latest.audience}
    if last is not None:
        points = [
            written(Point(item.kind, pick(item.title, language).text, item.minutes))
            for item in Item.objects.filter(meeting=last)
        ]
        initial |= {
            "title": pick(last.title, language).text,
            "place": last.place,
            "points": points,
            "starts": local_hours(last)[0],
            "series": pick((last.series or last).title, language).text,
        }
    left = [(pk, pick(text, language).text) for pk, text, _card in left_open(viewer, group)]
    if last is not None:
        of_last = {str(pk) for pk in Goal.objects.filter(meeting=last).values_list("pk", flat=True)}
        initial["carried"] = [str(pk) for pk, _words in left if str(pk) in of_last]
    return Beginning(
        group=GroupLink(group.pk, group.uid, group.slug, group.name, group.kind),
        is_network=group.kind == Group.Kind.NETWORK,
        initial=initial,
        open_goals=tuple(left),
        earlier=tuple((row.uid, row.title) for row in rows[:10]),
    )


def _meeting(viewer: Viewer, uid: str) -> Meeting | None:
    try:
        return seen_thing(viewer, Meeting, uid)[0]
    except NotFound:
        return None


def said_of(viewer: Viewer, uid: str, language: str) -> tuple[Meeting, dict[str, Any]]:
    """A meeting that the viewer may change, and what its form says. Raises `NotFound`, `NotAllowed`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    sight.must("edit")
    starts, ends = local_hours(meeting)
    return meeting, {
        "title": pick(meeting.title, language).text,
        "purpose": pick(meeting.purpose, language).text,
        "since": meeting.held_from,
        "until": meeting.held_until,
        "starts": starts,
        "ends": ends,
        "zone": meeting.zone,
        "place": meeting.place,
        "instead": meeting.instead,
        "series": pick(meeting.series.title, language).text if meeting.series else "",
        "audience": meeting.audience,
        "approve_days": meeting.approve_days,
        "language": language,
    }


def goal_said(viewer: Viewer, uid: str, goal_id: int, language: str) -> tuple[Meeting, str]:
    """A meeting, and the words of one of its goals. Raises `NotFound`, `NotAllowed`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    sight.must("edit")
    goal = Goal.objects.filter(meeting=meeting, pk=goal_id).first()
    if goal is None:
        raise _gone()
    return meeting, pick(goal.text, language).text


def point_said(viewer: Viewer, uid: str, item_id: int, language: str) -> tuple[Meeting, dict[str, Any]]:
    """A meeting, and what stands in the form of one of its points. Raises `NotFound`, `NotAllowed`."""
    meeting, sight = seen_thing(viewer, Meeting, uid)
    sight.must("edit")
    item = Item.objects.filter(meeting=meeting, pk=item_id).first()
    if item is None:
        raise _gone()
    names = ("kind", "minutes", "presenter", "order")
    return meeting, {
        "title": pick(item.title, language).text,
        **{name: getattr(item, name) for name in names},
    }


def _gone() -> NotFound:
    return NotFound(_("This is not part of the meeting any more."), remedy=_("Open the meeting again."))
